// @salesforce/core before 9.2.0 drops a rotated refresh token: its second refresh replays the first one's.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { coreNamed, loggedIn, query } from './lib/core.mjs';
import { startOrg } from './lib/org.mjs';

const core = coreNamed('core-before');

for (const flags of [[], ['--tls']]) {
  test(`core before 9.2.0 ends at the second refresh ${flags}`, async (t) => {
    const org = await startOrg(t, ...flags);
    await loggedIn(core, org);
    await org.advance('3h');
    assert.equal((await query(core)).totalSize, 1);
    await org.advance('3h');
    await assert.rejects(query(core), /Unable to refresh session.*expired access\/refresh token/);
    assert.deepEqual(await org.grants(), ['authorization_code', 'refresh_token', 'refresh_token_replayed']);
    assert.deepEqual(await org.refusals(), [
      '401 GET /services/data/v67.0/query access_token_expired',
      '401 GET /services/data/v67.0/query access_token_expired',
      '400 POST /services/oauth2/token refresh_token_replayed',
    ]);
  });
}
