// jsforce logs in by SOAP with a username and password, where the API's version still has that.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { installed } from './lib/installed.mjs';
import { ADMIN, PASSWORD, startOrg, trust } from './lib/org.mjs';

const { Connection } = installed('jsforce');

const query = (connection) => connection.query('SELECT Id FROM Organization');

for (const flags of [[], ['--tls']]) {
  test(`SOAP login, a new login after the session's end, logout ${flags}`, async (t) => {
    const org = await startOrg(t, ...flags);
    trust(org);
    const connection = new Connection({ loginUrl: org.url, version: '64.0' });
    await connection.login(ADMIN, PASSWORD);
    assert.equal((await query(connection)).totalSize, 1);
    assert.equal((await connection.identity()).username, ADMIN);
    await org.advance('3h');
    assert.equal((await query(connection)).totalSize, 1);
    assert.deepEqual(await org.refusals(), ['401 GET /services/data/v64.0/query access_token_unknown']);

    const { accessToken, instanceUrl } = connection;
    await connection.logout();
    await assert.rejects(query(new Connection({ accessToken, instanceUrl, version: '64.0' })), {
      errorCode: 'INVALID_SESSION_ID',
    });
  });
}

test("SOAP login is refused with Salesforce's faults", async (t) => {
  const org = await startOrg(t);
  const before = new Connection({ loginUrl: org.url, version: '64.0' });
  await assert.rejects(before.login(ADMIN, 'wrong'), /^Error: INVALID_LOGIN: Invalid username, password/);
  const since = new Connection({ loginUrl: org.url, version: '65.0' });
  await assert.rejects(since.login(ADMIN, PASSWORD), /^Error: INVALID_OPERATION: .*not available in the API version/);
  assert.deepEqual(await org.refusals(), [
    '500 POST /services/Soap/u/64.0 login_wrong_password',
    '500 POST /services/Soap/u/65.0 soap_login_version',
  ]);
});
