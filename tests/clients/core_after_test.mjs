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

    // The rotation is held up until all three have been told that their session is over: one that hears so later
    // holds the new token already, and rotates once more.
    await org.advance('3h');
    await org.call('POST', '/faults', { route: 'token', at: 'before', action: 'delay', value: 20_000 });
    const asked = Promise.all([query(core), query(core), query(core)]);
    await org.until(async () => (await org.refusals()).length === 6);
    await org.call('DELETE', '/faults');
    assert.deepEqual((await asked).map(({ totalSize }) => totalSize), [1, 1, 1]);
    assert.equal((await org.grants()).length, 5, 'one rotation for all three');
  });
}
