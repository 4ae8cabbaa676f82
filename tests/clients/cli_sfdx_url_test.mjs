// The Salesforce CLI logs in with an sfdx auth URL, over TLS as always, and keeps each rotated refresh token.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startOrg, trust, USER } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';
import { CALLBACK, tokens } from './lib/tokens.mjs';

const QUERY = ['data', 'query', '--query', 'SELECT Id FROM Organization'];

test('sfdx-url login and two more refreshes under rotation', async (t) => {
  const org = await startOrg(t, '--tls');
  trust(org);
  const cli = new Cli(t, org);
  const app = await org.app('Rotates', { callbackUrl: CALLBACK, isRefreshTokenRotationEnabled: true });
  const { refresh_token: token } = await tokens(org, app);

  const url = `force://${app.consumer_key}:${app.consumer_secret}:${token}@${new URL(org.url).host}`;
  const login = 'org login sfdx-url --sfdx-url-stdin - --alias mock --set-default';
  const { username, instanceUrl } = await cli.run(login, { input: url });
  assert.equal(username, USER);
  assert.equal(instanceUrl, org.url);

  for (let session = 0; session < 2; ++session) {
    await org.advance('3h');
    assert.equal((await cli.run(QUERY)).totalSize, 1);
  }
  assert.deepEqual(await org.grants(), ['authorization_code', 'refresh_token', 'refresh_token', 'refresh_token']);
  const expired = '401 GET /services/data/v67.0/query access_token_expired';
  assert.deepEqual(await org.refusals(), [expired, expired]);

  // The token that the CLI was given first is a retired one: whoever else still holds it ends the connection.
  const stale = await cli.answer(login, { input: url });
  assert.equal(stale.name, 'RefreshTokenAuthError');
  assert.equal((await org.grants()).at(-1), 'refresh_token_replayed');
});
