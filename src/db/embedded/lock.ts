import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../kernel/result.ts';

/** A process by its number and the time it began: a number alone may have been given to another since. */
export interface ProcessIdentity {
  readonly pid: number;
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

const identityOf = (pid: number): ProcessIdentity => ({ pid, startedAt: readProc(pid)?.startedAt ?? null });

/** Whether a process lives (a zombie does not) and is the one that was meant. */
export const isAlive = ({ pid, startedAt }: ProcessIdentity): boolean => {
  if (!exists(pid)) return false;
  const proc = readProc(pid);
  if (!proc) return true;
  return proc.state !== 'Z' && (startedAt === null || proc.startedAt === startedAt);
};

const readLock = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

const holderOf = (text: string): ProcessIdentity | null => {
  try {
    const { pid, startedAt } = JSON.parse(text) as ProcessIdentity;
    return Number.isInteger(pid) ? { pid, startedAt: startedAt ?? null } : null;
  } catch {
    return null;
  }
};

const tries = 5;

/**
 * Takes a data folder for this process's whole life. A second copy on the same folder is refused with a sentence
 * and touches nothing; the lock of a process that is gone is taken over.
 */
export const lockFolder = (folder: string): Result<{ release(): void }, { readonly sentence: string }> => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const own = JSON.stringify(identityOf(process.pid));
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      // Written beside and linked, so that nobody ever reads half a lock.
      const fresh = `${path}.${process.pid}`;
      writeFileSync(fresh, own, { mode: 0o600 });
      try {
        linkSync(fresh, path);
        return ok({
          release() {
            if (readLock(path) === own) rmSync(path, { force: true });
          },
        });
      } finally {
        rmSync(fresh, { force: true });
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const seen = readLock(path);
    if (seen === null) continue;
    const holder = holderOf(seen);
    if (holder && isAlive(holder)) {
      return fail({
        sentence: `Another copy of the assistant (process ${holder.pid}) is running on the data folder ${folder}: stop it, or set DATA_DIR to another folder.`,
      });
    }
    removeStale(path, seen);
  }
  return fail({ sentence: `The data folder ${folder} could not be taken: other copies are starting on it.` });
};

/** Moves a stale lock away; if somebody's fresh one was caught instead, it is put back. */
const removeStale = (path: string, seen: string): void => {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readLock(aside) !== seen) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process was faster; the next round reads its lock.
    }
  }
  rmSync(aside, { force: true });
};
