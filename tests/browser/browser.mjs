// Drives a headless Chromium over its debugging pipe (DevTools protocol: JSON, each message ended by a zero
// byte), so that no further package is needed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE = 60_000;
export const CONTROL = 2;  // as the protocol counts the keys that are held

export class Browser {
  constructor(more = []) {
    this.profile = mkdtempSync(join(tmpdir(), 'rehearse-browser-'));
    this.process = spawn(
      'chromium',
      ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-pipe',
        `--user-data-dir=${this.profile}`, ...more, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.waiting = new Map();
    this.errors = [];
    this.requests = [];
    this.answers = [];
    this.tabs = [];      // a session for each page, in the order in which they opened
    this.for_each_tab = [];  // what every tab that opens is told first
    this.last = 0;
    let text = '';
    this.process.stdio[4].setEncoding('utf8');
    this.process.stdio[4].on('data', (piece) => {
      text += piece;
      const messages = text.split('\0');
      text = messages.pop();
      for (const message of messages) this.take(JSON.parse(message));
    });
    this.process.on('error', (error) => { throw error; });
  }

  take(message) {
    if (message.method === 'Runtime.exceptionThrown')
      this.errors.push(message.params.exceptionDetails.exception?.description ?? message.params.exceptionDetails.text);
    if (message.method === 'Log.entryAdded' && message.params.entry.level === 'error') this.errors.push(message.params.entry.text);
    if (message.method === 'Network.requestWillBeSent') this.requests.push(message.params.request.url);
    if (message.method === 'Network.responseReceived')
      this.answers.push({ url: message.params.response.url, status: message.params.response.status });
    if (message.method === 'Target.attachedToTarget') this.adopt(message.params).catch((error) => this.errors.push(String(error)));
    if (message.method === 'Target.detachedFromTarget') this.tabs = this.tabs.filter((tab) => tab !== message.params.sessionId);
    if (message.method && (!message.sessionId || message.sessionId === this.session)) this.waiting.get(message.method)?.(message.params);
    if (!message.id) return;
    this.waiting.get(message.id)?.(message);
    this.waiting.delete(message.id);
  }

  wait(key) {
    const late = new Error(`nothing came for ${key}`);  // made here: it knows who waits
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(late), PATIENCE);
      this.waiting.set(key, (answer) => { clearTimeout(timer); done(answer); });
    });
  }

  async send(method, params = {}, sessionId = this.session) {
    const id = ++this.last;
    const answer = this.wait(id);
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  // A page that opened, by us or by a click. It waits for this, so that nothing it does is missed.
  async adopt({ sessionId, targetInfo }) {
    const is_page = targetInfo.type === 'page';
    const first = is_page ? [...['Page', 'Runtime', 'Log', 'Network'].map((domain) => [`${domain}.enable`]), ...this.for_each_tab] : [];
    // Answers may come only once it goes on.
    await Promise.all([...first, ['Runtime.runIfWaitingForDebugger']].map(([method, params]) => this.send(method, params, sessionId)));
    if (!is_page) return;
    this.tabs.push(sessionId);
    this.waiting.get('a tab')?.();
  }

  // The tab that opens next; to be asked for before what opens it.
  next_tab() { return this.wait('a tab').then(() => this.tabs.at(-1)); }

  // The tab that a person looks at; the others are hidden.
  async to_tab(session) {
    this.session = session;
    await this.send('Page.bringToFront');
    while (await this.run('document.hidden'));
  }

  async open(url, { width, height = 900, dark = false }) {
    if (!this.session) {
      const first = this.next_tab();
      await this.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
      this.session = await first;
    }
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 500 });
    await this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    // By way of an empty page: another fragment alone would not load anything.
    for (const address of ['about:blank', url]) {
      const loaded = this.wait('Page.loadEventFired');
      await this.send('Page.navigate', { url: address });
      await loaded;
    }
  }

  async run(script) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression: script, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // What a promise comes to.
  async ask(script) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression: script, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async until(condition) {
    await this.ask(`new Promise((done) => { const look = () => (${condition}) ? done(true) : requestAnimationFrame(look); look(); })`);
  }

  // A real click in the middle of the element.
  async click(selector) {
    const { x, y } = await this.run(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const box = element.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    })()`);
    for (const type of ['mousePressed', 'mouseReleased'])
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  }

  // A key, by the name that the page's scripts know it by; with Control held, if so.
  async press(key, { control = false, commands = [] } = {}) {
    const text = { Enter: '\r', ' ': ' ' }[key];
    const windowsVirtualKeyCode = { Tab: 9, Enter: 13, ' ': 32, Home: 36, ArrowLeft: 37, ArrowRight: 39, ArrowDown: 40, Delete: 46, a: 65 }[key] ?? 0;
    const pressed = { key, code: { ' ': 'Space', a: 'KeyA' }[key] ?? key, windowsVirtualKeyCode, modifiers: control ? CONTROL : 0 };
    await this.send('Input.dispatchKeyEvent', { ...pressed, type: 'keyDown', text, commands });
    await this.send('Input.dispatchKeyEvent', { ...pressed, type: 'keyUp' });
  }

  async close() {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill();
    await ended;
    // Its children may still write there for a while, which rmSync's own retries do not wait for everywhere.
    for (let tries = 0; ; ++tries) {
      try { return rmSync(this.profile, { recursive: true, force: true }); } catch (error) { if (tries === 100) throw error; }
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}
