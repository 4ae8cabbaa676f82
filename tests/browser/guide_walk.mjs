// The guide as a person walks it from the start page of `rehearse guide`: what is clicked in which tab, and what the
// start page makes of it by itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { Person, SELECTED, TO_SELECTED } from './pages.mjs';

const STEPS = JSON.parse(readFileSync(new URL('../../fixtures/guide_steps.json', import.meta.url), 'utf8'))
  .sections.flatMap((section) => section.steps);
const AFTER = [
  { id: 'try.1', text: 'In Workato, make a Salesforce connection that uses the profile.' },
  { id: 'try.2', text: 'Connect it: sign in to Salesforce and allow the access.' },
  { id: 'try.3', text: 'Run a job of the connection.' },
  { id: 'try.4', text: 'Move the clock on, and run a job again.' }];
const STATES = { Done: 'done', 'To do': 'todo', 'Done, but not as the guide says': 'differs', 'Left off, which the guide allows': 'off' };

export const SCOPES = ['Full access (full)', 'Manage user data via APIs (api)',
  'Access the identity URL service (id, profile, email, address, phone)',
  'Perform requests at any time (refresh_token, offline_access)'];
export const CALLBACK = 'https://www.workato.com/oauth/callback';
export const OF_THE_APP = ['sf.4', 'sf.5', 'sf.5.a', 'sf.5.b', 'sf.5.c', 'sf.5.d', 'sf.5.e', 'sf.5.f', 'sf.6', 'sf.7', 'sf.8', 'sf.9',
  'sf.10', 'sf.11', 'sf.11.flow', 'sf.11.security', 'sf.11.security.secrets', 'sf.11.security.jwt', 'sf.11.security.optional',
  'sf.11.security.pkce', 'sf.12', 'cred.1'];

export class GuideWalk {
  // Without scripts the start page is brought up to date by its Refresh.
  constructor(person, address, script = true) {
    this.person = person;
    this.browser = person.browser;
    this.address = address;
    this.script = script;
    this.ticked = new Set();
    if (!script) this.browser.for_each_tab.push(['Emulation.setScriptExecutionDisabled', { value: true }]);
  }

  async open() {
    await this.person.open(`${this.address}/`);
    await this.person.is_at('Rehearse the setup by hand');
    this.guide = this.browser.session;
    await this.person.run('window.is_the_first = true');
    this.sites = [this.address, ...await this.person.run('[...document.querySelectorAll("main a[target^=rehearse-]")].map((one) => new URL(one.href).origin)')];
    assert.equal(this.sites.length, 3);
  }

  // Does something in a tab, or on the start page, and comes back to where it was.
  async in_tab(tab, act) {
    const before = this.browser.session;
    await this.browser.to_tab(tab);
    const given = await act();
    if (this.browser.tabs.includes(before)) await this.browser.to_tab(before);
    return given;
  }
  on_guide(act) {
    return this.in_tab(this.guide, async () => {
      if (!this.script) await this.loaded_by(() => this.person.click('Refresh'));
      return act();
    });
  }
  async loaded_by(act) {
    const loaded = this.browser.wait('Page.loadEventFired');
    await act();
    await loaded;
    await this.person.run('window.is_the_first = true');
  }

  // By a link or button that opens a tab: gives that. The browser shows it, whatever was shown before.
  async open_tab(text) {
    const next = this.browser.next_tab();
    await this.person.click(text);
    return next;
  }

  // Each step with what the start page says of it, in words.
  async states() {
    const items = await this.person.run('[...document.querySelectorAll("#steps li")].map((item) => item.textContent)');
    return new Map([...STEPS, ...AFTER].map(({ id, text }) => {
      const item = items.find((one) => one.includes(`: ${text}`));
      assert.ok(item, `the start page has ${id}`);
      const words = Object.keys(STATES).filter((one) => item.includes(`${one}: ${text}`)).sort((a, b) => b.length - a.length)[0];
      return [id, STATES[words]];
    }));
  }
  async now_ticked() {
    return new Set([...await this.states()].filter(([, state]) => state === 'done' || state === 'differs').map(([id]) => id));
  }

  // The start page ticks these, and nothing else, without being loaded again.
  async ticks(...ids) {
    for (const id of ids) this.ticked.add(id);
    await this.on_guide(async () => {
      const last = [...STEPS, ...AFTER].find(({ id }) => id === ids.at(-1)).text;
      await this.person.until(`${ids.at(-1)} is ticked`,
        `[...document.querySelectorAll("#steps li")].some((item) => item.textContent.includes(${JSON.stringify(last)}) && !item.textContent.includes('To do: '))`);
      assert.deepEqual([...await this.now_ticked()].sort(), [...this.ticked].sort());
      assert.equal(await this.person.run('window.is_the_first'), true, 'the start page was not loaded again');
      const required = [...this.ticked].filter((id) => STEPS.find((step) => step.id === id)?.demand === 'required').length;
      assert.equal(await this.person.run('document.querySelector("progress").value'), required);
      assert.match(await this.part('next'), new RegExp(`${required} of 38 steps of the guide are done`));
    });
  }

  // What a part of the start page says, once it says that.
  part(id) { return this.person.run(`document.getElementById(${JSON.stringify(id)}).textContent`); }
  says(id, ...sentences) {
    return this.on_guide(async () => {
      for (const sentence of sentences)
        await this.person.until(`#${id} says "${sentence}"`, `document.getElementById(${JSON.stringify(id)}).textContent.includes(${JSON.stringify(sentence)})`)
          .catch(async (error) => { throw new Error(`${error.message}; it says: ${await this.part(id)}`); });
    });
  }
  says_no_more(id, sentence) {
    return this.on_guide(() => this.person.until(`#${id} does not say "${sentence}"`,
      `!document.getElementById(${JSON.stringify(id)}).textContent.includes(${JSON.stringify(sentence)})`));
  }
  // The coach's remarks, each as `Kind. Sentence`.
  remarks(...expected) {
    return this.on_guide(async () => {
      const seen = 'JSON.stringify([...document.querySelectorAll("#coach .remark")].map((one) => one.querySelector("p").textContent.trim()))';
      await this.person.until('the coach remarks', `${seen} === ${JSON.stringify(JSON.stringify(expected))}`)
        .catch(async () => assert.deepEqual(JSON.parse(await this.person.run(seen)), expected));
    });
  }

  // The answers of the "what if" page that is open: the sentences above the table, and of each usage what becomes of it and
  // what to change.
  async what_if() {
    await this.person.is_at('What if');
    const table = 'document.querySelector("#lives table")';
    return {
      before: await this.person.run('[...document.querySelectorAll("#lives [role=alert]")].map((one) => one.textContent)'),
      lives: await this.person.run(`[...${table}.tBodies[0].rows].map((row) => [row.cells[0], row.cells[1], row.cells[3]].map((cell) => cell.textContent))`) };
  }

  // The accounts are those that the start page shows beside the buttons.
  account(tab) {
    return this.person.run(`[...${Person.named(tab)}.closest('.columns > div').querySelectorAll('code')].map((one) => one.textContent)`);
  }

  // Clicks along a path that the start page gives as what is next.
  async follow(path) {
    await this.says('next', path);
    for (const name of path.split(' > ')) await this.person.click(name);
    await this.person.until(`${path} leads somewhere`, 'document.querySelector("h1")');
  }

  async open_both_tabs() {
    const accounts = { workato: await this.account('Open the Workato tab'), salesforce: await this.account('Open the Salesforce tab') };
    this.workato = await this.open_tab('Open the Workato tab');
    await this.browser.to_tab(this.guide);
    this.salesforce = await this.open_tab('Open the Salesforce tab');
    assert.equal(this.browser.tabs.length, 3);
    this.accounts = accounts;
  }

  async profile_begun() {
    const { person } = this;
    await this.browser.to_tab(this.workato);
    await person.is_at('Sign in to Workato');
    for (const [at, label] of ['Email', 'Password'].entries()) await person.fill(label, this.accounts.workato[at]);
    await person.go('Sign in', 'Home');
    await this.ticks('w.1');
    await this.follow('Tools > Custom OAuth profiles');
    await this.ticks('w.2');
    await person.go('+ New custom profile', 'New custom profile');
    await this.ticks('w.3');
    await person.select('Application', 'Salesforce');
    await person.fill('Name', 'Salesforce rehearsal');
    const third = await this.open_tab('Create new app');
    await this.ticks('w.4', 'w.5', 'w.6');
    // It leads to Salesforce; the tab of the start page is the one that is used here.
    await this.browser.to_tab(third);
    await person.is_at('Login');
    await this.browser.send('Page.close');
    await this.browser.to_tab(this.salesforce);
  }

  async new_app_opened() {
    const { person } = this;
    await person.is_at('Login');
    for (const [at, label] of ['Username', 'Password'].entries()) await person.fill(label, this.accounts.salesforce[at]);
    await person.go('Log In', 'Home');
    await this.ticks('sf.1');
    await this.follow('Setup > Apps > External Client Apps > External Client App Manager');
    await this.ticks('sf.2');
    await person.go('New External Client App', 'New External Client App');
    await this.ticks('sf.3');
  }

  async app_created({ callback = CALLBACK, boxes = {} } = {}) {
    const { person } = this;
    await person.type_app(callback, SCOPES);
    await person.click(TO_SELECTED);
    await person.until('the scopes are selected', `${Person.field(SELECTED)}.options.length === ${SCOPES.length}`);
    await person.select('Distribution State', 'Packaged');
    await person.check('Enable Authorization Code and Credentials Flow', true);
    for (const [label, on] of Object.entries(boxes)) await person.check(label, on);
    await person.go('Create', 'Rehearsal App');
  }

  async settings_changed(change) {
    await this.person.go('Edit Settings', 'Edit Settings');
    await change();
    await this.person.go('Save', 'Rehearsal App');
  }

  async credentials_asked_for() {
    await this.person.click('OAuth Settings');
    if (!await this.person.run(`Boolean(${Person.named('Consumer Key and Secret')}?.checkVisibility())`))
      await this.person.click('OAuth Settings');
    const tab = await this.open_tab('Consumer Key and Secret');
    await this.browser.to_tab(tab);
    await this.person.is_at('Verify Your Identity');
    await this.ticks('cred.2', 'cred.3');
  }

  async code_entered(code) {
    const { person } = this;
    await person.fill('Verification Code', code);
    await person.go('Verify', 'Consumer Details');
    await this.ticks('cred.4', 'cred.5');
    const [key, secret] = await person.run('["consumer-key", "consumer-secret"].map((id) => document.getElementById(id).textContent)');
    await this.browser.to_tab(this.workato);
    return { key, secret };
  }

  async profile_saved({ key, secret }) {
    const { person } = this;
    await person.is_at('New custom profile');
    assert.equal(await person.value('Name'), 'Salesforce rehearsal', 'the tab was left as it was');
    await person.fill('Client ID', key);
    await person.fill('Client secret', secret);
    await person.go('Save', 'Profile saved');
    await person.go('Done', 'Custom OAuth profiles');
    await this.ticks('done.1', 'done.2', 'done.3', 'done.4');
  }

  async connected() {
    const { person } = this;
    await this.follow('Connections > New connection > Salesforce');
    await person.is_at('New connection');
    await person.fill('Connection name', 'Sales');
    await person.fill('Location', 'Home');
    await person.select('Custom OAuth profile', 'Salesforce rehearsal');
    await person.go('Connect', 'Allow Access?');
    await this.ticks('try.1');
    await person.go('Allow', 'Connected');
    await this.ticks('try.2');
    await person.go('Return to the connection', 'Sales');
  }
  // Gives what the page says of it. Where the clock went far, Workato asks for a sign-in first.
  async job_run() {
    const { person } = this;
    const said = 'document.querySelector("main [role=status], main [role=alert]")';
    await person.run(`${said}?.remove()`);
    await person.click('Run job');
    await person.until('the job is over', `${said} || document.querySelector("h1")?.textContent.startsWith("Sign in")`);
    if (await person.heading() === 'Sign in to Workato') {
      await person.sign_in_here();
      await person.is_at('Sales');
      return this.job_run();
    }
    return person.run(`${said}.textContent`);
  }
  // Presses a button of the start page, which loads it again.
  press_there(text) {
    return this.on_guide(() => this.loaded_by(() => this.person.click(text)));
  }
  async leap(text, now) {
    await this.press_there(text);
    await this.says('clock', now);
  }
}
