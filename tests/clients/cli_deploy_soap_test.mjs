// The Salesforce CLI deploys an app from a project by SOAP, as it does unless told otherwise, and retrieves the same app.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { appFiles, fieldsOf, filesIn, PROJECT, ROOT } from './lib/app_files.mjs';
import { ADMIN, startOrg } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';
import { CALLBACK } from './lib/tokens.mjs';

const TYPES = ['ExternalClientApplication', 'ExtlClntAppGlobalOauthSettings', 'ExtlClntAppOauthSettings',
  'ExtlClntAppOauthConfigurablePolicies', 'ExtlClntAppConfigurablePolicies'];

test('deploy, failed deploy, retrieve', async (t) => {
  const org = await startOrg(t);
  const cli = new Cli(t, org);
  const { session_id: session } = await org.call('POST', '/sessions', { username: ADMIN });
  const login = `org login access-token --no-prompt --instance-url ${org.url} --set-default`;
  await cli.run(login, { env: { SF_ACCESS_TOKEN: session } });
  cli.file('sfdx-project.json', PROJECT);
  const files = appFiles('Deployed', CALLBACK);
  for (const [path, content] of Object.entries(files)) cli.file(path, content);

  const alone = await cli.answer(`project deploy start --source-dir ${ROOT}/extlClntAppGlobalOauthSets`);
  assert.equal(alone.status, 1);
  assert.equal(alone.result.status, 'Failed');
  const failure = [alone.result.details.componentFailures].flat()[0];
  assert.equal(failure.fileName, 'extlClntAppGlobalOauthSets/Deployed_global.ecaGlblOauth');
  assert.match(failure.problem, /^INVALID_CROSS_REFERENCE_KEY: /);

  const deployed = await cli.answer('project deploy start --source-dir force-app');
  assert.equal(deployed.result.status, 'Succeeded', JSON.stringify(deployed));
  assert.equal(deployed.result.numberComponentsDeployed, 3);

  const folder = join(cli.folder, 'force-app');
  rmSync(folder, { recursive: true });
  mkdirSync(join(cli.folder, ROOT), { recursive: true });
  const wanted = TYPES.flatMap((type) => ['--metadata', type]);
  const retrieved = await cli.answer(['project', 'retrieve', 'start', ...wanted]);
  assert.equal(retrieved.status, 0, JSON.stringify(retrieved));
  const found = filesIn(folder);
  // What was deployed comes back, with what the server adds beside it.
  for (const [path, content] of Object.entries(files)) {
    const back = fieldsOf(found[path.replace('force-app/', '')] ?? '');
    for (const [name, value] of Object.entries(fieldsOf(content))) assert.equal(back[name], value, `${path}: ${name}`);
  }
  const added = (end) => fieldsOf(found[Object.keys(found).find((path) => path.endsWith(end))] ?? '');
  assert.match(added('Deployed_global.ecaGlblOauth-meta.xml').consumerKey, /^3MVG9/);
  const policies = added('Deployed_defaultPolicy.ecaOauthPlcy-meta.xml');
  assert.equal(policies.refreshTokenPolicyType, 'SpecificLifetime');
  assert.equal(policies.refreshTokenValidityPeriod, '365');
  assert.equal(added('Deployed_defaultPolicy.ecaPlcy-meta.xml').isEnabled, 'true');

  const calls = (await org.exchanges()).filter(({ path }) => path.startsWith('/services/Soap/m/'));
  assert.ok(calls.length >= 6, 'it went by SOAP');
  assert.ok(calls.every(({ status }) => status === 200));
});
