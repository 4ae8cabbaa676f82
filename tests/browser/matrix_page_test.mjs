// The page of `rehearse matrix` in a real browser. Run by tests/clients/run.sh, or with REHEARSE_PROGRAM set.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { Browser } from './browser.mjs';

// How far text and background of the least legible square are apart (WCAG 2.2, contrast ratio).
const contrastOf = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => { part /= 255; return part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const rgb = (text) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  return Math.min(...[...document.querySelectorAll('.square:not(:disabled)')].map((square) => {
    const style = getComputedStyle(square);
    const [a, b] = [light(rgb(style.color)), light(rgb(style.backgroundColor))].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  }));
})()`;

async function shows(browser, url, width, dark) {
  const what = `${width} pixels, ${dark ? 'dark' : 'light'}`;
  await browser.open(url, { width, dark });
  assert.equal(await browser.run('document.getElementById("broken").hidden'), true, what);
  assert.equal(await browser.run('document.querySelectorAll(".square").length'), 2 * 3 * 2, what);
  assert.ok(await browser.run('document.documentElement.scrollWidth <= innerWidth'), `no sideways scrolling at ${what}`);
  assert.ok(await browser.run(contrastOf) >= 4.5, `squares can be read at ${what}`);

  // At first a square is what the guide comes to: one cell.
  assert.match(await browser.run('document.querySelector(".square").textContent'), /✓ all|✕ none/, what);
  await browser.click('#together');

  // A click shows the square's cells, and the life of the first.
  assert.match(await browser.run('document.getElementById("detail").textContent'), /No square chosen/);
  await browser.click('.square[data-square="1"]');
  const detail = await browser.run('document.getElementById("detail").textContent');
  assert.match(detail, /Cell \d+: /, what);
  assert.match(detail, /Its life.*day 0 00:00/, what);
  assert.equal(await browser.run('document.querySelector(".square[data-square=\\"1\\"]").getAttribute("aria-pressed")'), 'true');
  assert.ok(await browser.run('document.documentElement.scrollWidth <= innerWidth'), `nor with a life at ${what}`);

  // A cell that fails says what to change; every cell's life is in its list.
  const failing = await browser.run('[...document.querySelectorAll(".cell")].findIndex((cell) => cell.textContent.startsWith("✕"))');
  assert.ok(failing >= 0, 'the square has a cell that never connects');
  await browser.click(`.cells li:nth-child(${failing + 1}) .cell`);
  assert.match(await browser.run('document.getElementById("detail").textContent'), /never connects.*Why.*What to change/s, what);
}

test('the page of the matrix works in Chromium', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-page-'));
  const browser = new Browser();
  t.after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = pathToFileURL(join(folder, 'matrix.html')).href;
  execFileSync(process.env.REHEARSE_PROGRAM, ['matrix', '--out', folder, '--dimension', 'usage=daily,monthly', '--dimension', 'scopes=standard,wider',
    '--dimension', 'refresh_policy=until_revoked,lifetime_30', '--dimension', 'allowlist=off,two_of_three',
    '--dimension', 'pkce_required=on', '--dimension', 'idle_limit=off'], { stdio: 'ignore' });
  for (const width of [1280, 390]) for (const dark of [false, true]) await shows(browser, url, width, dark);

  // By keyboard alone.
  await browser.run('document.querySelector(".square[data-square=\\"0\\"]").focus()');
  await browser.press('ArrowDown');
  assert.equal(await browser.run('document.activeElement.dataset.square'), '2');
  await browser.press('Enter');
  assert.equal(await browser.run('document.activeElement.getAttribute("aria-pressed")'), 'true');

  // Other dimensions as columns, one value of another, other colours: each redraws the map.
  const choose = (label, value) => browser.run(`(() => {
    const choice = [...document.querySelectorAll('label')].find((one) => one.firstChild.textContent === ${JSON.stringify(label)}).querySelector('select');
    choice.value = ${JSON.stringify(value)};
    choice.dispatchEvent(new Event('change'));
  })()`);
  await choose('Columns', 'client_pkce');
  assert.equal(await browser.run('document.querySelectorAll(".square").length'), 2 * 3 * 4);
  for (const colours of ['day', 'fate', 'connected', 'share']) await choose('Colour', colours);
  await choose('scopes', '1');
  assert.match(await browser.run('document.querySelector(".square").textContent'), /✕ none/, 'scopes=wider never works');

  // The fragment opens a cell. Its number is that of the CSV.
  const line = readFileSync(join(folder, 'matrix.csv'), 'utf8').split('\n')[77].split(',');
  await browser.open(`${url}#cell=${line[0]}`, { width: 1280 });
  const opened = await browser.run('document.getElementById("detail").textContent');
  assert.ok(opened.includes(`Cell ${line[0]}: `));
  assert.ok(opened.includes(`usage=${line[12]}, client=${line[13]}`));

  assert.deepEqual(browser.errors, [], 'no script error');
  assert.deepEqual(browser.requests.filter((url) => !/^(file|data|about):/.test(url)), [], 'no request to anywhere');
});
