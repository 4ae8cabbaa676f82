// Every page of both mocks in a real browser, walked as the guide walks them. Run by tests/clients/run.sh, or with
// REHEARSE_PROGRAM and REHEARSE_CLIENTS set. With REHEARSE_PICTURES=FOLDER it leaves a picture of each page.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Browser } from './browser.mjs';
import { expect_quiet, FIELDS, Person, SELECTED, serve, TO_SELECTED } from './pages.mjs';

const NEW_APP = '/lightning/setup/ManageExternalClientApplication/new';
const CODE_FLOW = 'Enable Authorization Code and Credentials Flow';
const SCOPES = ['Manage user data via APIs (api)', 'Full access (full)', 'Perform requests at any time (refresh_token, offline_access)'];

async function fresh(t, script = true) {
  const mocks = await serve();
  const browser = new Browser(mocks.arguments);
  t.after(async () => { try { await browser.close(); } finally { await mocks.end(); } });
  const person = new Person(browser);
  await person.open('about:blank');
  if (!script) await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
  return { mocks, browser, person };
}

const type_app = (person) => person.type_app('https://www.workato.com/oauth/callback', SCOPES);

async function type_code(person, mocks) {
  await person.is_at('Verify Your Identity');
  const mailbox = await mocks.ask('GET', '/mailbox');
  await person.fill('Verification Code', mailbox.at(-1).code);
  await person.click('Verify');
}

test('the guide from the sign-in to the connection, each page looked at', async (t) => {
  const { mocks, person, browser } = await fresh(t);
  await person.open(`${mocks.workato}/`);
  await person.look('workato sign-in');
  await person.sign_in_here();
  await person.is_at('Home');
  await person.look('workato home');
  await person.go('Connections', 'Connections');
  await person.look('workato no connection');
  await person.go('Tools', 'Tools');
  await person.look('workato tools');
  await person.go("Workato's IP addresses", "Workato's IP addresses");
  await person.look('workato addresses');
  await person.go('Tools', 'Tools');
  await person.go('Custom OAuth profiles', 'Custom OAuth profiles');
  await person.look('workato no profile');
  await person.go('+ New custom profile', 'New custom profile');
  await person.look('workato new profile');
  await person.click('Save');
  await person.until('the errors stand', 'document.querySelector(".summary")');
  assert.equal(await person.run('document.activeElement.getAttribute("aria-invalid")'), 'true', 'the first error has the focus');
  await person.look('workato profile refused');

  // The org.
  await person.open(`${mocks.salesforce}/`);
  await person.look('salesforce login');
  await person.fill('Username', 'admin@rehearsal.test');
  await person.fill('Password', 'wrong');
  await person.click('Log In');
  await person.until('the login is refused', 'document.querySelector("[role=alert]")');
  await person.look('salesforce login refused');
  await person.fill('Password', 'rehearse-2026');
  await person.go('Log In', 'Home');
  await person.look('salesforce home');
  await person.go('Change My Password', 'Change Your Password');
  await person.look('salesforce change password');
  await person.open(`${mocks.salesforce}/lightning/page/home`);
  for (const [link, heading] of [['Setup'], ['Apps'], ['External Client Apps'], ['External Client App Manager']].map(([one]) => [one, one])) {
    await person.go(link, heading);
    await person.look(`setup ${heading}`);
  }
  await person.go('New External Client App', 'New External Client App');
  assert.deepEqual(await person.run('[...document.querySelectorAll("nav[aria-label=Breadcrumb] li")].map((one) => one.textContent)'),
    ['Setup', 'Apps', 'External Client Apps', 'External Client App Manager']);
  await person.look('new app');
  await type_app(person);

  // The arrows move scopes without a page, and what was moved stays highlighted.
  const before = browser.requests.length;
  await person.click(TO_SELECTED);
  assert.deepEqual(await person.options(SELECTED), SCOPES);
  assert.deepEqual(await person.run(`[...${Person.field(SELECTED)}.selectedOptions].length`), 3);
  await person.click('Move selection to Available OAuth Scopes');
  assert.deepEqual(await person.options(SELECTED), []);
  await person.run(`${Person.named(TO_SELECTED)}.focus()`);
  await browser.press('Enter');
  assert.deepEqual(await person.options(SELECTED), SCOPES);
  assert.equal(browser.requests.length, before);
  await person.look('new app typed');

  // A reload and the way back keep what was typed.
  await person.reload();
  await person.is_at('New External Client App');
  assert.equal(await person.value('API Name'), 'Rehearsal_App');
  assert.deepEqual(await person.options(SELECTED), SCOPES);
  await person.go('Cancel', 'External Client App Manager');
  await person.run('history.back()');
  await person.is_at('New External Client App');
  assert.equal(await person.value('API Name'), 'Rehearsal_App');
  assert.deepEqual(await person.options(SELECTED), SCOPES);

  // Errors beside their fields, with links above.
  await person.fill('API Name', '1 App_');
  await person.check('Enforce Refresh Token IP Allowlist', true);
  await person.click('Create');
  await person.until('the errors stand', 'document.querySelector(".summary")');
  assert.equal(await person.run('document.activeElement.id'), 'apiName');
  await person.look('new app refused');
  await person.press(`document.querySelector('.summary a[href="#newRangeEnd"]')`);
  assert.equal(await person.run('document.activeElement.id'), 'newRangeEnd');
  await person.fill('API Name', 'Rehearsal_App');
  await person.check('Enforce Refresh Token IP Allowlist', false);
  await person.check(CODE_FLOW, true);
  await person.check('Require Proof Key for Code Exchange (PKCE) extension for Supported Authorization Flows', false);

  // A double click makes one app.
  await person.click('Create', 2);
  await person.is_at('Rehearsal App');
  await person.look('app');
  const app = await person.run('location.href');

  // Sections stay as they were left.
  await person.click('Basic Information');
  await person.open(app);
  assert.equal(await person.run('document.querySelector("details").open'), false);
  await person.click('Basic Information');

  await person.go('Policies', 'Rehearsal App');
  await person.look('policies');
  await person.go('Edit Policies', 'Edit Policies');
  await person.look('edit policies');
  await person.fill('Session Timeout (Minutes)', 'many');
  await person.click('Save');
  await person.until('the errors stand', 'document.querySelector(".summary")');
  await person.look('edit policies refused');
  await person.open(app);
  await person.go('Edit Settings', 'Edit Settings');
  await person.look('edit settings');
  await person.open(app);
  await person.go('Delete', 'Delete External Client App');
  await person.look('delete');
  await person.open(app);
  await person.go('OAuth Usage', 'OAuth Usage');
  await person.look('no usage');

  // The key and the secret, behind a code. They open in a tab of their own; here by their address.
  await person.open(app.replace(/detail.*/, 'consumerDetails'));
  await person.is_at('Verify Your Identity');
  await person.look('verify');
  await type_code(person, mocks);
  await person.is_at('Consumer Details');
  await person.look('consumer details');
  const key = await person.run('document.getElementById("consumer-key").textContent');
  const secret = await person.run('document.getElementById("consumer-secret").textContent');
  assert.equal(await person.run('[...document.querySelectorAll(".copy")].map((one) => one.getAttribute("aria-label")).join()'),
    'Copy Consumer Key,Copy Consumer Secret');
  await person.press('document.querySelector(".copy")');
  await person.until('it was copied', 'document.querySelector(".copy").textContent !== "Copy"');

  // Workato: the profile and a connection.
  await person.open(`${mocks.workato}/custom_oauth_keys/new`);
  await person.select('Application', 'Salesforce');
  for (const [label, text] of [['Name', 'Rehearsal'], ['Client ID', key], ['Client secret', secret]]) await person.fill(label, text);
  await person.click('Save', 2);
  await person.is_at('Profile saved');
  await person.look('workato profile saved');
  await person.go('Done', 'Custom OAuth profiles');
  assert.equal(await person.run('document.querySelectorAll("tbody tr").length'), 1, 'a double click on Save makes one profile');
  await person.look('workato profiles');
  await person.go('Rehearsal', 'Rehearsal');
  await person.look('workato profile');
  await person.open(`${mocks.workato}/connections/new`);
  await person.look('workato search');
  await person.go('Salesforce', 'New connection');
  await person.look('workato new connection');
  await person.fill('Connection name', 'My Salesforce');
  await person.fill('Organization/community custom domain URL', 'https://elsewhere.example');
  await person.click('Connect');
  await person.until('the errors stand', 'document.querySelector(".summary")');
  await person.look('workato connection refused');
  await person.fill('Connection name', 'My Salesforce');
  await person.fill('Organization/community custom domain URL', '');
  await person.fill('Location', 'Home');
  await person.select('Custom OAuth profile', 'Rehearsal');
  await person.go('Connect', 'Allow Access?');
  await person.look('approval');
  await person.go('Deny', 'Authorization failed');
  await person.look('workato denied');
  await person.go('Return to the connection', 'My Salesforce');
  await person.look('workato connection');
  await person.go('Connect', 'Allow Access?');
  await person.go('Allow', 'Connected');
  await person.look('workato connected');
  await person.go('Return to the connection', 'My Salesforce');
  await person.click('Run job');
  await person.until('the job ran', 'document.querySelector("[role=status]")');
  await person.look('workato job');
  await person.open(`${mocks.workato}/connections`);
  await person.look('workato connections');
  await person.open(app.replace(/detail.*/, 'oauthUsage'));
  await person.is_at('OAuth Usage');
  await person.look('usage');
  await person.open(app.replace(/Application.*/, 'Application/home'));
  await person.is_at('External Client App Manager');
  await person.look('apps');

  // What leads nowhere.
  for (const [name, url, heading] of [
    ['workato not found', `${mocks.workato}/nothing`, 'Not found'],
    ['salesforce not found', `${mocks.salesforce}/nothing`, 'URL No Longer Exists'],
    ['oauth error', `${mocks.salesforce}/setup/secur/RemoteAccessErrorPage.apexp`, 'OAuth Error'],
    ['link expired', `${mocks.salesforce}/_ui/system/security/ChangePassword?token=x`, 'Link Expired'],
    ['callback of nobody', `${mocks.workato}/oauth/callback?code=x&state=y`, 'Authorization failed']]) {
    await person.open(url);
    await person.is_at(heading);
    await person.look(name);
  }
  expect_quiet(browser, mocks.salesforce, mocks.workato);
});

test('the guide without JavaScript', async (t) => {
  const { mocks, person, browser } = await fresh(t, false);
  await person.log_in(mocks.salesforce);
  await person.open(mocks.salesforce + NEW_APP);
  await type_app(person);
  await person.click(TO_SELECTED);
  await person.until('the server moved them', `${Person.field(SELECTED)}.options.length === 3`);
  assert.equal(await person.value('API Name'), 'Rehearsal_App');
  assert.equal(await person.run('document.querySelectorAll(".copy").length'), 0);
  await person.check(CODE_FLOW, true);
  // Two clicks, two posts, one app.
  await person.click('Create', 2);
  await person.is_at('Rehearsal App');
  assert.equal(await person.run('document.querySelectorAll("[role=alert]").length'), 0);
  // A reload, and the way back and a reload there: nothing happens twice. Between the form and the app lies the answer to
  // the arrow, which the browser itself asks about before it sends it again.
  await person.reload();
  await person.is_at('Rehearsal App');
  await person.back(2);
  await person.is_at('New External Client App');
  await person.reload();
  await person.is_at('New External Client App');
  await person.open(`${mocks.salesforce}/lightning/setup/ManageExternalClientApplication/home`);
  assert.equal(await person.run('document.querySelectorAll("tbody tr").length'), 1);
  expect_quiet(browser, mocks.salesforce, mocks.workato);
});

test('a session that ends in mid-form loses nothing typed', async (t) => {
  const { mocks, person, browser } = await fresh(t);
  await person.log_in(mocks.salesforce);
  await person.open(mocks.salesforce + NEW_APP);
  await type_app(person);
  await person.click(TO_SELECTED);
  await mocks.ask('POST', '/clock', { advance: '3h' });
  await person.click('Create');
  await person.log_in_here();
  await person.is_at('New External Client App');
  await person.look('new app kept');
  for (const [label, text] of FIELDS) assert.equal(await person.value(label), text);
  assert.deepEqual(await person.options(SELECTED), SCOPES);
  await person.check(CODE_FLOW, true);
  await person.go('Create', 'Rehearsal App');

  await person.open(`${mocks.workato}/`);
  await person.sign_in_here();
  await person.is_at('Home');
  await person.open(`${mocks.workato}/custom_oauth_keys/new`);
  await person.select('Application', 'Salesforce');
  for (const [label, text] of [['Name', 'Rehearsal'], ['Client ID', 'key'], ['Client secret', 'secret']]) await person.fill(label, text);
  await mocks.ask('POST', '/clock', { advance: '9h' });
  await person.click('Save');
  await person.sign_in_here();
  await person.is_at('New custom profile');
  assert.deepEqual([await person.value('Name'), await person.value('Client ID'), await person.value('Client secret')], ['Rehearsal', 'key', '']);
  await person.fill('Client secret', 'secret');
  await person.go('Save', 'Profile saved');
  expect_quiet(browser, mocks.salesforce, mocks.workato);
});
