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
    const suffixes = Object.fromEntries(described.metadataObjects.map((one) => [one.xmlName, one.suffix]));
    assert.equal(suffixes.ExternalClientApplication, 'eca');
    assert.equal(suffixes.ExtlClntAppOauthSettings, 'ecaOauth');

    const options = { singlePackage: true, rollbackOnError: true };
    const bySoap = await metadata.deploy(await packageOf('Soap'), options).complete(true);
    assert.equal(bySoap.status, 'Succeeded', JSON.stringify(bySoap));
    const byRest = await metadata.deployRest(await packageOf('Rest'), options).complete(true);
    assert.equal(byRest.status, 'Succeeded', JSON.stringify(byRest));
    const names = async () => [await metadata.list([{ type: 'ExternalClientApplication' }])].flat().map((one) => one.fullName);
    assert.deepEqual(await names(), ['Soap', 'Rest']);

    // Deployed by SOAP, read by REST.
    const rows = await connection.query('SELECT DeveloperName, MasterLabel FROM ExternalClientApplication');
    assert.deepEqual(rows.records.map((one) => `${one.DeveloperName}: ${one.MasterLabel}`), ['Soap: Soap app', 'Rest: Rest app']);
    const settings = await metadata.read('ExtlClntAppGlobalOauthSettings', 'Soap_global');
    assert.equal(settings.callbackUrl, CALLBACK);
    assert.match(settings.consumerKey, /^3MVG9/);

    // Edited by an admin and by updateMetadata, retrieved as the same app.
    const [app] = (await org.call('GET', '/apps')).filter((one) => one.apiName === 'Soap');
    assert.equal(app.consumer_key, settings.consumerKey);
    await org.call('PATCH', `/apps/${app.app_id}`, { isRefreshTokenRotationEnabled: true });
    const renamed = { fullName: 'Soap', label: 'Renamed', distributionState: 'Local', contactEmail: 'me@example.test' };
    assert.equal((await metadata.update('ExternalClientApplication', renamed)).success, true);
    const types = TYPES.map((name) => ({ name, members: '*' }));
    const retrieved = await metadata.retrieve({ apiVersion: '64.0', singlePackage: true, unpackaged: { types, version: '64.0' } }).complete();
    const zip = await JSZip.loadAsync(retrieved.zipFile, { base64: true });
    const file = async (path) => fieldsOf(await zip.file(path).async('string'));
    assert.equal((await file('externalClientApps/Soap.eca')).label, 'Renamed');
    const global = await file('extlClntAppGlobalOauthSets/Soap_global.ecaGlblOauth');
    assert.equal(global.consumerKey, settings.consumerKey);
    assert.equal(global.isRefreshTokenRotationEnabled, 'true');

    assert.equal((await metadata.delete('ExternalClientApplication', 'Soap')).success, true);
    assert.deepEqual(await names(), ['Rest']);
    assert.deepEqual(await org.refusals(), []);
  });
}
