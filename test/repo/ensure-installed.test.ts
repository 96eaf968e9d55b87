import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'herfah-clone-'));
  mkdirSync(join(clone, 'scripts'));
  mkdirSync(join(clone, 'node_modules/.bin'), { recursive: true });
  cpSync('scripts/ensure-installed.sh', join(clone, 'scripts/ensure-installed.sh'));
  writeFileSync(join(clone, 'package.json'), '{}');
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  // In the place of npm stands what only says that it was called.
  const npm = join(clone, 'node_modules/.bin/npm');
  writeFileSync(npm, '#!/bin/sh\necho "npm $*"\n');
  chmodSync(npm, 0o755);
  cpSync(process.execPath, join(clone, 'node_modules/.bin/node'));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** What is said on the way; `pulled`: the packages that are wanted have changed since they were installed. */
const run = (event: string, { pulled, wasInstalled = true }: { pulled: boolean; wasInstalled?: boolean }) => {
  const mark = join(clone, 'node_modules/.installed-run');
  if (wasInstalled) {
    writeFileSync(mark, '');
    const moment = pulled ? new Date('2026-01-01') : new Date('2030-01-01');
    utimesSync(mark, moment, moment);
  }
  const done = spawnSync('sh', ['scripts/ensure-installed.sh', 'run'], {
    cwd: clone,
    env: { PATH: process.env.PATH, npm_lifecycle_event: event },
    encoding: 'utf8',
  });
  return { code: done.status, said: done.stderr };
};

test.each(['prestaff', 'preaudit', 'preflows'])('%s never installs beneath a program that runs', (event) => {
  const { code, said } = run(event, { pulled: true });
  expect(code).toBe(0);
  expect(said).toContain('npm start installs the new ones');
  expect(said).not.toContain('npm ci');
});

test.each([
  ['prestart', { pulled: true }],
  ['prestart', { pulled: false, wasInstalled: false }],
  ['prestaff', { pulled: false, wasInstalled: false }],
])('%s installs what is missing: %j', (event, state) => {
  const { code, said } = run(event, state);
  expect(code).toBe(0);
  expect(said).toContain('npm ci --omit=dev');
});

test('what is there already is not installed again', () => {
  expect(run('prestart', { pulled: false })).toEqual({ code: 0, said: '' });
  expect(run('prestaff', { pulled: false })).toEqual({ code: 0, said: '' });
});
