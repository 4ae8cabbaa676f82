// The Salesforce CLI as a person runs it: one process a command, with a home folder of the test's own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clientsFolder } from './installed.mjs';

const LIMIT_MS = 90_000;
const PROGRAM = join(clientsFolder, 'node_modules/@salesforce/cli/bin/run.js');

// No telemetry, no updates, no keychain of the desktop, no colours.
export const QUIET = {
  SF_DISABLE_TELEMETRY: 'true',
  SF_DISABLE_AUTOUPDATE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SF_HIDE_RELEASE_NOTES: 'true',
  NO_COLOR: '1',
};

export class Cli {
  // `org` is the mock that the CLI is to trust; its authority is the only addition to Node's own.
  constructor(t, org, settings = {}) {
    this.home = mkdtempSync(join(tmpdir(), 'rehearse-cli-'));
    t.after(() => rmSync(this.home, { recursive: true, force: true }));
    this.folder = join(this.home, 'work');
    mkdirSync(this.folder);
    this.env = { PATH: process.env.PATH, HOME: this.home, TMPDIR: this.home, ...QUIET, ...settings };
    if (org.ca) this.env.NODE_EXTRA_CA_CERTS = org.ca;
  }

  file(name, content) {
    const path = join(this.folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  // Starts a command; `done` is what it printed and how it ended.
  start(words, { env = {}, input = '' } = {}) {
    const child = spawn(process.execPath, [PROGRAM, ...words], {
      cwd: this.folder,
      env: { ...this.env, ...env },
      timeout: LIMIT_MS,
    });
    let out = '';
    let errors = '';
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => (errors += bytes));
    child.stdin.end(input);
    return new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, out, errors }));
    });
  }

  // Runs a command that must succeed and gives back what it prints for a person.
  async text(command, options) {
    const ran = await this.start(words(command), options);
    assert.equal(ran.code, 0, `sf ${command}: ${ran.signal ?? ran.code}\n${ran.out}${ran.errors}`);
    return ran.out;
  }

  // Runs a command with --json and gives back its whole answer, whatever it is.
  async answer(command, options) {
    const ran = await this.start([...words(command), '--json'], options);
    try {
      return JSON.parse(ran.out);
    } catch {
      return assert.fail(`sf ${command}: ${ran.signal ?? ran.code}, no JSON\n${ran.out}${ran.errors}`);
    }
  }

  // Runs a command with --json that must succeed and gives back its result.
  async run(command, options) {
    const answer = await this.answer(command, options);
    assert.equal(answer.status, 0, `sf ${command}: ${answer.name}: ${answer.message}`);
    return answer.result;
  }
}

// A command is a line, or its words where one of them holds blanks.
const words = (command) => (typeof command === 'string' ? command.split(' ') : command);
