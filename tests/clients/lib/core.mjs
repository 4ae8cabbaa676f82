// @salesforce/core in this process: a home of its own, its web server on a port that was free, an app for that.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bring, walk } from './browser.mjs';
import { installed } from './installed.mjs';
import { trust, USER } from './org.mjs';
import { QUIET } from './sf.mjs';

// core reads its folders when it is loaded: the home comes first.
const home = mkdtempSync(join(tmpdir(), 'rehearse-core-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
Object.assign(process.env, QUIET, { HOME: home, SF_DISABLE_LOG_FILE: 'true' });
process.chdir(home);

export const coreNamed = (name) => installed(name);

async function freePort() {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

// A person logs in through core's web server to an app that rotates refresh tokens.
export async function loggedIn(core, org) {
  trust(org);
  const port = await freePort();
  const project = { packageDirectories: [{ path: '.' }], oauthLocalPort: port };
  writeFileSync(join(home, 'sfdx-project.json'), JSON.stringify(project));
  const app = await org.app('Rotates', {
    callbackUrl: `http://localhost:${port}/OauthRedirect`,
    isRefreshTokenRotationEnabled: true,
  });
  const server = await core.WebOAuthServer.create({
    oauthConfig: { loginUrl: org.url, clientId: app.consumer_key, clientSecret: app.consumer_secret },
  });
  await server.start();
  const login = server.authorizeAndSave();
  await bring(await walk(server.getAuthorizationUrl()));
  assert.equal((await login).getUsername(), USER);
}

// Reads the org with what was saved at the login or since, as a program that starts anew does.
export async function query(core) {
  const authInfo = await core.AuthInfo.create({ username: USER });
  const connection = await core.Connection.create({ authInfo });
  return connection.query('SELECT Id FROM Organization');
}
