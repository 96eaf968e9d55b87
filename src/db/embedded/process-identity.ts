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

/** The words that a process was started with; empty when they cannot be read. */
export const commandOf = (pid: number): string => {
  if (!hasProc) return spawnSync('ps', ['-p', String(pid), '-o', 'command=']).stdout?.toString() ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

/** Living processes that work in a folder, which is where each of a server's processes does; none where there is no /proc. */
export const processesIn = (folder: string): readonly number[] => {
  if (!hasProc) return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    try {
      return readlinkSync(`/proc/${name}/cwd`) === folder ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
};
