import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The system account PostgreSQL runs as; it refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const find = (name: string): Account | null => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
};

const ownName = 'herfah-postgres';

/** Whether this process is root, so that PostgreSQL has to run as another account. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/** The account for a new cluster of a program that runs as root; made where there is none. */
export const serverAccount = (): Account => {
  const existing = find(ownName) ?? find('postgres');
  if (existing) return existing;
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ownName]);
  const made = find(ownName) ?? find('nobody');
  if (!made) throw new Error('there is no account that PostgreSQL could run as: make one with useradd');
  return made;
};

/** Options that start a program as an account, in a folder that every account can enter. */
export const asAccount = (account: Account | null) => ({
  cwd: '/',
  env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
  ...(account ? { uid: account.uid, gid: account.gid } : {}),
});

/** Whether an account may enter a folder (`-x`) or read a file (`-r`). */
export const mayAccess = (account: Account, mode: '-x' | '-r', path: string): boolean =>
  spawnSync('test', [mode, path], { ...asAccount(account), stdio: 'ignore' }).status === 0;
