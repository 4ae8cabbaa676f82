// @salesforce/core since 9.2.0 keeps a rotated refresh token, and rotates once however many ask at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { coreNamed, loggedIn, query } from './lib/core.mjs';
import { startOrg } from './lib/org.mjs';

const core = coreNamed('core-after');

for (const flags of [[], ['--tls']]) {
  test(`core since 9.2.0 survives rotation ${flags}`, async (t) => {
    const org = await startOrg(t, ...flags);
    await loggedIn(core, org);
    for (let session = 0; session < 3; ++session) {
      await org.advance('3h');
      assert.equal((await query(core)).totalSize, 1);
    }
    assert.deepEqual(await org.grants(), ['authorization_code', 'refresh_token', 'refresh_token', 'refresh_token']);
    const expired = '401 GET /services/data/v67.0/query access_token_expired';
    assert.deepEqual(await org.refusals(), [expired, expired, expired]);

    await org.advance('3h');
    const found = await Promise.all([query(core), query(core), query(core)]);
    assert.deepEqual(found.map(({ totalSize }) => totalSize), [1, 1, 1]);
    assert.equal((await org.grants()).length, 5, 'one rotation for all three');
  });
}
