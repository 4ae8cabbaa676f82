// `rehearse guide` in a real browser: walked from its start page to the certificate, by mouse, by keyboard and without
// scripts. Run by tests/clients/run.sh, or with REHEARSE_PROGRAM and REHEARSE_CLIENTS set. With REHEARSE_PICTURES=FOLDER
// it leaves a picture of each page that is looked at.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Browser } from './browser.mjs';
import { CALLBACK, GuideWalk, OF_THE_APP } from './guide_walk.mjs';
import { KeyboardPerson } from './keyboard.mjs';
import { expect_quiet, guide, Person } from './pages.mjs';

const SECRET = 'Require secret for Refresh Token Flow', IDLE = 'Limit Idle Refresh Token Time-to-Live (TTL) to 30 Days';
const SLASH = `Stops the connection. The app has ${CALLBACK}/, which has a slash too many at its end: Salesforce refuses the ` +
  'authorization before anybody can log in.';
const NO_SECRET = `Not as the guide says. ${SECRET} is off: the guide says the connection does not work without it; a stolen ` +
  'refresh token alone is enough too; this mock connects and refreshes all the same.';
const IDLE_LIMIT = 'Take care. Refresh tokens end after 30 days without use: a connection that no job uses for more than 30 days ' +
  'has to be authorized again; the guide warns that the setting may make connections unstable.';
const WRONG_CODE = 'Stops the connection. Salesforce did not take the code: the verification code is not the one that was sent.';
const LOST = 'Ends the connection. The connection Sales is lost: the refresh token lay unused for more than 30 days.';

async function fresh(t, { Kind = Person, script = true } = {}) {
  const program = await guide('--start', '2026-05-12T09:00:00Z');
  const browser = new Browser();
  t.after(async () => {
    try { await browser.close(); } finally {
      const { code, complained } = await program.end();
      assert.equal(code, 0, complained);
    }
  });
  const walk = new GuideWalk(new Kind(browser), program.address, script);
  await walk.open();
  return { browser, walk, person: walk.person };
}

test('by mouse, with settings that are not as the guide says and are put right', async (t) => {
  const { browser, walk, person } = await fresh(t);
  await person.look('guide start');
  await walk.open_both_tabs();
  await walk.profile_begun();
  await walk.new_app_opened();
  await walk.app_created({ callback: `${CALLBACK}/`, boxes: { [SECRET]: false, [IDLE]: true } });
  await walk.ticks(...OF_THE_APP, 'sf.11.security.idle');
  await walk.remarks(SLASH, NO_SECRET, IDLE_LIMIT);
  await walk.says('next', `Enter ${CALLBACK} in the Callback URL field.`);
  await person.go('What if', 'What if');
  assert.deepEqual((await walk.what_if()).before,
    [`The app has ${CALLBACK}/, which has a slash too many at its end. No connection comes about before that is put right.`]);
  await person.back();
  await person.is_at('Rehearsal App');

  // Put right, one after the other: its sentence goes, the others stay.
  await walk.settings_changed(() => person.fill('Callback URL', CALLBACK));
  await walk.remarks(NO_SECRET, IDLE_LIMIT);
  await walk.settings_changed(() => person.check(SECRET, true));
  await walk.remarks(IDLE_LIMIT);
  await person.go('What if', 'What if');
  assert.deepEqual(await walk.what_if(), { before: [], lives: [
    ['A job a day.', 'The connection is lost on day 366.', "On the app's Policies tab, let refresh tokens be valid until they are revoked."],
    ['A job a month.', 'The connection is lost on day 31.', 'Do not limit idle tokens, or use the connection within 30 days.'],
    ['A job a day, with one pause of 29 days after the first week.', 'The connection is lost on day 366.',
      "On the app's Policies tab, let refresh tokens be valid until they are revoked."],
    ['A job a day, with one pause of 31 days after the first week.', 'The connection is lost on day 38.',
      'Do not limit idle tokens, or use the connection within 30 days.']] });
  await person.look('what if');
  await person.back();
  await person.is_at('Rehearsal App');

  await walk.credentials_asked_for();
  await person.fill('Verification Code', '000000');
  await person.click('Verify');
  await walk.remarks(WRONG_CODE, IDLE_LIMIT);
  const code = await walk.on_guide(() => person.run('document.querySelector("#mail .code").textContent'));
  const credentials = await walk.code_entered(code);
  await walk.remarks(IDLE_LIMIT);
  await walk.profile_saved(credentials);
  await walk.connected();
  await walk.job_run();
  await walk.ticks('try.3');

  // The two sides of the idle limit.
  await walk.says('health', 'Sales is connected, last used on 2026-05-12 09:00 UTC; it would end on 2026-06-11 09:00 UTC if it is not used until then.');
  await walk.leap('+29 days', '2026-06-10 09:00 UTC');
  assert.equal(await walk.job_run(), "The session was over; Workato refreshed it and read the org's limits.");
  await walk.ticks('try.4');
  await walk.says('health', 'last used on 2026-06-10 09:00 UTC; it would end on 2026-07-10 09:00 UTC if it is not used until then.');
  await walk.leap('+31 days', '2026-07-11 09:00 UTC');
  await walk.says('health', 'Sales is over: the refresh token lay unused for more than 30 days. Workato finds out at its next job.');
  assert.match(await walk.job_run(), /^Salesforce answers invalid_grant: /);
  await walk.says('health', 'Sales was lost on 2026-07-11 09:00 UTC: the refresh token lay unused for more than 30 days.');
  await walk.remarks(LOST, IDLE_LIMIT);

  await browser.to_tab(walk.guide);
  await person.look('guide end');
  await person.go('See the certificate', 'Certificate');
  const certificate = await person.run('document.querySelector("main").innerText');
  for (const sentence of ['Certificate: 38 of 38 steps done, 2 things to look at.',
    'Salesforce asked for a one-time password once; a right code was entered once, a wrong one once, and the code was not sent again.',
    IDLE_LIMIT, 'A job a month: the connection is lost on day 31. Do not limit idle tokens, or use the connection within 30 days.',
    `Callback URL\n${CALLBACK}`, `${IDLE}\nselect`, 'Enable Refresh Token Rotation\nleave clear'])
    assert.ok(certificate.includes(sentence), `the certificate says "${sentence}"; it says ${certificate}`);
  for (const secret of Object.values(credentials)) assert.ok(!certificate.includes(secret));
  await person.look('certificate');
  await person.go('Guide', 'Rehearse the setup by hand');
  expect_quiet(browser, ...walk.sites);
});

test('by keyboard alone, to the letter, with an authenticator', async (t) => {
  const { browser, walk, person } = await fresh(t, { Kind: KeyboardPerson });
  await walk.press_there('Use an authenticator instead');
  await walk.open_both_tabs();
  await walk.profile_begun();
  await walk.new_app_opened();
  await walk.app_created();
  await walk.ticks(...OF_THE_APP);
  await walk.says('coach', 'Everything is as the guide has it.');
  await walk.credentials_asked_for();
  await walk.says('mail', 'No mail yet.');
  const code = await walk.on_guide(() => person.run('document.getElementById("totp").textContent'));
  await walk.profile_saved(await walk.code_entered(code));
  await walk.connected();
  await walk.job_run();
  await walk.ticks('try.3');
  await walk.leap('+1 day', '2026-05-13 09:00 UTC');
  await walk.job_run();
  await walk.ticks('try.4');
  await walk.says('next', 'Everything is done: keep the certificate, then do the same in the real org.');
  await walk.says('health', 'Sales is connected, last used on 2026-05-13 09:00 UTC');
  await browser.to_tab(walk.guide);
  await person.go('See the certificate', 'Certificate');
  const certificate = await person.run('document.querySelector("main").innerText');
  assert.match(certificate, /Certificate: 38 of 38 steps done, nothing differs from the guide\./);
  assert.match(certificate, /asked for a one-time password once; a right code was entered once, a wrong one never, and the code was not sent again\./);
  assert.ok(person.tabs_pressed > 200);
  expect_quiet(browser, ...walk.sites);
});

test('without scripts, by Refresh', async (t) => {
  const { browser, walk, person } = await fresh(t, { script: false });
  assert.match(await person.run('document.body.innerText'), /This page does not update by itself without scripts: use Refresh\./);
  await walk.open_both_tabs();
  await walk.profile_begun();
  await walk.new_app_opened();
  await walk.app_created();
  await walk.ticks(...OF_THE_APP);
  const app = await person.run('location.href');
  await person.go('What if', 'What if');
  assert.equal((await walk.what_if()).lives.length, 4);
  await person.go('Refresh', 'What if');
  await person.go('Guide', 'Rehearse the setup by hand');
  await person.open(app);
  await walk.credentials_asked_for();
  const code = await walk.on_guide(() => person.run('document.querySelector("#mail .code").textContent'));
  await walk.profile_saved(await walk.code_entered(code));
  await walk.press_there('Use an authenticator instead');
  await walk.says('mail', 'The code of admin@rehearsal.test now; it follows the clock.');
  await walk.press_there('Send codes by mail');
  await walk.says('mail', 'Salesforce sends admin@rehearsal.test the code by mail.');
  await walk.leap('+1 hour', '2026-05-12 10:00 UTC');
  await browser.to_tab(walk.guide);
  await person.go('See the certificate', 'Certificate');
  expect_quiet(browser, ...walk.sites);
});

test('the start page keeps itself up to date while it is seen, and asks nothing while it is not', async (t) => {
  const { browser, walk, person } = await fresh(t);
  const asked = () => browser.answers.filter(({ url }) => url === `${walk.address}/`);
  const pass = async (seconds) => {  // on the page's own clock
    const over = browser.wait('Emulation.virtualTimeBudgetExpired');
    await browser.send('Emulation.setVirtualTimePolicy', { policy: 'pauseIfNetworkFetchesPending', budget: seconds * 1000 });
    await over;
  };
  // Something happens elsewhere: what was opened stays open, and the focus where it is.
  await person.until('it watches', 'document.getElementById("live-status").textContent === "This page keeps itself up to date."');
  await person.press('document.querySelector("#steps-done summary")');
  await person.run('document.getElementById("clock-1h").focus()');
  await fetch(`${walk.sites.at(-1)}/nothing`);
  await walk.says('journal', 'a page that does not exist');
  assert.equal(await person.run('document.querySelector("#steps-done").open'), true);
  assert.equal(await person.run('document.activeElement.id'), 'clock-1h');
  assert.equal(await person.run('window.is_the_first'), true);

  // Nothing happens: the page is asked for, and not sent.
  let before = asked().length;
  await pass(20);
  const seen = asked().slice(before).map(({ status }) => status);
  assert.ok(seen.length >= 5, `${seen}`);
  assert.deepEqual(seen.filter((status) => status !== 304), []);

  // Nobody looks: it is not asked for. Somebody looks again: at once.
  await browser.send('Target.createTarget', { url: 'about:blank' });
  while (!await person.run('document.hidden'));
  before = browser.requests.length;
  await pass(120);
  assert.equal(browser.requests.length, before);
  await browser.to_tab(walk.guide);
  while (browser.requests.length === before) await person.run('0');
  expect_quiet(browser, ...walk.sites);
});

test('what leads nowhere, and what is not finished', async (t) => {
  const { browser, walk, person } = await fresh(t);
  for (const [path, heading] of [['/certificate', 'Not finished yet'], ['/nothing', 'No such page'], ['/what-if/nobody', 'No such app'], ['/clock', 'Not that way']]) {
    await person.open(walk.address + path);
    await person.is_at(heading);
    await person.look(`guide ${heading}`);
  }
  await walk.open();
  await person.run('document.querySelectorAll("[name=csrf]").forEach((one) => { one.value = "of another rehearsal"; })');
  await person.go('+31 days', 'Form refused');
  await person.look('guide Form refused');
  await person.go('To the guide', 'Rehearse the setup by hand');
  await walk.says('clock', '2026-05-12 09:00 UTC');
  expect_quiet(browser, ...walk.sites);
});
