import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { serverAccount } from './account.ts';
import { ensureCluster, readPassword, serverSpawnOptions, superuser } from './cluster.ts';
import { isAlive, lockFolder } from './lock.ts';
import { findPlaces } from './places.ts';

/** PostgreSQL in a data folder, for this process's life. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** Settings for one small server; durability is never traded. */
const settings: { readonly [name: string]: string } = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '80',
  shared_buffers: '64MB',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  timezone: 'UTC',
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const urlFile = (dataDir: string): string => join(dataDir, 'postgres.url');

/** Where the running server of a data folder is reached, for commands beside the program; null when none was left. */
export const readRunningUrl = (dataDir: string): string | null => {
  try {
    return readFileSync(urlFile(dataDir), 'utf8').trim() || null;
  } catch {
    return null;
  }
};

const writeUrl = (dataDir: string, url: string): void => {
  const fresh = `${urlFile(dataDir)}.new`;
  writeFileSync(fresh, url, { mode: 0o600 });
  renameSync(fresh, urlFile(dataDir));
};

const postmasterPid = (cluster: string): number | null => {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
};

const commandNames = (pid: number, cluster: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster);
  } catch {
    return false;
  }
};

const stopWithinMillis = 20_000;

/** The server of a run that was killed lives on; it is stopped cleanly before another one starts on its cluster. */
const stopOrphan = async (cluster: string, log: (line: string) => void): Promise<void> => {
  const pid = postmasterPid(cluster);
  if (pid === null || !isAlive({ pid, startedAt: null }) || !commandNames(pid, cluster)) return;
  log(`A PostgreSQL server of an earlier run (process ${pid}) is stopped first`);
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + stopWithinMillis;
  while (isAlive({ pid, startedAt: null })) {
    if (performance.now() > deadline) {
      process.kill(pid, 'SIGQUIT');
      await wait(500);
      return;
    }
    await wait(20);
  }
};

const isReady = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const readyWithinMillis = 60_000;

const tail = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return '';
  }
};

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const stopServer = async (child: ChildProcess): Promise<void> => {
  const gone = exited(child);
  // Fast shutdown: open transactions are rolled back, everything committed is on disk.
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopWithinMillis);
  await gone;
  clearTimeout(timer);
};

/**
 * Starts PostgreSQL on a data folder, or says in a sentence why not. The folder stays locked for this process's
 * life; a stale lock, a half-made cluster and the orphaned server of a killed run are cleaned up, never a dead end.
 */
export const startEmbeddedPostgres = async (options: {
  readonly dataDir: string;
  readonly log: (line: string) => void;
}): Promise<Result<EmbeddedPostgres, { readonly sentence: string }>> => {
  const { dataDir, log } = options;
  const lock = lockFolder(dataDir);
  if (!lock.ok) return lock;
  try {
    const account = serverAccount();
    const places = findPlaces(dataDir, account, log);
    const cluster = await ensureCluster(dataDir, places, account);
    await stopOrphan(cluster, log);
    const password = readPassword(dataDir);
    const port = await freePort();
    const url = `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`;
    const logPath = join(dataDir, 'postgres.log');
    const logFile = openSync(logPath, 'a', 0o600);
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // Detached: Ctrl-C reaches a whole process group, and the database must outlive what still writes to it.
    const child = spawn(
      join(places.native, 'bin', 'postgres'),
      ['-D', cluster, '-p', String(port), ...flags],
      {
        ...serverSpawnOptions(account),
        detached: true,
        stdio: ['ignore', logFile, logFile],
      },
    );
    closeSync(logFile);
    let failure: string | null = null;
    child.once('error', (error) => {
      failure = error.message;
    });
    child.once('exit', (code, signal) => {
      failure ??= `it ended with ${code ?? signal}`;
    });
    const deadline = performance.now() + readyWithinMillis;
    while (!(await isReady(url))) {
      if (failure !== null || performance.now() > deadline) {
        if (failure === null) await stopServer(child);
        lock.value.release();
        return fail({
          sentence: `PostgreSQL did not start on ${cluster}: ${failure ?? 'it took too long'}. Its log ends with: ${tail(logPath)}`,
        });
      }
      await wait(25);
    }
    writeUrl(dataDir, url);
    return ok({
      url,
      dataDir,
      async stop() {
        await stopServer(child);
        rmSync(urlFile(dataDir), { force: true });
        lock.value.release();
      },
    });
  } catch (error) {
    lock.value.release();
    return fail({ sentence: `PostgreSQL could not be started in ${dataDir}: ${(error as Error).message}` });
  }
};
