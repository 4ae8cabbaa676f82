// The Salesforce CLI deploys an app from a project by REST: validated, deployed quickly, deployed again; and the app
// gives tokens.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { appFiles, PROJECT, ROOT } from './lib/app_files.mjs';
import { ADMIN, startOrg, trust } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';
import { CALLBACK, tokens } from './lib/tokens.mjs';

test('validate, quick deploy, deploy by REST', async (t) => {
  const org = await startOrg(t, '--tls');
  trust(org);
  const cli = new Cli(t, org, { SF_ORG_METADATA_REST_DEPLOY: 'true' });
  const { session_id: session } = await org.call('POST', '/sessions', { username: ADMIN });
  const login = `org login access-token --no-prompt --instance-url ${org.url} --set-default`;
  await cli.run(login, { env: { SF_ACCESS_TOKEN: session } });
  cli.file('sfdx-project.json', PROJECT);
  for (const [path, content] of Object.entries(appFiles('Deployed', CALLBACK))) cli.file(path, content);
  const alone = await cli.answer(`project deploy start --source-dir ${ROOT}/extlClntAppGlobalOauthSets`);
  console.log(JSON.stringify(alone));
  const validated = await cli.answer('project deploy validate --source-dir force-app');
  console.log(JSON.stringify(validated));
  const quick = await cli.answer(`project deploy quick --job-id ${validated.result.id}`);
  console.log(JSON.stringify(quick));
  console.log(JSON.stringify(await cli.answer('project deploy start --source-dir force-app')));
  const list = await fetch(`${org.url}/services/data/v67.0/apps/oauth/usage`, { headers: { Authorization: `Bearer ${session}` } });
  console.log(await list.json());
  for (const e of await org.exchanges()) console.log(e.status, e.method, e.path, e.query.map((f)=>f.name+'='+f.value).join('&'), e.reason);
});
