// The page of a report in a real browser. Run by tests/clients/run.sh, or with REHEARSE_PROGRAM and
// REHEARSE_CLIENTS set.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { Browser } from './browser.mjs';

const program = process.env.REHEARSE_PROGRAM;
const axe = readFileSync(join(process.env.REHEARSE_CLIENTS, 'node_modules/axe-core/axe.min.js'), 'utf8');

function report(folder, ...flags) {
  const { status, stderr } = spawnSync(program, ['run', '--quiet', '--report', folder, ...flags], { encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, stderr);
  return pathToFileURL(join(folder, 'report.html')).href;
}

const count = (browser, selector) => browser.run(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
const shown = (browser, selector) => browser.run(`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((one) => one.checkVisibility()).length`);
const focused = (browser) => browser.run('document.activeElement.outerHTML.slice(0, 200)');

// Nothing that was pressed or opened before: another page.
async function accessible(browser, what) {
  await browser.run(axe);
  const violations = JSON.parse(await browser.ask('axe.run().then((found) => JSON.stringify(found.violations))'));
  assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], what);
}

async function reads(browser, url, width, dark) {
  const what = `${width} pixels, ${dark ? 'dark' : 'light'}`;
  await browser.open(url, { width, dark });
  assert.ok(await browser.run('document.documentElement.scrollWidth <= innerWidth'), `no sideways scrolling at ${what}`);
  await browser.click('#open');
  assert.ok(await browser.run('document.documentElement.scrollWidth <= innerWidth'), `nor with all opened at ${what}`);
  assert.equal(await count(browser, 'details:not([open])'), 0, what);
  if (width !== 768) await accessible(browser, what);
  await browser.click('#close');
  assert.equal(await count(browser, '.x[open], .step[open]'), 0, what);
}

async function filters(browser, url) {
  await browser.open(url, { width: 1280 });
  const steps = await count(browser, '.step'), exchanges = await count(browser, '.x');
  assert.ok(steps > 40 && exchanges > 80, `${steps} steps, ${exchanges} exchanges`);

  // By mouse: what failed, and what was exchanged in it.
  await browser.click('input[value=fail]');
  assert.equal(await shown(browser, '.step'), 1);
  assert.match(await browser.run('document.querySelector(".step:not([hidden])").textContent'), /Hold the app against what the guide calls required.*guide_secret_refresh_flow/s);
  assert.match(await browser.run('document.getElementById("found").textContent'), /^1 step and \d+ exchanges?$/);
  await browser.click('input[value=""]');
  assert.equal(await shown(browser, '.step'), steps);
  assert.equal(await browser.run('document.getElementById("found").textContent'), '');

  // By keyboard: from the filter to the search, and what it narrows.
  await browser.run('document.querySelector("input[value=\\"\\"]").focus()');
  await browser.press('ArrowRight');
  assert.equal(await browser.run('document.activeElement.value'), 'fail');
  assert.equal(await shown(browser, '.step'), 1);
  await browser.press('ArrowLeft');
  await browser.press('Tab');
  assert.equal(await browser.run('document.activeElement.id'), 'search');
  await browser.send('Input.insertText', { text: 'OAUTH2/TOKEN' });
  const found = await shown(browser, '.x');
  assert.ok(found > 0 && found < exchanges, `${found} of ${exchanges}`);
  assert.equal(await browser.run('[...document.querySelectorAll(".x:not([hidden])")].every((row) => row.textContent.includes("oauth2/token"))'), true);
  await browser.send('Input.insertText', { text: ' nowhere' });
  assert.equal(await browser.run('document.getElementById("found").textContent'), '0 steps and 0 exchanges');
}

// A link has led somewhere: the page has stopped moving.
const arrived = (browser) => browser.ask(`new Promise((done) => {
  let before = -1;
  const look = () => { if (scrollY === before) return done(); before = scrollY; requestAnimationFrame(() => requestAnimationFrame(look)); };
  look();
})`);

async function opens(browser, url) {
  await browser.open(url, { width: 1280 });
  const row = '#s1-x40', inside = `${row} .io`;
  assert.equal(await shown(browser, inside), 0);
  await browser.click(`${row} summary svg`);
  assert.equal(await shown(browser, inside), 1);
  assert.match(await browser.run(`document.querySelector(${JSON.stringify(inside)}).textContent`), /Request.*Answer/s);
  // By keyboard.
  await browser.run(`document.querySelector('${row} summary').focus()`);
  await browser.press('Enter');
  assert.equal(await shown(browser, inside), 0, await focused(browser));
  // From a step to its first exchange, and from the top to what broke.
  await browser.click('.step[open] .told a');
  assert.match(await browser.run('location.hash'), /^#s1-x\d+$/);
  await browser.until('document.querySelector(":target").open');
  await arrived(browser);
  await browser.click('.problems a');
  await arrived(browser);
  assert.match(await browser.run('document.querySelector(":target").textContent'), /guide_secret_refresh_flow/);
  // What is hidden by the filter is shown when a link leads to it.
  await browser.click('input[value=pass]');
  assert.equal(await shown(browser, ':target'), 0);
  await browser.run('location.hash = ""');
  await browser.click('.problems a');
  await browser.until('document.querySelector(":target").checkVisibility()');
  await browser.open(`${url}#s1-x40`, { width: 1280 });
  assert.equal(await browser.run('document.querySelector("#s1-x40").open'), true);
  // A command is copied, or at least selected.
  await browser.click('.copy');
  await browser.until('/Copied|Selected/.test(document.querySelector(".copy").textContent)');
}

async function prints(browser, url) {
  await browser.open(url, { width: 1280 });
  await browser.click('#close');
  await browser.send('Emulation.setEmulatedMedia', { media: 'print', features: [] });
  await browser.until('matchMedia("print").matches');
  await arrived(browser);
  const hidden = await browser.run(`[...document.querySelectorAll('.step .told, .x .io, .told dd, .io pre, .moments li')]
    .filter((one) => !one.checkVisibility({ contentVisibilityAuto: true }) || one.getBoundingClientRect().height === 0)
    .map((one) => one.outerHTML.slice(0, 100))`);
  assert.deepEqual(hidden, [], 'all is printed');
  assert.equal(await shown(browser, '#tools, .copy'), 0, 'but what only a screen needs');
  const { data } = await browser.send('Page.printToPDF', { printBackground: true });
  assert.ok(Buffer.from(data, 'base64').subarray(0, 5).toString() === '%PDF-');
}

// The same without a script: everything is there, and opens.
async function needsNoScript(browser, url) {
  await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
  await browser.open(`${url}#s1-x40`, { width: 1280 });
  assert.equal(await shown(browser, '#tools'), 0, 'what would not work is not shown');
  assert.equal(await shown(browser, '.x'), await count(browser, '.x'));
  await browser.click('#s1-x40 summary svg');
  assert.equal(await shown(browser, '#s1-x40 .io'), 1);
  await browser.send('Emulation.setScriptExecutionDisabled', { value: false });
}

// A thousand exchanges: within a second, under 3 MB.
async function isQuick(browser, folder) {
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const { exchanges } = report.scenarios[0].transcript;
  report.scenarios[0].transcript.exchanges = Array.from({ length: 1000 }, (_, at) => exchanges[at % exchanges.length]);
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
  const { status, stderr } = spawnSync(program, ['report', folder], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const file = join(folder, 'report.html');
  const size = readFileSync(file).length;
  assert.ok(size < 3_000_000, `${size} bytes`);
  await browser.open(pathToFileURL(file).href, { width: 1280 });
  assert.equal(await count(browser, '.x'), 1000);
  const spent = await browser.run('performance.getEntriesByType("navigation")[0].loadEventEnd');
  return `1000 exchanges: ${size} bytes, loaded in ${Math.round(spent)} ms`;
}

test('the page of a report works in Chromium', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-report-'));
  const browser = new Browser();
  t.after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const passing = report(join(folder, 'good'));
  const failing = report(join(folder, 'bad'), '--set', 'isSecretRequiredForRefreshToken=false');
  await browser.open(passing, { width: 1280 });
  assert.match(await browser.run('document.querySelector("h1").textContent'), /✓ \d+ of \d+ steps passed, none failed; 1 note\./);
  for (const width of [360, 768, 1440]) for (const dark of [false, true]) await reads(browser, failing, width, dark);
  await filters(browser, failing);
  await opens(browser, failing);
  await prints(browser, failing);
  await needsNoScript(browser, failing);
  t.diagnostic(await isQuick(browser, join(folder, 'good')));

  assert.deepEqual(browser.errors, [], 'no error, of a script or of the policy');
  assert.deepEqual(browser.requests.filter((url) => !/^(file|data|about):/.test(url)), [], 'no request to anywhere');
});
