// Drives a headless Chromium over its debugging pipe (DevTools protocol: JSON, each message ended by a zero
// byte), so that no further package is needed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE = 60_000;

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
    if (message.method) this.waiting.get(message.method)?.(message.params);
    if (!message.id) return;
    this.waiting.get(message.id)?.(message);
    this.waiting.delete(message.id);
  }

  wait(key) {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`nothing came for ${key}`)), PATIENCE);
      this.waiting.set(key, (answer) => { clearTimeout(timer); done(answer); });
    });
  }

  async send(method, params = {}) {
    const id = ++this.last;
    const answer = this.wait(id);
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.session }) + '\0');
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async open(url, { width, height = 900, dark = false }) {
    if (!this.session) {
      const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
      this.session = sessionId;
      for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.send(`${domain}.enable`);
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

  async press(key) {
    const text = key === 'Enter' ? '\r' : undefined;
    const windowsVirtualKeyCode = { Enter: 13, Tab: 9, ArrowLeft: 37, ArrowRight: 39 }[key] ?? 0;
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, text, windowsVirtualKeyCode });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key });
  }

  async close() {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill();
    await ended;
    // Its children may still write there for a while.
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
