// jsforce logs in by the web server flow with PKCE and refreshes by itself; a rotated refresh token it drops.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { walk } from './lib/browser.mjs';
import { installed } from './lib/installed.mjs';
import { startOrg, trust, USER } from './lib/org.mjs';
import { CALLBACK } from './lib/tokens.mjs';

const { Connection, OAuth2 } = installed('jsforce');

const EXPIRED = '401 GET /services/data/v62.0/query access_token_expired';
const DEAD = /Unable to refresh session due to: expired access\/refresh token/;

// A connection of an app whose refresh tokens rotate, or don't.
async function connected(org, isRefreshTokenRotationEnabled) {
  trust(org);
  const app = await org.app('Jsforce', { callbackUrl: CALLBACK, isRefreshTokenRotationEnabled });
  const oauth2 = new OAuth2({
    loginUrl: org.url,
    clientId: app.consumer_key,
    clientSecret: app.consumer_secret,
    redirectUri: CALLBACK,
    useVerifier: true,
  });
  const asked = oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'a b&c' });
  const { searchParams } = await walk(asked);
  assert.equal(searchParams.get('state'), 'a b&c');
  const connection = new Connection({ oauth2, version: '62.0' });
  await connection.authorize(searchParams.get('code'));
  return connection;
}

const query = (connection) => connection.query('SELECT Id, Name FROM Organization');

for (const flags of [[], ['--tls']]) {
  test(`web server flow, identity, two refreshes, revocation ${flags}`, async (t) => {
    const org = await startOrg(t, ...flags);
    const connection = await connected(org, false);
    assert.equal((await connection.identity()).username, USER);
    for (let session = 0; session < 2; ++session) {
      await org.advance('3h');
      assert.equal((await query(connection)).records[0].Name, 'Rehearsal');
    }
    assert.deepEqual(await org.grants(), ['authorization_code', 'refresh_token', 'refresh_token']);

    // Logging out revokes the refresh token and all that came of it, as whoever kept a copy learns.
    const { oauth2, instanceUrl, accessToken, refreshToken } = connection;
    await connection.logout(true);
    const copy = new Connection({ oauth2, instanceUrl, accessToken, refreshToken, version: '62.0' });
    await assert.rejects(query(copy), DEAD);
    assert.deepEqual(await org.refusals(), [
      EXPIRED,
      EXPIRED,
      '401 GET /services/data/v62.0/query grant_revoked_by_client',
      '400 POST /services/oauth2/token grant_revoked_by_client',
    ]);
  });

  test(`a rotated refresh token is lost at the second refresh ${flags}`, async (t) => {
    const org = await startOrg(t, ...flags);
    const connection = await connected(org, true);
    await org.advance('3h');
    assert.equal((await query(connection)).totalSize, 1);
    await org.advance('3h');
    await assert.rejects(query(connection), DEAD);
    assert.deepEqual(await org.grants(), ['authorization_code', 'refresh_token', 'refresh_token_replayed']);
    assert.deepEqual(await org.refusals(), [EXPIRED, EXPIRED, '400 POST /services/oauth2/token refresh_token_replayed']);
  });
}
