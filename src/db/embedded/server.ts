import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { ensureCluster, readPassword, superuser } from './cluster.ts';
import { writeWhole } from './files.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { freeCluster } from './orphan.ts';
import { findPlaces } from './places.ts';
import { fitsSocket, freePort, type Launch, launchServer, stopServer } from './postmaster.ts';

/** PostgreSQL in a data folder, for this process's life. */
export interface EmbeddedPostgres {
  /** By the server's socket where it has one. */
  readonly url: string;
  readonly dataDir: string;
  /** Stops the server, after everything that uses it, and gives the folder up. */
  stop(): Promise<void>;
}

type Log = (line: string) => void;

const urlFile = (dataDir: string): string => join(dataDir, 'postgres.url');

/** Where the running server of a data folder is reached, for commands beside the program; null when none was left. */
export const readRunningUrl = (dataDir: string): string | null => {
  try {
    return readFileSync(urlFile(dataDir), 'utf8').trim() || null;
  } catch {
    return null;
  }
};

const startAgainAfterMillis = 1_000;

/** Keeps a server running until it is stopped: one that ends by itself (killed, out of memory) is started again. */
const supervise = (first: ChildProcess, launch: Launch, log: Log): { stop(): Promise<void> } => {
  let child: ChildProcess | null = first;
  let stopping = false;
  let restarting: Promise<void> | null = null;
  const restart = async (): Promise<void> => {
    while (!stopping) {
      try {
        await freeCluster(launch.cluster, log);
        const started = await launchServer(launch);
        if (started.ok) {
          child = started.value;
          watch(child);
          return;
        }
        log(`PostgreSQL did not start again: ${started.error}`);
      } catch (error) {
        log(`PostgreSQL did not start again: ${(error as Error).message}`);
      }
      await wait(startAgainAfterMillis);
    }
  };
  const watch = (server: ChildProcess): void => {
    const ended = (): void => {
      if (stopping || child !== server) return;
      child = null;
      log('PostgreSQL ended by itself and is started again');
      restarting = restart();
    };
    if (server.exitCode !== null || server.signalCode !== null) ended();
    else server.once('exit', ended);
  };
  watch(first);
  return {
    async stop() {
      stopping = true;
      await restarting;
      if (child) await stopServer(child);
    },
  };
};

const launchTries = 3;

const launchOnFreePort = async (
  base: Omit<Launch, 'port' | 'socket' | 'url'>,
  password: string,
): Promise<{ readonly child: ChildProcess; readonly launch: Launch }> => {
  let reason = '';
  let sockets = true;
  for (let attempt = 0; attempt < launchTries; attempt++) {
    const port = await freePort();
    const socket = sockets && fitsSocket(base.cluster, port);
    const address = `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`;
    // A host named beside the address goes before the one in it.
    const url = socket ? `${address}?host=${encodeURIComponent(base.cluster)}` : address;
    const launch = { ...base, port, socket, url };
    const started = await launchServer(launch);
    if (started.ok) return { child: started.value, launch };
    reason = started.error;
    // Some file systems (a folder shared into a container) have no sockets.
    if (socket && /unix.?(?:domain )?socket/iu.test(reason)) sockets = false;
    else if (!reason.includes('could not bind')) break;
  }
  throw new Error(reason);
};

/** The locks of the data folder and, where the cluster lies elsewhere, of its place: a copied data folder names the same one. */
const lockBoth = async (locks: FolderLock[], dataDir: string, home: string) => {
  if (home === dataDir) return null;
  const lock = await lockFolder(home);
  if (!lock.ok) return lock;
  locks.push(lock.value);
  return null;
};

/**
 * Starts PostgreSQL on a data folder, or says in a sentence why not. The folder stays locked for this process's
 * life; a stale lock, a half-made cluster and the orphaned server of a killed run are cleaned up, never a dead end.
 */
export const startEmbeddedPostgres = async (options: {
  readonly dataDir: string;
  readonly log: Log;
}): Promise<Result<EmbeddedPostgres, { readonly sentence: string }>> => {
  const { log } = options;
  const dataDir = resolve(options.dataDir);
  const locks: FolderLock[] = [];
  const release = (): void => {
    for (const lock of locks) lock.release();
  };
  try {
    const lock = await lockFolder(dataDir);
    if (!lock.ok) return lock;
    locks.push(lock.value);
    const places = findPlaces(dataDir, log);
    const refused = await lockBoth(locks, dataDir, places.home);
    if (refused) {
      release();
      return refused;
    }
    const cluster = await ensureCluster(dataDir, places);
    await freeCluster(cluster, log);
    const { native, account } = places;
    const { child, launch } = await launchOnFreePort(
      { native, cluster, account, logPath: join(dataDir, 'postgres.log') },
      readPassword(dataDir),
    );
    writeWhole(urlFile(dataDir), launch.url);
    const server = supervise(child, launch, log);
    return ok({
      url: launch.url,
      dataDir,
      async stop() {
        await server.stop();
        rmSync(urlFile(dataDir), { force: true });
        release();
      },
    });
  } catch (error) {
    release();
    return fail({
      sentence: `PostgreSQL could not be started in ${dataDir} (DATA_DIR): ${(error as Error).message}`,
    });
  }
};
