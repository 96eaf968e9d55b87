import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hasProc, processesOn, wasStartedOn } from './process-identity.ts';

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

const postmasterOf = (cluster: string): number | null => {
  try {
    const pid = Number(readFileSync(pidFile(cluster), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
};

const fastStopWithinMillis = 20_000;
const hardStopWithinMillis = 5_000;

const waitUntil = async (holds: () => boolean, withinMillis: number): Promise<boolean> => {
  const deadline = performance.now() + withinMillis;
  while (!holds()) {
    if (performance.now() > deadline) return false;
    await wait(20);
  }
  return true;
};

/** Kills whatever PostgreSQL still runs on a folder that nothing is to be kept of. */
export const killOn = async (cluster: string): Promise<void> => {
  for (const pid of processesOn(cluster)) signal(pid, 'SIGKILL');
  await waitUntil(() => processesOn(cluster).length === 0, hardStopWithinMillis);
};

/**
 * Makes a cluster free for a new server. The server of a run that was killed lives on: it is stopped cleanly, and
 * what is left of it, if its first process was killed too, is waited for. A pid file that then still stands names a
 * zombie, or a process that has got the number since, and would keep a new server from starting; sockets that nobody serves are removed with it.
 */
export const freeCluster = async (cluster: string, log: (line: string) => void): Promise<void> => {
  const pid = postmasterOf(cluster);
  const isServing = (): boolean => pid !== null && wasStartedOn(pid, cluster);
  if (pid !== null && isServing()) {
    log(`PostgreSQL of an earlier run (pid ${pid}) is stopped first`);
    signal(pid, 'SIGINT');
    if (!(await waitUntil(() => !isServing(), fastStopWithinMillis))) signal(pid, 'SIGQUIT');
  }
  const isFree = (): boolean => !isServing() && processesOn(cluster).length === 0;
  if (!(await waitUntil(isFree, hardStopWithinMillis))) {
    await killOn(cluster);
    if (!isFree()) throw new Error(`PostgreSQL of an earlier run (pid ${pid}) does not stop: end it by hand`);
  }
  if (!hasProc) return;
  rmSync(pidFile(cluster), { force: true });
  for (const name of existsSync(cluster) ? readdirSync(cluster) : [])
    if (name.startsWith('.s.PGSQL.')) rmSync(join(cluster, name), { force: true });
};
