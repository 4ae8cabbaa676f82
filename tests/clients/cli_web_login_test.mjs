// The Salesforce CLI logs in by the web server flow with PKCE, as its own app, and outlives its session.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { bring, browserIn, walk } from './lib/browser.mjs';
import { startOrg, USER } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';

const QUERY = ['data', 'query', '--query', 'SELECT Id, Name FROM Organization'];

test('web login on the pages, a query, a refresh after three hours, logout', async (t) => {
  const org = await startOrg(t);
  const cli = new Cli(t, org);
  const browser = browserIn(cli.home);

  const login = cli.run(`org login web --instance-url ${org.url} --alias mock --set-default`, browser);
  const asked = await Promise.race([browser.opened(), login]);
  const { searchParams } = new URL(asked);
  assert.equal(searchParams.get('client_id'), 'PlatformCLI');
  assert.equal(searchParams.get('code_challenge').length, 43);
  assert.equal(searchParams.get('code_challenge_method'), null, 'absent means S256 to Salesforce');
  await bring(await walk(asked));
  const { username, orgId, instanceUrl } = await login;
  assert.equal(username, USER);
  assert.equal(instanceUrl, org.url);

  const display = await cli.run('org display');
  assert.equal(display.connectedStatus, 'Connected');
  assert.equal(display.id, orgId);

  const table = await cli.text(QUERY);
  assert.match(table, /│ ID +│ NAME +│/);
  assert.match(table, new RegExp(`│ ${orgId} │ Rehearsal │`));
  assert.match(table, /Total number of records retrieved: 1\./);

  await org.advance('3h');
  const { records } = await cli.run(QUERY);
  assert.deepEqual(records.map(({ Id, Name }) => [Id, Name]), [[orgId, 'Rehearsal']]);
  assert.deepEqual(await org.grants(), ['authorization_code', 'refresh_token']);
  assert.deepEqual(await org.refusals(), ['401 GET /services/data/v67.0/query access_token_expired']);

  // Logging out forgets the tokens; the CLI revokes none.
  const before = (await org.exchanges()).length;
  const kept = join(cli.home, `.sfdx/${USER}.json`);
  assert.ok(existsSync(kept));
  assert.deepEqual(await cli.run('org logout --no-prompt --target-org mock'), [USER]);
  assert.ok(!existsSync(kept));
  assert.equal((await org.exchanges()).length, before);
});
