import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { type Account, asAccount } from './account.ts';

/** What one server is started with. */
export interface Launch {
  readonly native: string;
  readonly cluster: string;
  readonly account: Account | null;
  readonly logPath: string;
  readonly port: number;
  /** Whether it also listens on a socket in the cluster's folder: a statement by it costs less than by TCP. */
  readonly socket: boolean;
  readonly url: string;
}

/** The longest path of a socket: 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 103;

/** Whether a server's socket can lie in its cluster's folder. */
export const fitsSocket = (cluster: string, port: number): boolean =>
  process.platform !== 'win32' && Buffer.byteLength(join(cluster, `.s.PGSQL.${port}`)) <= longestSocketPath;

/** Settings for one small server; durability is never traded, and no value of a row or a statement reaches the log. */
const settings: { readonly [name: string]: string } = {
  listen_addresses: '127.0.0.1',
  max_connections: '80',
  shared_buffers: '64MB',
  fsync: 'on',
  synchronous_commit: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** A port that is free now; another program may take it before the server does, so a start is tried again. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const largestLogBytes = 5_000_000;

const openLog = (path: string): number => {
  if (existsSync(path) && statSync(path).size > largestLogBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
};

const tailBytes = 4096;

/** The last lines of a log that may be as long as a disk. */
const tail = (path: string): string => {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(tailBytes);
      const from = Math.max(0, fstatSync(file).size - tailBytes);
      const read = readSync(file, bytes, 0, tailBytes, from);
      return bytes.toString('utf8', 0, read).trim().split('\n').slice(-3).join(' | ');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
};

/** 'ready', 'starting', or why it will never let us in. */
const knock = async (url: string): Promise<'ready' | 'starting' | { readonly refusal: string }> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    return code?.startsWith('28') ? { refusal: message } : 'starting';
  } finally {
    await client.end().catch(() => undefined);
  }
};

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const fastStopWithinMillis = 8_000;

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
export const stopServer = async (child: ChildProcess): Promise<void> => {
  const gone = exited(child);
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), fastStopWithinMillis);
  await gone;
  clearTimeout(timer);
};

/** Replaying a long log after a crash takes its time; a start that is given up would have to begin again. */
const readyWithinMillis = 600_000;
const knockEveryMillis = 25;

/** Starts the server and waits until it answers; the failure is a sentence's second half. */
export const launchServer = async (launch: Launch): Promise<Result<ChildProcess, string>> => {
  const { native, cluster, account, logPath, port, socket, url } = launch;
  const logFile = openLog(logPath);
  const sockets = { unix_socket_directories: socket ? cluster : '', unix_socket_permissions: '0700' };
  const flags = Object.entries({ ...settings, ...sockets }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // Detached: Ctrl-C reaches a whole process group, and the database must outlive what still writes to it.
  const child = spawn(join(native, 'bin', 'postgres'), ['-D', cluster, '-p', String(port), ...flags], {
    ...asAccount(account),
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
  closeSync(logFile);
  let failure: string | null = null;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${code ?? signal}; its log ends with: ${tail(logPath)}`;
  });
  const deadline = performance.now() + readyWithinMillis;
  while (failure === null && performance.now() < deadline) {
    const answer = await knock(url);
    if (failure === null && answer === 'ready') return ok(child);
    if (typeof answer === 'object') {
      await stopServer(child);
      return fail(
        `it refuses the password in the data folder's postgres.password (${answer.refusal}): bring that file back`,
      );
    }
    await wait(knockEveryMillis);
  }
  if (failure === null) await stopServer(child);
  return fail(failure ?? 'it did not get ready in time');
};
