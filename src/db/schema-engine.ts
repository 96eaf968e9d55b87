import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { openMigrationConnections } from './migration-adapter.ts';

/** The part of WebAssembly that is used here; Node's types leave it to the browser's. */
declare const WebAssembly: {
  instantiate(
    code: Uint8Array,
    imports: object,
  ): Promise<{ readonly instance: { readonly exports: object } }>;
};

const require = createRequire(import.meta.url);
export const prismaFolder = fileURLToPath(new URL('../../prisma', import.meta.url));

const noFilter: Engine.SchemaFilter = { externalTables: [], externalEnums: [] };

/** Names of the migrations in a Prisma folder, oldest first. */
export const migrationNames = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(join(folder, 'migrations'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
};

const readMigration = (folder: string, name: string): Promise<string> =>
  readFile(join(folder, 'migrations', name, 'migration.sql'), 'utf8');

const migrationList = async (folder: string): Promise<Engine.MigrationList> => ({
  baseDir: join(folder, 'migrations'),
  lockfile: {
    path: 'migration_lock.toml',
    content: await readFile(join(folder, 'migrations', 'migration_lock.toml'), 'utf8'),
  },
  shadowDbInitScript: '',
  migrationDirectories: await Promise.all(
    (await migrationNames(folder)).map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readMigration(folder, path) },
      },
    })),
  ),
});

/** Every schema file of a Prisma folder. */
const datamodels = async (folder: string): Promise<{ readonly path: string; readonly content: string }[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      content: await readFile(join(folder, name), 'utf8'),
    })),
  );
};

let loaded: Promise<typeof Engine> | null = null;

/** Prisma's own schema engine as WebAssembly: no binary to download. One instance a process, since its glue is global. */
const loadEngine = async (): Promise<typeof Engine> => {
  const binding = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = (await import(pathToFileURL(binding).href)) as typeof Engine & {
    __wbg_set_wasm(exports: object): void;
  };
  const code = await readFile(binding.replace(/\.js$/u, '.wasm'));
  const imports: Record<string, unknown> = { ...glue };
  for (const name of Object.keys(glue)) {
    // The engine's limit on waiting for its lock is never cleared: it would hold a finished process for ten seconds.
    if (name.startsWith('__wbg_setTimeout_'))
      imports[name] = (callback: () => void, millis: number) => setTimeout(callback, millis >>> 0).unref();
  }
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': imports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return glue;
};

const unchanged = (script: string): string => script;

const withEngine = async <Value>(
  folder: string,
  url: string,
  amend: (script: string) => string,
  work: (engine: Engine.SchemaEngine) => Promise<Value>,
): Promise<Value> => {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  let failure: unknown = null;
  const connections = openMigrationConnections(url, amend, (error) => {
    failure = error;
  });
  const files = await datamodels(folder);
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(connections.factory);
    const engine = await SchemaEngine.new(
      { datamodels: files.map(({ path, content }) => [path, content]) },
      () => undefined,
      factory,
    );
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    throw failure ?? error;
  } finally {
    await connections.close();
  }
};

/**
 * Applies what is pending of a Prisma folder's migrations and gives the names of what was applied. A migration and
 * the record that it is finished commit together, so that an unfinished record means: nothing of it was kept. Nor
 * will be: the server may still run the script of a process that was killed, which fails if its record was given up.
 */
export const applyPending = async (folder: string, url: string): Promise<readonly string[]> => {
  const list = await migrationList(folder);
  const nameByScript = new Map(
    list.migrationDirectories.map(({ path, migrationFile }) => [migrationFile.content.value, path]),
  );
  const withRecord = (script: string): string => {
    const name = nameByScript.get(script);
    if (name === undefined) return script;
    const literal = `'${name.replaceAll("'", "''")}'`;
    return `${script}
;do $record$ begin
  update _prisma_migrations set finished_at = now()
  where migration_name = ${literal} and finished_at is null and rolled_back_at is null;
  if not found then raise exception 'another process has taken this migration over'; end if;
end $record$`;
  };
  return withEngine(folder, url, withRecord, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: list,
      filters: noFilter,
    });
    return appliedMigrationNames;
  });
};

/**
 * The SQL that leads from a Prisma folder's migrations to its schema: empty when they agree. The migrations
 * run in a shadow database beside the given one, which is left alone.
 */
export const diffSchema = async (folder: string, url: string): Promise<string> =>
  withEngine(folder, url, unchanged, async (engine) => {
    const list = await migrationList(folder);
    const { stdout } = await engine.diff({
      from: list.migrationDirectories.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...list },
      to: { tag: 'schemaDatamodel', files: await datamodels(folder) },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    const script = (stdout ?? '').trim();
    return script === '-- This is an empty migration.' ? '' : script;
  });
