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

test('JWT login, a new token after three hours, and a foreign key', async (t) => {
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
  console.log(logged);
  console.log(await org.refusals(), await org.grants());
  await org.advance('3h');
  console.log(await cli.answer(['data', 'query', '--query', 'SELECT Id FROM Organization']));
  console.log(await org.refusals(), await org.grants());
  console.log(await cli.answer(login(keyPair(cli.home, 'foreign').key)));
  console.log(await org.refusals(), await org.grants());
});
