// A mock org of a test's own: `rehearse serve` on ports that were free, and its control listener.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import tls from 'node:tls';

export const ADMIN = 'admin@rehearsal.test';
export const USER = 'user@rehearsal.test';
export const PASSWORD = 'rehearse-2026';

const LIMIT_MS = 20_000;

export class Org {
  constructor(addresses) {
    this.url = addresses.salesforce;
    this.control = addresses.control;
    this.ca = addresses.ca;
  }

  // One call of the control listener; any refusal fails the test.
  async call(method, path, body) {
    const response = await fetch(this.control + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const answer = await response.json();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  advance(duration) {
    return this.call('POST', '/clock', { advance: duration });
  }

  // Asks until it is so.
  async until(isSo) {
    const end = Date.now() + LIMIT_MS;
    while (!(await isSo())) assert.ok(Date.now() < end, `not so within ${LIMIT_MS} ms: ${isSo}`);
  }

  // Creates an external client app and gives back its key, secret and id.
  app(apiName, settings) {
    const common = { apiName, label: apiName, contactEmail: 'me@example.test', scopes: ['api', 'web', 'refresh_token'] };
    return this.call('POST', '/apps', { ...common, ...settings });
  }

  // A person logs in and allows, in one step: the address that the browser is sent to.
  async approve(authorizeUrl, username = USER) {
    const answer = await this.call('POST', '/approve', { username, authorize_url: authorizeUrl });
    assert.ok(answer.location, `no redirect: ${JSON.stringify(answer)}`);
    return new URL(answer.location);
  }

  async exchanges() {
    const { dropped, exchanges } = await this.call('GET', '/journal');
    assert.equal(dropped, 0, 'the journal lost exchanges');
    return exchanges.filter((exchange) => exchange.side === 'salesforce');
  }

  // What the org refused, in order: "401 GET /services/data/v66.0 access_token_expired". What the mock does not
  // have is among it, so that a client which asks for more than it gets shows up here.
  async refusals() {
    // Clients ask whether the org is a Dev Hub by what it says to ScratchOrgInfo, which most orgs do not have.
    const asksForHub = (exchange) => /FROM ScratchOrgInfo/.test(JSON.stringify(exchange.query));
    return (await this.exchanges())
      .filter((exchange) => (exchange.status >= 400 || exchange.reason) && !asksForHub(exchange))
      .map(({ status, method, path, reason }) => `${status} ${method} ${path} ${reason}`);
  }

  // The requests for tokens, in order: the grant that was given, or the reason why it was not.
  async grants() {
    const named = (form, name) => form.find((field) => field.name === name)?.value;
    return (await this.exchanges())
      .filter(({ path }) => path === '/services/oauth2/token')
      .map(({ reason, form }) => reason ?? named(form, 'grant_type'));
  }
}

// Starts a mock org that ends with the test `t`.
export async function startOrg(t, ...flags) {
  const program = process.env.REHEARSE_PROGRAM;
  assert.ok(program, 'REHEARSE_PROGRAM names no program: start the tests with run.sh');
  const served = spawn(program, ['serve', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(served, 'exit');
  t.after(async () => {
    served.kill('SIGTERM');
    const [code] = await ended;
    assert.equal(code, 0, 'rehearse serve did not end well');
  });
  const [line] = await Promise.race([
    once(createInterface({ input: served.stdout }), 'line', { signal: AbortSignal.timeout(LIMIT_MS) }),
    ended.then(([code]) => assert.fail(`rehearse serve ended with ${code}`)),
  ]);
  return new Org(JSON.parse(line));
}

// Makes this process trust an org's authority, as NODE_EXTRA_CA_CERTS does for a process that starts later.
export function trust(org) {
  if (org.ca) tls.setDefaultCACertificates([...tls.getCACertificates(), readFileSync(org.ca, 'utf8')]);
}
