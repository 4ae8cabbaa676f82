// Tokens as a server-side client gets them: an app, a person who allows, an exchange with PKCE.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';

export const CALLBACK = 'https://client.example.test/callback';

// The token endpoint's answer for an app whose callback is CALLBACK. `fetch` must trust the org.
export async function tokens(org, app, username) {
  const verifier = randomBytes(48).toString('base64url');
  const asked = new URL('/services/oauth2/authorize', org.url);
  asked.search = new URLSearchParams({
    response_type: 'code',
    client_id: app.consumer_key,
    redirect_uri: CALLBACK,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  });
  const code = (await org.approve(asked.href, username)).searchParams.get('code');
  const response = await fetch(new URL('/services/oauth2/token', org.url), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: app.consumer_key,
      client_secret: app.consumer_secret,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }),
  });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  return answer;
}
