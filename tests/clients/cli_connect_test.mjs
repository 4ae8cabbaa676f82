// The Salesforce CLI reads an app's key and secret over the Connect REST API, stages a new pair and rotates it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ADMIN, startOrg } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';
import { CALLBACK, tokens } from './lib/tokens.mjs';

const BASE = '/services/data/v67.0/apps/oauth';

test('key and secret are read, staged and rotated', async (t) => {
  const org = await startOrg(t);
  const cli = new Cli(t, org);
  const app = await org.app('Rotates', { callbackUrl: CALLBACK });
  const { session_id: session } = await org.call('POST', '/sessions', { username: ADMIN });
  const login = `org login access-token --no-prompt --instance-url ${org.url} --set-default`;
  await cli.run(login, { env: { SF_ACCESS_TOKEN: session } });
  const ask = async (path, ...flags) => (await cli.run(['api', 'request', 'rest', path, ...flags])).body;

  const { apps } = await ask(`${BASE}/usage`);
  const { identifier } = apps.find(({ developerName }) => developerName === 'Rotates');
  const { consumers } = await ask(`${BASE}/credentials/${identifier}`);
  assert.deepEqual(consumers.map(({ key }) => key), [app.consumer_key]);
  const pair = await ask(`${BASE}/credentials/${identifier}/${consumers[0].id}?part=keyandsecret`);
  assert.equal(pair.secret, app.consumer_secret);

  const { stagedCredentials } = await ask(pair.stagedCredentialsUrl, '--method', 'POST', '--body', '{}');
  const [staged] = stagedCredentials;
  assert.equal(staged.state, 'Active');
  assert.notEqual(staged.secret, app.consumer_secret);
  const rotated = await ask(staged.url, '--method', 'PATCH', '--body', '{"command":"rotate"}');

  assert.equal(rotated.state, 'Rotated');

  // Clients with the new pair and with the former one both get tokens.
  for (const { key, secret } of [staged, rotated]) {
    await tokens(org, { consumer_key: key, consumer_secret: secret });
  }
  assert.deepEqual(await org.refusals(), []);
});
