// A person before the mocks' pages, in a real browser: finds things by their labels, and looks at each page.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

import { CONTROL } from './browser.mjs';

const AXE = readFileSync(join(process.env.REHEARSE_CLIENTS, 'node_modules/axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.REHEARSE_PICTURES;  // a folder for a picture of each page

// A program that serves until it is ended; what it says first is where.
async function start(...words) {
  const program = spawn(process.env.REHEARSE_PROGRAM, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const at_exit = () => program.kill();
  process.once('exit', at_exit);
  let said = '', complained = '';
  program.stderr.on('data', (piece) => { complained += piece; });
  program.stdout.on('data', (piece) => { said += piece; });
  const first = await new Promise((done, fail) => {
    createInterface({ input: program.stdout }).once('line', done);
    program.once('exit', (code) => fail(new Error(`rehearse ${words[0]} ended with ${code}: ${complained}`)));
  });
  // Gives what it wrote in all, and its exit code.
  const end = () => new Promise((done) => {
    process.off('exit', at_exit);
    program.once('close', (code) => done({ code, said, complained }));
    program.kill();
  });
  return { first, end };
}

// `rehearse guide`: its start page is at `address`.
export async function guide(...more) {
  const { first, end } = await start('guide', '--no-open', ...more);
  return { address: first.replace(/\/$/, ''), end };
}

// The program's mocks, over TLS: Workato's callback is at its real name, which the browser takes to be here.
export async function serve(...more) {
  const { first, end } = await start('serve', '--tls', ...more);
  const sites = JSON.parse(first);
  const ask = async (method, path, body) => {
    const answer = await fetch(sites.control + path, { method, body: body && JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' } });
    const said = await answer.json();
    assert.ok(answer.ok, `${method} ${path}: ${JSON.stringify(said)}`);
    return said;
  };
  return { salesforce: sites.salesforce, workato: 'https://www.workato.com', ask, end,
    arguments: [`--host-resolver-rules=MAP www.workato.com:443 ${new URL(sites.workato).host}`, '--ignore-certificate-errors'] };
}

// The form of the new app, as far as both tests of pages fill it in.
export const FIELDS = [['External Client App Name', 'Rehearsal App'], ['API Name', 'Rehearsal_App'], ['Contact Email', 'owner@example.com']];
export const [AVAILABLE, SELECTED] = ['Available OAuth Scopes', 'Selected OAuth Scopes'];
export const TO_SELECTED = 'Move selection to Selected OAuth Scopes';

// Nothing went wrong in the console, and nothing was asked of anybody but those sites. A page that refuses something has a
// status that the console mentions.
export function expect_quiet(browser, ...sites) {
  assert.deepEqual(browser.errors.filter((error) => !/the server responded with a status of 4\d\d/.test(error)), [], 'no console error');
  assert.deepEqual(browser.requests.filter((url) => !/^(data|about):/.test(url) && !sites.some((site) => url.startsWith(site + '/'))),
    [], 'no request to anything but the mocks');
  assert.ok(browser.requests.length > 0);
}

export class Person {
  constructor(browser) { this.browser = browser; this.seen = []; }

  async open(url) { await this.browser.open(url, { width: 1440 }); }

  async run(script) {
    const { result, exceptionDetails } = await this.browser.send('Runtime.evaluate',
      { expression: script, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // Until the page says so; what is between two pages says nothing.
  async until(what, script) {
    const end = Date.now() + 30_000;
    for (;;) {
      try { if (await this.run(`document.readyState === 'complete' && Boolean(${script})`)) return; } catch { /* between two pages */ }
      if (Date.now() > end) assert.fail(`${what}, on "${await this.heading()}"`);
    }
  }

  heading() { return this.run('document.querySelector("h1")?.textContent ?? ""'); }
  is_at(heading) { return this.until(`the page "${heading}" comes`, `document.querySelector("h1")?.textContent === ${JSON.stringify(heading)}`); }

  // The control under a label.
  static field(label) {
    return `document.getElementById([...document.querySelectorAll('label')].find((one) => one.textContent === ${JSON.stringify(label)}).htmlFor)`;
  }
  // A button or a link.
  static named(text) {
    return `[...document.querySelectorAll('button,a,summary')].find((one) => one.textContent === ${JSON.stringify(text)})`;
  }

  async fill(label, text) {
    await this.reach(Person.field(label));
    await this.browser.press('a', { control: true, commands: ['selectAll'] });
    if (text === '') await this.browser.press('Delete');
    else await this.browser.send('Input.insertText', { text });
  }
  value(label) { return this.run(`${Person.field(label)}.value`); }
  async check(label, on) {
    if (await this.run(`${Person.field(label)}.checked`) !== on) await this.press(Person.field(label));
  }
  // A drop-down by its arrows, a list by each of its options.
  async select(label, ...options) {
    const field = Person.field(label);
    const listed = await this.run(`[...${field}.options].map(({ text, selected }) => ({ text, selected }))`);
    for (const option of options) assert.ok(listed.some(({ text }) => text === option), `${label} has ${option}`);
    if (await this.run(`${field}.multiple`)) return this.choose(field, listed.map(({ text, selected }) => selected !== options.includes(text)));
    await this.go_to_drop_down(field);
    await this.browser.press('Home');
    for (const { text } of listed) {
      if (options.includes(text)) break;
      await this.browser.press('ArrowDown');
    }
  }
  options(label) { return this.run(`[...${Person.field(label)}.options].map((option) => option.text)`); }

  // What this person does with a mouse: real clicks in the middle of what the script finds.
  async press(script, times = 1, modifiers = 0) {
    const { x, y, is_seen } = await this.run(`(() => {
      const element = ${script};
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const box = element.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2, is_seen: box.width > 0 && box.height > 0 };
    })()`);
    assert.ok(is_seen, `there is something to click at: ${script}`);
    const sent = [];
    for (let click = 1; click <= times; ++click)
      for (const type of ['mousePressed', 'mouseReleased'])
        sent.push(this.browser.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: click, modifiers }));
    await Promise.all(sent);
  }
  reach(field) { return this.press(field); }
  go_to_drop_down(field) { return this.press(`${field}.labels[0]`); }  // its own click would open a window of the system's
  async choose(field, changes) {
    for (const [at, changes_it] of changes.entries())
      if (changes_it) await this.press(`${field}.options[${at}]`, 1, CONTROL);
  }

  async click(text, times) {
    await this.until(`"${text}" is there`, Person.named(text));
    await this.press(Person.named(text), times);
  }
  async go(text, heading) { await this.click(text); await this.is_at(heading); }

  async reload() {
    const loaded = this.browser.wait('Page.loadEventFired');
    await this.browser.send('Page.reload');
    await loaded;
  }
  async back(pages = 1) {
    const { currentIndex, entries } = await this.browser.send('Page.getNavigationHistory');
    await this.browser.send('Page.navigateToHistoryEntry', { entryId: entries[currentIndex - pages].id });
  }

  async type_app(callback, scopes) {
    for (const [label, text] of FIELDS) await this.fill(label, text);
    await this.check('Enable OAuth', true);
    await this.fill('Callback URL', callback);
    await this.select(AVAILABLE, ...scopes);
  }

  async log_in(salesforce) {
    await this.open(`${salesforce}/`);
    await this.log_in_here();
    await this.is_at('Home');
  }
  async log_in_here() {
    await this.is_at('Login');
    await this.fill('Username', 'admin@rehearsal.test');
    await this.fill('Password', 'rehearse-2026');
    await this.click('Log In');
  }
  async sign_in_here() {
    await this.is_at('Sign in to Workato');
    await this.fill('Email', 'rehearsal@workato.test');
    await this.fill('Password', 'rehearse-2026');
    await this.click('Sign in');
  }

  // The page that is open, at each width and in both colour schemes: axe-core finds nothing, nothing scrolls sideways.
  // Colours do not depend on the width, nor anything but colours on the scheme: contrast, the slowest of axe's rules,
  // is looked at once a scheme, the others once a width.
  async look(name) {
    this.seen.push(name);
    assert.match(await this.run('document.querySelector("header").textContent'), /This is a mock/, name);
    await this.run(AXE);
    for (const dark of [false, true]) {
      await this.browser.send('Emulation.setEmulatedMedia', { features: [
        { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }, { name: 'prefers-reduced-motion', value: 'reduce' }] });
      for (const width of [320, 360, 768, 1440, 1920]) {
        const what = `${name} at ${width} pixels, ${dark ? 'dark' : 'light'}`;
        await this.browser.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
        assert.ok(await this.run('document.documentElement.scrollWidth <= innerWidth'), `no sideways scrolling: ${what}`);
        if (width === 320 || width === 1920) continue;
        if (PICTURES && width !== 768) await this.picture(`${name}-${width}-${dark ? 'dark' : 'light'}`);
        if (dark && width !== 1440) continue;
        const rules = dark ? { runOnly: ['color-contrast'] } : { rules: { 'color-contrast': { enabled: width === 1440 } } };
        const found = await this.run(`axe.run(document, { resultTypes: ['violations'], ...${JSON.stringify(rules)} }).then(({ violations }) => violations.flatMap((one) =>
          one.nodes.map((node) => one.id + ': ' + node.target + ' ' + node.failureSummary)))`);
        assert.deepEqual(found, [], what);
      }
    }
    await this.browser.send('Emulation.setDeviceMetricsOverride', { width: 1440, height: 900, deviceScaleFactor: 1, mobile: false });
  }

  async picture(name) {
    mkdirSync(PICTURES, { recursive: true });
    const { cssContentSize: size } = await this.browser.send('Page.getLayoutMetrics');
    const { data } = await this.browser.send('Page.captureScreenshot', { captureBeyondViewport: true, clip: { ...size, scale: 1 } });
    writeFileSync(join(PICTURES, `${name.replaceAll(/[^A-Za-z0-9-]+/g, '_')}.png`), Buffer.from(data, 'base64'));
  }
}
