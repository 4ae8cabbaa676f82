// A person with a browser: the program that a client starts to open an address, and who logs in on the pages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PASSWORD, USER } from './org.mjs';

const LIMIT_MS = 20_000;
const TRIES = 60;

// A program for $BROWSER that hands the address over to whoever waits for `opened`.
export function browserIn(folder) {
  const program = join(folder, 'browser');
  const pipe = join(folder, 'opened');
  execFileSync('mkfifo', [pipe]);
  writeFileSync(program, `#!/bin/sh\nprintf '%s' "$1" >'${pipe}'\n`, { mode: 0o700 });
  return { env: { BROWSER: program }, opened: () => readFile(pipe, 'utf8') };
}

// Follows the pages from an authorization request, logs in and allows: the address outside the org that the
// browser is sent to at last. `fetch` must trust the org.
export async function walk(authorizeUrl, { username = USER, password = PASSWORD } = {}) {
  const cookies = new Map();
  const origin = new URL(authorizeUrl).origin;
  let request = { url: authorizeUrl };
  for (let step = 0; step < 12; ++step) {
    const response = await fetch(request.url, {
      method: request.form ? 'POST' : 'GET',
      body: request.form,
      headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const page = await response.text();
    if (location) {
      request = { url: new URL(location, request.url).href };
      if (new URL(request.url).origin !== origin) return new URL(request.url);
      continue;
    }
    assert.equal(response.status, 200, page);
    request = filled(page, request.url, { username, password });
  }
  return assert.fail(`the pages lead nowhere from ${authorizeUrl}`);
}

// The login form or the form that asks for access, filled in as a person does.
function filled(page, at, { username, password }) {
  const form = new URLSearchParams();
  for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
    const [name, value] = ['name', 'value'].map((part) => new RegExp(` ${part}="([^"]*)"`).exec(tag)?.[1] ?? '');
    if (/ type="hidden"/.test(tag)) form.set(name, value.replaceAll('&amp;', '&'));
  }
  if (page.includes('name="pw"')) {
    form.set('username', username);
    form.set('pw', password);
    form.set('Login', 'Log In');
  } else {
    assert.ok(page.includes('name="oaapprove"'), `neither a login nor a question:\n${page}`);
    form.set('oaapprove', 'Allow');
  }
  const action = /<form[^>]* action="([^"]*)"/.exec(page)[1];
  return { url: new URL(action.replaceAll('&amp;', '&'), at).href, form };
}

// Brings an authorization response to a client that listens on this machine; what comes of it, the client tells.
// Browsers ask such a client first whether they may (Private Network Access). The CLI listens before it is ready
// to answer and forgets who came too early, so that question is repeated until it is answered.
export async function bring(callback) {
  const asks = { 'Access-Control-Request-Private-Network': 'true', 'Access-Control-Request-Method': 'GET' };
  for (let tried = 0; ; ++tried) {
    try {
      await fetch(callback.origin, { method: 'OPTIONS', headers: asks, signal: AbortSignal.timeout(500) });
      break;
    } catch (trouble) {
      assert.ok(tried < TRIES, `the client at ${callback.origin} does not answer: ${trouble}`);
    }
  }
  const response = await fetch(callback, { signal: AbortSignal.timeout(LIMIT_MS) });
  return response.text();
}
