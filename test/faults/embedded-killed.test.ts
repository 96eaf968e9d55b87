import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
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

const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!holds()) throw new Error('not yet');
    },
    { timeout: 20_000, interval: 1 },
  );

const entries = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
const staging = (dataDir: string): string =>
  join(dataDir, entries(dataDir).find((name) => name.startsWith('pg.new-')) ?? 'none');
const postmaster = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('killed during the very first start, when', () => {
  const moments: readonly (readonly [string, (dataDir: string) => boolean])[] = [
    ['the folder was locked', (dataDir) => existsSync(join(dataDir, 'lock'))],
    ['the password was written', (dataDir) => existsSync(join(dataDir, 'postgres.password'))],
    ['initdb had begun', (dataDir) => existsSync(join(staging(dataDir), 'cluster', 'PG_VERSION'))],
    [
      'initdb had nearly ended',
      (dataDir) => existsSync(join(staging(dataDir), 'cluster', 'base', '5', 'PG_VERSION')),
    ],
    ['the cluster was in its place', (dataDir) => existsSync(join(dataDir, 'pg'))],
    ['the server was starting', (dataDir) => existsSync(join(dataDir, 'pg', 'postmaster.pid'))],
  ];
  test.each(moments)('%s: the next start succeeds', async (_, reached) => {
    const dataDir = temporaryFolder();
    const first = own(dataDir);
    await until(() => reached(dataDir));
    await first.end('SIGKILL');
    expect(await ask(await urlOf(own(dataDir)), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(entries(dataDir).filter((name) => name.startsWith('pg.new-'))).toEqual([]);
  });
});

test('killed while running: the orphaned server is stopped, and nothing committed is lost', async () => {
  const dataDir = await usedFolder();
  const first = own(dataDir);
  await ask(await urlOf(first), 'create table kept as select 7 as seven');
  const orphan = postmaster(dataDir);
  await first.end('SIGKILL');
  expect(() => process.kill(orphan, 0)).not.toThrow();

  const second = own(dataDir);
  expect(await ask(await urlOf(second), 'select seven from kept')).toEqual([{ seven: 7 }]);
  expect(second.logged).toContain(`PostgreSQL of an earlier run (pid ${orphan}) is stopped first`);
  expect(postmaster(dataDir)).not.toBe(orphan);
});

test('program and server both killed: the next start recovers', async () => {
  const dataDir = await usedFolder();
  const first = own(dataDir);
  await ask(await urlOf(first), 'create table kept as select 7 as seven');
  const server = postmaster(dataDir);
  await first.end('SIGKILL');
  process.kill(server, 'SIGKILL');
  const url = await urlOf(own(dataDir));
  expect(await ask(url, 'select seven from kept')).toEqual([{ seven: 7 }]);
  const sockets = readdirSync(join(homeOf(dataDir), 'pg')).filter((name) => name.startsWith('.s.PGSQL.'));
  expect(sockets.sort()).toEqual([`.s.PGSQL.${new URL(url).port}`, `.s.PGSQL.${new URL(url).port}.lock`]);
});

test('the server alone killed: it is started again at the same address', async () => {
  const dataDir = await usedFolder();
  const owner = own(dataDir);
  const url = await urlOf(owner);
  const before = postmaster(dataDir);
  process.kill(before, 'SIGKILL');
  await vi.waitFor(async () => expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]), {
    timeout: 15_000,
    interval: 50,
  });
  expect(postmaster(dataDir)).not.toBe(before);
  await owner.end('SIGTERM');
});

test("a server's pid that an unrelated process of its account has got since is no obstacle", async () => {
  const dataDir = await usedFolder();
  const cluster = join(dataDir, 'pg');
  const { uid, gid } = statSync(cluster);
  const other = spawn('sleep', ['300'], { uid, gid, cwd: '/' });
  try {
    writeFileSync(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n1\n5432\n\n\n`);
    expect(await ask(await urlOf(own(dataDir)), 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    other.kill();
  }
});
