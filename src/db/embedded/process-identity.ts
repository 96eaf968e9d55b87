import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process by its number and the time it began: a number alone may have been given to another since. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Null where there is no /proc. */
  readonly startedAt: string | null;
}

/** State and start time of a process from /proc; null where there is no such process (or no /proc). */
const readProc = (pid: number): { readonly state: string; readonly startedAt: string } | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in brackets and may hold anything; the fields begin after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return null;
  }
};

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

export const identityOf = (pid: number): ProcessIdentity => ({
  pid,
  startedAt: readProc(pid)?.startedAt ?? null,
});

/** Whether a process lives (a zombie does not) and is the one that was meant. */
export const isAlive = ({ pid, startedAt }: ProcessIdentity): boolean => {
  if (!exists(pid)) return false;
  const proc = readProc(pid);
  if (!proc) return true;
  return proc.state !== 'Z' && (startedAt === null || proc.startedAt === startedAt);
};

export const hasProc = existsSync('/proc/self/stat');

const commandOf = (pid: number): string => {
  if (!hasProc)
    return (
      spawnSync('ps', ['-p', String(pid), '-o', 'command='])
        .stdout?.toString()
        .trim() ?? ''
    );
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
};

/** Whether a living process was started on a cluster, as its command line says. */
export const wasStartedOn = (pid: number, cluster: string): boolean => {
  if (!isAlive({ pid, startedAt: null })) return false;
  const command = ` ${commandOf(pid)} `;
  return command.includes(` ${cluster} `) || command.includes(` --pgdata=${cluster} `);
};

const worksIn = (pid: number, folder: string): boolean => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
};

const isPostgres = (pid: number): boolean => {
  try {
    return ['postgres', 'initdb'].includes(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
  } catch {
    return false;
  }
};

/** The living processes of PostgreSQL on a cluster, also those whose first process is gone; none where there is no /proc. */
export const processesOn = (cluster: string): readonly number[] =>
  (hasProc ? readdirSync('/proc') : [])
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => isPostgres(pid) && (worksIn(pid, cluster) || wasStartedOn(pid, cluster)));
