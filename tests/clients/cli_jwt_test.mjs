// The Salesforce CLI logs in by JWT bearer with a key of its own, and signs anew when its session ends.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { startOrg, USER } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';
import { CALLBACK } from './lib/tokens.mjs';

// A key and its certificate, made for the test.
function keyPair(folder, name) {
  const [key, certificate] = [`${name}.key`, `${name}.pem`].map((file) => join(folder, file));
  const subject = ['-subj', `/CN=${name}`, '-days', '2', '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], { stdio: 'pipe' });
  return { key, certificate: readFileSync(certificate, 'utf8') };
}

test('JWT login, and a new token after three hours', async (t) => {
  const org = await startOrg(t, '--tls');
  const cli = new Cli(t, org);
  const own = keyPair(cli.home, 'own');
  const app = await org.app('Signs', {
    callbackUrl: CALLBACK,
    certificate: own.certificate,
    permittedUsersPolicyType: 'AdminApprovedPreAuthorized',
    profiles: ['Standard User'],
  });
  const login = (key) =>
    `org login jwt --client-id ${app.consumer_key} --jwt-key-file ${key} --username ${USER} --instance-url ${org.url} --set-default`;
  const logged = await cli.answer(login(own.key));
  assert.equal(logged.status, 0, JSON.stringify(logged));
  assert.equal(logged.result.username, USER);
  const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  assert.deepEqual(await org.grants(), [GRANT]);
  assert.deepEqual(await org.refusals(), []);

  await org.advance('3h');
  const query = await cli.answer(['data', 'query', '--query', 'SELECT Id FROM Organization']);
  assert.equal(query.result.totalSize, 1);
  assert.deepEqual(await org.grants(), [GRANT, GRANT]);
  assert.deepEqual(await org.refusals(), ['401 GET /services/data/v67.0/query access_token_expired']);
});
