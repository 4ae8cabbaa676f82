// The Salesforce CLI deploys an app from a project by REST: validated, deployed quickly, deployed again unchanged.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { appFiles, PROJECT, ROOT } from './lib/app_files.mjs';
import { ADMIN, startOrg, trust } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';
import { CALLBACK } from './lib/tokens.mjs';

test('validate, quick deploy, deploy by REST', async (t) => {
  const org = await startOrg(t, '--tls');
  trust(org);
  const cli = new Cli(t, org, { SF_ORG_METADATA_REST_DEPLOY: 'true' });
  const { session_id: session } = await org.call('POST', '/sessions', { username: ADMIN });
  const login = `org login access-token --no-prompt --instance-url ${org.url} --set-default`;
  await cli.run(login, { env: { SF_ACCESS_TOKEN: session } });
  cli.file('sfdx-project.json', PROJECT);
  for (const [path, content] of Object.entries(appFiles('Deployed', CALLBACK))) cli.file(path, content);
  const apps = async () => {
    const usage = `${org.url}/services/data/v67.0/apps/oauth/usage`;
    const answer = await fetch(usage, { headers: { Authorization: `Bearer ${session}` } });
    return (await answer.json()).apps.map((app) => app.developerName);
  };

  const alone = await cli.answer(`project deploy start --source-dir ${ROOT}/extlClntAppGlobalOauthSets`);
  assert.equal(alone.status, 1);
  assert.equal(alone.result.details.componentFailures[0].problem,
    'INVALID_CROSS_REFERENCE_KEY: In field: externalClientApplication - no ExternalClientApplication named Deployed found');

  const validated = await cli.answer('project deploy validate --source-dir force-app');
  assert.equal(validated.status, 0, JSON.stringify(validated));
  assert.equal(validated.result.checkOnly, true);
  assert.equal(validated.result.numberComponentsDeployed, 3);
  assert.deepEqual(await apps(), [], 'a validation keeps nothing');

  const quick = await cli.answer(`project deploy quick --job-id ${validated.result.id}`);
  assert.equal(quick.status, 0, JSON.stringify(quick));
  assert.deepEqual(await apps(), ['Deployed']);

  const again = await cli.answer('project deploy start --source-dir force-app');
  assert.equal(again.result.status, 'Succeeded');
  const components = again.result.details.componentSuccesses.filter((one) => one.componentType);
  assert.deepEqual(components.map((one) => one.changed), [false, false, false]);

  const deploys = (await org.exchanges()).filter(({ path }) => path.endsWith('/metadata/deployRequest'));
  assert.deepEqual(deploys.map(({ method, status }) => `${method} ${status}`), Array(4).fill('POST 201'));
  assert.ok(!(await org.exchanges()).some(({ path }) => path.includes('/Soap/')), 'all of it went by REST');
});
