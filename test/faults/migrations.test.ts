import { execFile, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyMigrations, MigrationError } from '../../src/db/migrate.ts';
import { diffSchema, prismaFolder } from '../../src/db/schema-engine.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const program = fileURLToPath(new URL('../support/migrating-child.ts', import.meta.url));

let database: TestDatabase;
let client: pg.Client;
let folder: string;

beforeEach(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  folder = mkdtempSync(join(tmpdir(), 'herfah-migrations-'));
  mkdirSync(join(folder, 'migrations'));
  for (const name of readdirSync(prismaFolder).filter((file) => file.endsWith('.prisma'))) {
    cpSync(join(prismaFolder, name), join(folder, name));
  }
  cpSync(
    join(prismaFolder, 'migrations/migration_lock.toml'),
    join(folder, 'migrations/migration_lock.toml'),
  );
});

afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, sql: string): void => {
  mkdirSync(join(folder, 'migrations', name), { recursive: true });
  writeFileSync(join(folder, 'migrations', name, 'migration.sql'), sql);
};

/** An empty database, to migrate with migrations of a test's own. */
const empty = (): Promise<unknown> => client.query('drop schema public cascade; create schema public');

const exists = async (table: string): Promise<boolean> =>
  (await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table])).rows[0]
    ?.found === true;

test('a database that is up to date has nothing applied', async () => {
  expect(await applyMigrations(database.url)).toEqual({ applied: [] });
});

test('prisma/migrations lead to the schema', async () => {
  expect(await diffSchema(prismaFolder, database.url)).toBe('');
});

test('a schema that has more than its migrations gives the SQL that is missing', async () => {
  appendFileSync(join(folder, 'schema.prisma'), '\nmodel Extra {\n  id Int @id\n}\n');
  cpSync(join(prismaFolder, 'migrations'), join(folder, 'migrations'), { recursive: true });
  expect(await diffSchema(folder, database.url)).toMatch(/^-- CreateTable\nCREATE TABLE "Extra" \([^;]*;$/u);
});

test('functions and comments may hold semicolons', async () => {
  await empty();
  write(
    '1_function',
    `-- one; two
     create function seven() returns int language plpgsql as $$ begin perform 1; return 7; end $$;
     comment on function seven is 'it''s; seven'`,
  );
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['1_function'] });
  expect((await client.query('select seven()')).rows).toEqual([{ seven: 7 }]);
});

test('a migration that fails half-way is a sentence and leaves nothing of itself; once right, it is applied', async () => {
  await empty();
  write('1_first', 'create table first (id int)');
  write('2_second', 'create table second (id int); insert into absent values (1)');
  const failing = applyMigrations(database.url, folder);
  await expect(failing).rejects.toThrow(MigrationError);
  await expect(failing).rejects.toThrow(
    /^The database could not be brought to this version: migration 2_second failed and nothing of it was kept \(.*relation "absent" does not exist.*\)\.$/u,
  );
  expect([await exists('first'), await exists('second')]).toEqual([true, false]);

  write('2_second', 'create table second (id int)');
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['2_second'] });
});

test('two processes that migrate at once: each migration is applied by one of them', async () => {
  await empty();
  write('1_first', 'create table first (id int)');
  write('2_second', 'create table second (id int)');
  const run = async (): Promise<readonly string[]> => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, database.url, folder]);
    return (JSON.parse(stdout) as { applied: readonly string[] }).applied;
  };
  const both = await Promise.all([run(), run()]);
  expect(both.flat().sort()).toEqual(['1_first', '2_second']);
});

/** Until so many statements wait for an advisory lock. */
const waiting = (statements: number): Promise<void> =>
  vi.waitFor(
    async () => {
      const { rowCount } = await client.query(
        "select 1 from pg_locks where locktype = 'advisory' and not granted",
      );
      expect(rowCount).toBe(statements);
    },
    { timeout: 20_000, interval: 10 },
  );

/** A process that is killed while the server works on its migration, which this test holds up by a lock. */
const killWhileMigrating = async (): Promise<void> => {
  await empty();
  await client.query('select pg_advisory_lock(77)');
  write(
    '1_slow',
    'create table slow (id int); select pg_advisory_xact_lock(77); create table slower (id int)',
  );
  const child = spawn(process.execPath, [program, database.url, folder], { stdio: 'ignore' });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await waiting(1);
  child.kill('SIGKILL');
  await gone;
};

test('killed while migrating, and the server still works on it: the next start waits, and it is applied once', async () => {
  await killWhileMigrating();
  const next = applyMigrations(database.url, folder);
  await waiting(2);
  await client.query('select pg_advisory_unlock(77)');
  expect(await next).toEqual({ applied: ['1_slow'] });
  expect([await exists('slow'), await exists('slower')]).toEqual([true, true]);
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: [] });
});

test('killed while migrating, and the server too: the next start applies it anew', async () => {
  await killWhileMigrating();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.query('select pg_advisory_unlock(77)');
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['1_slow'] });
});
