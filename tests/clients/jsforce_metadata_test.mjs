// jsforce uses the Metadata API: an app deployed by SOAP, read by REST and SOAP, edited by an admin, retrieved again
// is one and the same app.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { appFiles, fieldsOf, ROOT } from './lib/app_files.mjs';
import { installed } from './lib/installed.mjs';
import { ADMIN, PASSWORD, startOrg, trust } from './lib/org.mjs';
import { CALLBACK } from './lib/tokens.mjs';

const { Connection } = installed('jsforce');
const JSZip = installed('jszip');

const TYPES = ['ExternalClientApplication', 'ExtlClntAppGlobalOauthSettings', 'ExtlClntAppOauthSettings'];

// A deploy package: the project's files without -meta.xml, and a manifest.
async function packageOf(name, settings) {
  const zip = new JSZip();
  const members = [`${name}`, `${name}_global`, `${name}_oauth`];
  for (const [path, content] of Object.entries(appFiles(name, CALLBACK, settings))) {
    zip.file(path.replace(`${ROOT}/`, '').replace('-meta.xml', ''), content);
  }
  const types = TYPES.map((type, at) => `<types><members>${members[at]}</members><name>${type}</name></types>`);
  zip.file('package.xml', `<?xml version="1.0"?><Package xmlns="http://soap.sforce.com/2006/04/metadata">${types.join('')}<version>64.0</version></Package>`);
  return zip.generateAsync({ type: 'nodebuffer' });
}

for (const flags of [[], ['--tls']]) {
  test(`one app, however it is written and read ${flags}`, async (t) => {
    const org = await startOrg(t, ...flags);
    trust(org);
    const connection = new Connection({ loginUrl: org.url, version: '64.0' });
    await connection.login(ADMIN, PASSWORD);
    const { metadata } = connection;
    metadata.pollInterval = 50;

    const described = await metadata.describe();
    console.log(described.metadataObjects.length, JSON.stringify(described.metadataObjects[0]));

    const bySoap = await metadata.deploy(await packageOf('Soap'), { singlePackage: true, rollbackOnError: true }).complete(true);
    console.log(JSON.stringify(bySoap));
    const byRest = await metadata.deployRest(await packageOf('Rest'), { singlePackage: true, rollbackOnError: true }).complete(true);
    console.log(JSON.stringify(byRest));
    console.log(JSON.stringify(await metadata.list([{ type: 'ExternalClientApplication' }])));
    console.log(JSON.stringify(await metadata.read('ExternalClientApplication', ['Soap', 'Rest'])));
    console.log(JSON.stringify(await metadata.read('ExtlClntAppGlobalOauthSettings', ['Soap_global'])));
    console.log(JSON.stringify(await connection.query('SELECT Id, DeveloperName, MasterLabel FROM ExternalClientApplication')));
    console.log(JSON.stringify(await metadata.update('ExternalClientApplication', { fullName: 'Soap', label: 'Renamed', distributionState: 'Local', contactEmail: 'me@example.test' })));
    const retrieved = await metadata.retrieve({ apiVersion: '64.0', singlePackage: true, unpackaged: { types: TYPES.map((name) => ({ name, members: '*' })), version: '64.0' } }).complete();
    console.log(Object.keys(retrieved), retrieved.fileProperties);
    const zip = await JSZip.loadAsync(retrieved.zipFile, { base64: true });
    for (const path of Object.keys(zip.files)) console.log(path, await zip.file(path)?.async('string'));
    console.log(JSON.stringify(await metadata.delete('ExternalClientApplication', ['Soap'])));
    console.log(JSON.stringify(await metadata.list([{ type: 'ExternalClientApplication' }])));
    console.log(await org.refusals());
  });
}
