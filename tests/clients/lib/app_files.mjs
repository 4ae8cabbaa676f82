// An external client app as files of a source project, and what becomes of them in an org.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = 'force-app/main/default';
const XMLNS = 'http://soap.sforce.com/2006/04/metadata';

const xml = (type, fields) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="${XMLNS}">\n` +
  Object.entries(fields).map(([name, value]) => `    <${name}>${value}</${name}>\n`).join('') +
  `</${type}>\n`;

// The three files that make an app, by path. `settings` are further fields of its global OAuth settings.
export function appFiles(name, callbackUrl, settings = {}) {
  return {
    [`${ROOT}/externalClientApps/${name}.eca-meta.xml`]: xml('ExternalClientApplication', {
      contactEmail: 'me@example.test',
      description: 'Deployed by a test',
      distributionState: 'Local',
      isProtected: false,
      label: `${name} app`,
    }),
    [`${ROOT}/extlClntAppGlobalOauthSets/${name}_global.ecaGlblOauth-meta.xml`]: xml('ExtlClntAppGlobalOauthSettings', {
      callbackUrl,
      externalClientApplication: name,
      isConsumerSecretOptional: false,
      isIntrospectAllTokens: false,
      isPkceRequired: true,
      isSecretRequiredForRefreshToken: true,
      label: `${name}_global`,
      shouldRotateConsumerKey: false,
      shouldRotateConsumerSecret: false,
      ...settings,
    }),
    [`${ROOT}/extlClntAppOauthSettings/${name}_oauth.ecaOauth-meta.xml`]: xml('ExtlClntAppOauthSettings', {
      commaSeparatedOauthScopes: 'Api, RefreshToken',
      externalClientApplication: name,
      label: `${name}_oauth`,
    }),
  };
}

export const PROJECT = JSON.stringify({
  packageDirectories: [{ path: 'force-app', default: true }],
  sourceApiVersion: '67.0',
});

// The elements of a flat metadata file: name to text.
export function fieldsOf(text) {
  const inner = text.replace(/^[^]*?<\w+ xmlns="[^"]*"[^>]*>/, '');
  return Object.fromEntries([...inner.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [name, value]));
}

// All metadata files under a folder, by path relative to it.
export function filesIn(folder) {
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('-meta.xml')).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
