// The Salesforce CLI deploys an app from a project by SOAP, as it does unless told otherwise, and retrieves it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { appFiles, fieldsOf, filesIn, PROJECT, ROOT } from './lib/app_files.mjs';
import { ADMIN, startOrg } from './lib/org.mjs';
import { Cli } from './lib/sf.mjs';
import { CALLBACK } from './lib/tokens.mjs';

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
  console.log(JSON.stringify(alone, null, 1));
  const deployed = await cli.answer('project deploy start --source-dir force-app');
  console.log(JSON.stringify(deployed, null, 1));
  rmSync(join(cli.folder, 'force-app'), { recursive: true });
  const retrieved = await cli.answer(['project', 'retrieve', 'start',
    ...['ExternalClientApplication', 'ExtlClntAppGlobalOauthSettings', 'ExtlClntAppOauthSettings', 'ExtlClntAppOauthConfigurablePolicies', 'ExtlClntAppConfigurablePolicies'].flatMap((type) => ['--metadata', type])]);
  console.log(JSON.stringify(retrieved, null, 1));
  console.log(filesIn(join(cli.folder, 'force-app')));
  for (const e of await org.exchanges()) console.log(e.status, e.method, e.path, e.query.map((f)=>f.name+'='+f.value).join('&'), e.reason);
});
