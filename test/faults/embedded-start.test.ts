import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { readRunningUrl } from '../../src/db/embedded/index.ts';
import { lockFolder } from '../../src/db/embedded/lock.ts';
import { hasProc } from '../../src/db/embedded/process-identity.ts';
import {
  ask,
  cleanUp,
  homeOf,
  own,
  removePrepared,
  temporaryFolder,
  urlOf,
  usedFolder,
} from '../support/embedded.ts';

afterEach(cleanUp);
afterAll(removePrepared);

test('a first start makes a database that a second start finds again', async () => {
  const dataDir = temporaryFolder();
  const first = own(dataDir);
  const url = await urlOf(first);
  expect(new URL(url).hostname).toBe('127.0.0.1');
  expect(await ask(url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  expect(
    await ask(url, 'select datcollate, datlocale from pg_database where datname = current_database()'),
  ).toEqual([{ datcollate: 'C', datlocale: 'C.UTF-8' }]);
  expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
  const guessed = new URL(url);
  guessed.password = 'guessed';
  await expect(ask(guessed.href, 'select 1')).rejects.toThrow('password authentication failed');
  await ask(url, 'create table kept as select 7 as seven');
  await first.end('SIGTERM');
  expect(readRunningUrl(dataDir)).toBeNull();

  const second = own(dataDir);
  expect(await ask(await urlOf(second), 'select seven from kept')).toEqual([{ seven: 7 }]);
  await second.end('SIGTERM');
});

test.skipIf(!hasProc)(
  `the server is in a process group of its own, which Ctrl-C does not reach${hasProc ? '' : ' (skipped: there is no /proc)'}`,
  async () => {
    const dataDir = await usedFolder();
    await urlOf(own(dataDir));
    const pid = readFileSync(join(homeOf(dataDir), 'pg', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    const [, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /u, '')
      .split(' ');
    expect(group).toBe(pid);
  },
);

test('a second copy on the same folder is refused with a sentence, and the first goes on', async () => {
  const dataDir = await usedFolder();
  const first = own(dataDir);
  const url = await urlOf(first);
  const said = await own(dataDir).said;
  expect(said).toEqual({
    sentence: `Another copy of the assistant (pid ${first.process.pid}) is running on this data folder, ${dataDir}: stop it, or set DATA_DIR to another folder.`,
  });
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(readRunningUrl(dataDir)).toBe(url);
});

const dead = 2 ** 22 + 1;

test.each([
  ['of a process that is gone', JSON.stringify({ pid: dead, startedAt: '1' })],
  ['whose pid another process has got since', JSON.stringify({ pid: process.pid, startedAt: '1' })],
  ['that was half written', '{"pi'],
  ['that is empty', ''],
])('a lock %s is taken over by exactly one of many', async (_, text) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock'), text);
  const locks = await Promise.all(Array.from({ length: 20 }, () => lockFolder(folder)));
  const taken = locks.flatMap((lock) => (lock.ok ? [lock.value] : []));
  expect(taken).toHaveLength(1);
  taken[0]?.release();
  expect((await lockFolder(folder)).ok).toBe(true);
});

test('of three copies that start at once on a stale lock, one runs', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: dead, startedAt: '1' }));
  const said = await Promise.all([own(dataDir).said, own(dataDir).said, own(dataDir).said]);
  expect(said.filter((each) => each?.url !== undefined)).toHaveLength(1);
  expect(said.filter((each) => each?.sentence?.includes('running on this data folder'))).toHaveLength(2);
});

test('a password file that was lost gives a sentence, at once', async () => {
  const dataDir = await usedFolder();
  writeFileSync(join(dataDir, 'postgres.password'), 'another');
  expect((await own(dataDir).said)?.sentence).toContain(
    "refuses the password in the data folder's postgres.password",
  );
});

test('where a socket has its place it is used, and where it has none the program runs by TCP', async () => {
  const near = await urlOf(own(await usedFolder()));
  expect(new URL(near).searchParams.get('host')).toMatch(/pg$/u);
  const deep = join(await usedFolder(), 'a'.repeat(100));
  const far = await urlOf(own(deep));
  expect(new URL(far).searchParams.get('host')).toBeNull();
  expect(await ask(far, 'select 1 as one')).toEqual([{ one: 1 }]);
});
