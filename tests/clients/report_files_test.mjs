// The files of a report before published readers: har-validator (HAR 1.2) and tap-parser (TAP 14).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { installed } from './lib/installed.mjs';

const program = process.env.REHEARSE_PROGRAM;

function runs(t, ...flags) {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-report-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { status, stderr } = spawnSync(program, ['run', '--quiet', '--report', folder, ...flags], { encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, stderr);
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  return { report: JSON.parse(read('report.json')), har: JSON.parse(read('exchanges.har')), tap: read('report.tap') };
}

test('exchanges.har is HAR 1.2', async (t) => {
  const { har: validate } = installed('har-validator');
  const { report, har } = runs(t, 'guide', 'rotation/lost-response');
  await assert.doesNotReject(validate(har));
  const expected = report.scenarios.flatMap((one) => one.transcript.exchanges);
  assert.equal(har.log.entries.length, expected.length);
  assert.ok(expected.length > 80);
  har.log.entries.forEach((entry, at) => {
    const { method, path, status, step, reason } = expected[at];
    assert.equal(entry.request.method, method);
    assert.equal(new URL(entry.request.url).pathname, path);
    assert.equal(entry.response.status, status);
    assert.equal(entry._rehearse.step, step);
    assert.equal(entry._rehearse.reason, reason);
    assert.ok(har.log.pages.some((page) => page.id === entry.pageref));
    for (const { name, value } of entry.request.queryString) assert.equal(new URL(entry.request.url).searchParams.get(name), value);
  });
  // The reader is strict: it notices what is missing.
  delete har.log.entries[0].timings.wait;
  await assert.rejects(validate(har));
});

test('report.tap is TAP', async (t) => {
  const { Parser } = installed('tap-parser');
  const { report, tap } = runs(t, 'guide', '--set', 'isSecretRequiredForRefreshToken=false');
  const results = [];
  const parser = new Parser({ strict: true });
  parser.on('child', (child) => child.on('assert', (one) => results.push(one)));
  const done = new Promise((resolve) => parser.on('complete', resolve));
  parser.end(tap);
  const { ok, failures, count } = await done;
  assert.equal(ok, false);
  assert.equal(count, report.scenarios.length);
  assert.equal(failures.some((one) => one.tapError), false, JSON.stringify(failures));
  const { findings } = report.scenarios[0];
  assert.equal(results.length, findings.length);
  results.forEach((result, at) => {
    const { step, title, verdict, expected, actual, reason, why, hint, guide } = findings[at];
    assert.equal(result.name, `${step}${guide ? ` [${guide}]` : ''}: ${title}`);
    assert.equal(result.ok, verdict !== 'fail' && verdict !== 'error');
    if (verdict === 'not_run') assert.equal(result.skip, actual);
    if (verdict !== 'fail') return;
    assert.deepEqual([result.diag.expected, result.diag.actual, result.diag.reason, result.diag.why, result.diag.hint], [expected, actual, reason, why, hint]);
  });
});
