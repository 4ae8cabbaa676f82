// The Salesforce CLI logs in with an access token alone: nothing refreshes it, so the session's end is the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ADMIN, startOrg } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';

test('access-token login, limits, a bare REST call, and the end of the session', async (t) => {
  const org = await startOrg(t);
  const { session_id: session, organization_id: orgId } = await org.call('POST', '/sessions', { username: ADMIN });
  const cli = new Cli(t, org);

  const login = `org login access-token --no-prompt --instance-url ${org.url} --alias mock --set-default`;
  const logged = await cli.run(login, { env: { SF_ACCESS_TOKEN: session } });
  assert.equal(logged.username, ADMIN);
  assert.equal(logged.orgId, orgId);

  const limits = await cli.run('org list limits');
  assert.ok(limits.some(({ name, max }) => name === 'DailyApiRequests' && max > 0));

  const bare = await cli.run('api request rest /services/data/v67.0/limits');
  assert.equal(bare.statusCode, 200);
  assert.match(bare.headers['sforce-limit-info'], /^api-usage=\d+\/\d+$/);

  assert.deepEqual(await org.refusals(), []);
  await org.advance('3h');
  const ended = await cli.answer('org list limits');
  assert.equal(ended.name, 'INVALID_SESSION_ID');
  assert.deepEqual(await org.grants(), []);
  assert.deepEqual(await org.refusals(), ['401 GET /services/data/v67.0/limits access_token_expired']);
});
