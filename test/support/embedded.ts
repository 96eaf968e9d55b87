import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freeCluster } from '../../src/db/embedded/orphan.ts';

const program = fileURLToPath(new URL('embedded-child.ts', import.meta.url));

export interface Owner {
  readonly process: ChildProcess;
  /** What it says once it knows: where its database is, or why there is none. Null when it was killed before. */
  readonly said: Promise<{ readonly url?: string; readonly sentence?: string } | null>;
  readonly logged: readonly string[];
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export interface OwnerOptions {
  readonly umask?: string;
  readonly uid?: number;
}

const folders = new Set<string>();
const owners = new Set<Owner>();

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'herfah-faults-'));
  folders.add(folder);
  return folder;
};

let prepared: Promise<string> | null = null;

const prepare = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'herfah-prepared-'));
  const owner = own(folder);
  await urlOf(owner);
  await owner.end('SIGTERM');
  return folder;
};

/** A data folder that was started and stopped before: a copy of one that is made once for each test file. */
export const usedFolder = async (): Promise<string> => {
  prepared ??= prepare();
  const folder = temporaryFolder();
  const copied = spawnSync('cp', ['-a', `${await prepared}/.`, folder]);
  if (copied.status !== 0) throw new Error(copied.stderr.toString());
  return folder;
};

/** Starts a process that owns the embedded PostgreSQL of a folder. */
export const own = (dataDir: string, options: OwnerOptions = {}): Owner => {
  const words = options.umask === undefined ? [dataDir] : [dataDir, options.umask];
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const logged: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => logged.push(line));
  const said = new Promise<string | null>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('close', () => resolve(null));
  }).then((line) => (line === null ? null : (JSON.parse(line) as { readonly url?: string })));
  const owner: Owner = {
    process: child,
    said,
    logged,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
  owners.add(owner);
  return owner;
};

/** The database of an owner, or what it said instead. */
export const urlOf = async (owner: Owner): Promise<string> => {
  const said = await owner.said;
  if (said?.url === undefined) throw new Error(said?.sentence ?? `it was killed: ${owner.logged.join('\n')}`);
  return said.url;
};

/** Runs one statement and gives its rows. */
export const ask = async (url: string, statement: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

/** The folder that the cluster of a data folder lies in. */
export const homeOf = (dataDir: string): string => {
  const record = join(dataDir, 'postgres.place');
  return existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as { home: string }).home : dataDir;
};

/** Kills what is still there and removes every folder, also one outside the data folder. */
export const cleanUp = async (): Promise<void> => {
  for (const owner of owners) if (owner.process.exitCode === null) await owner.end('SIGKILL');
  owners.clear();
  for (const folder of folders) {
    for (const dataDir of [folder, join(folder, 'data')]) {
      const home = homeOf(dataDir);
      if (existsSync(home)) await freeCluster(join(home, 'pg'), () => undefined);
      if (dirname(home) !== tmpdir()) rmSync(home, { recursive: true, force: true });
    }
    rmSync(folder, { recursive: true, force: true });
  }
  folders.clear();
};

/** Removes what usedFolder copies from; once, when a test file ends. */
export const removePrepared = async (): Promise<void> => {
  if (prepared) rmSync(await prepared, { recursive: true, force: true });
};
