import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

/** A data folder taken for this process's life. */
export interface FolderLock {
  release(): void;
}

const read = (path: string): string | null => {
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

/** Puts a file in its place whole, so that nobody ever reads half a lock: only where none is, or over another one. */
const place = (path: string, text: string, over: boolean): boolean => {
  const fresh = `${path}.new-${randomBytes(6).toString('hex')}`;
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  try {
    if (over) renameSync(fresh, path);
    else linkSync(fresh, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
};

const tries = 100;

/**
 * Takes a lock file, or names who holds it (null: others are just taking it). A stale lock is replaced under a claim
 * on exactly that stale lock, which is a lock like it: of any number of processes that see it, one takes over.
 */
const acquire = async (path: string, own: string): Promise<'taken' | ProcessIdentity | null> => {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (place(path, own, false)) return 'taken';
    const seen = read(path);
    if (seen === null) continue;
    const holder = holderOf(seen);
    if (holder && isAlive(holder)) return holder;
    const claim = `${path}.${createHash('sha256').update(seen).digest('hex').slice(0, 12)}`;
    if ((await acquire(claim, own)) === 'taken') {
      try {
        if (read(path) === seen && place(path, own, true)) return 'taken';
      } finally {
        rmSync(claim, { force: true });
      }
    }
    await wait(5);
  }
  return null;
};

/**
 * Takes a folder for this process's whole life. A second copy on the same folder is refused with a sentence and
 * touches nothing; the lock of a process that is gone is taken over.
 */
export const lockFolder = async (
  folder: string,
): Promise<Result<FolderLock, { readonly sentence: string }>> => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const own = JSON.stringify({ ...identityOf(process.pid), taken: randomBytes(6).toString('hex') });
  const outcome = await acquire(path, own);
  if (outcome === 'taken') {
    return ok({
      release() {
        if (read(path) === own) rmSync(path, { force: true });
      },
    });
  }
  const copy = outcome ? `Another copy of the assistant (pid ${outcome.pid}) is` : 'Other copies are';
  return fail({
    sentence: `${copy} running on this data folder, ${folder}: stop it, or set DATA_DIR to another folder.`,
  });
};
