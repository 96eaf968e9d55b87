import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, isRoot, mayAccess, serverAccount } from './account.ts';
import { writeWhole } from './files.ts';
import { nativeFor } from './native.ts';

/** Where the server's programs and its cluster lie, and as which account it runs (null: as this process's own). */
export interface Places {
  readonly native: string;
  /** The folder that holds the cluster, `pg`. */
  readonly home: string;
  readonly account: Account | null;
}

export const clusterOf = (home: string): string => join(home, 'pg');

/** Folders outside anybody's home, which every account can enter. */
const publicRoots = ['/var/lib', '/var/tmp'];

/** A folder of root's that every account can enter; nobody else can have prepared it. */
const publicFolder = (account: Account): string => {
  for (const root of publicRoots) {
    if (!existsSync(root) || !mayAccess(account, '-x', root)) continue;
    const folder = join(root, 'herfah-assistant');
    mkdirSync(folder, { recursive: true });
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== 0) continue;
    chmodSync(folder, 0o755);
    return folder;
  }
  throw new Error(`the account that PostgreSQL runs as can enter none of ${publicRoots.join(', ')}`);
};

/** Written into a data folder whose cluster lies elsewhere. */
interface PlaceRecord {
  readonly home: string;
  /** Whether the cluster was made: then a missing one is a loss, and no reason to begin anew. */
  readonly made: boolean;
}

const recordPath = (dataDir: string): string => join(dataDir, 'postgres.place');

const readRecord = (dataDir: string): PlaceRecord | null =>
  existsSync(recordPath(dataDir))
    ? (JSON.parse(readFileSync(recordPath(dataDir), 'utf8')) as PlaceRecord)
    : null;

/** Notes that the cluster is there; from now on the data folder belongs to it. */
export const recordMade = (dataDir: string, home: string): void => {
  const record = readRecord(dataDir);
  if (record && !record.made)
    writeWhole(recordPath(dataDir), JSON.stringify({ home, made: true } satisfies PlaceRecord));
};

/** Lets an account through the data folder by its group, if the folder is root's own; others see as little as before. */
const canEnter = (account: Account, dataDir: string): boolean => {
  if (mayAccess(account, '-x', dataDir)) return true;
  const { uid, gid, mode } = statSync(dataDir);
  if (uid !== 0 || gid !== 0 || !mayAccess(account, '-x', dirname(dataDir))) return false;
  chownSync(dataDir, 0, account.gid);
  chmodSync(dataDir, (mode & 0o707) | 0o010);
  return mayAccess(account, '-x', dataDir);
};

const ownerOf = (cluster: string): Account | null => {
  if (!existsSync(cluster)) return null;
  const { uid, gid } = statSync(cluster);
  return { uid, gid };
};

const placesOfRoot = (dataDir: string, log: (line: string) => void): Omit<Places, 'native'> => {
  const inside = ownerOf(clusterOf(dataDir));
  if (inside) {
    // A cluster belongs to the account that made it, which need not be the one that would be chosen now.
    const account = inside.uid === 0 ? serverAccount() : inside;
    if (canEnter(account, dataDir)) return { home: dataDir, account };
    throw new Error(
      `the account that PostgreSQL runs as (uid ${account.uid}) cannot enter ${dataDir} any more: allow it with chmod o+x on every folder of that path`,
    );
  }
  const record = readRecord(dataDir);
  if (record) {
    const account = ownerOf(clusterOf(record.home));
    if (!account && record.made)
      throw new Error(
        `its database lay in ${record.home} and is gone: bring it back, or remove ${recordPath(dataDir)} to begin anew`,
      );
    log(`The database of ${dataDir} lies in ${record.home}`);
    return { home: record.home, account: account ?? serverAccount() };
  }
  const account = serverAccount();
  if (canEnter(account, dataDir)) return { home: dataDir, account };
  // Named at random and recorded: a new data folder on the path of a removed one must not find the other's database.
  const home = join(publicFolder(account), `data-${randomUUID()}`);
  writeWhole(recordPath(dataDir), JSON.stringify({ home, made: false } satisfies PlaceRecord));
  log(`PostgreSQL does not run as root and cannot enter ${dataDir}: the database lies in ${home}`);
  return { home, account };
};

const homeOfUser = (dataDir: string): string => {
  const owner = ownerOf(clusterOf(dataDir));
  if (existsSync(recordPath(dataDir)) || (owner && owner.uid !== process.getuid?.()))
    throw new Error(
      'the database was made by another account (root): start as that account, or set DATA_DIR to another folder',
    );
  return dataDir;
};

/**
 * As an ordinary user everything lies in the data folder. As root, PostgreSQL runs as another account: where that
 * account cannot enter the data folder (a home of mode 700), the cluster lies in a folder that it can enter, and the
 * data folder says which. Throws with a sentence's second half where there is no such place.
 */
export const findPlaces = (dataDir: string, log: (line: string) => void): Places => {
  const folder = realpathSync(dataDir);
  if (!isRoot()) return { native: nativeFor(null, () => folder), home: homeOfUser(folder), account: null };
  const { home, account } = placesOfRoot(folder, log);
  mkdirSync(home, { recursive: true });
  if (home !== folder) chmodSync(home, 0o755);
  return { native: nativeFor(account, () => publicFolder(account ?? serverAccount())), home, account };
};
