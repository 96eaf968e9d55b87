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

/** Null when this process is no root and PostgreSQL simply runs as the same user. */
export const serverAccount = (): Account | null => {
  if (process.getuid?.() !== 0) return null;
  const existing = find(ownName) ?? find('postgres');
  if (existing) return existing;
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ownName]);
  const made = find(ownName) ?? find('nobody');
  if (!made) throw new Error('There is no account that PostgreSQL could run as');
  return made;
};

/** Whether an account may do what a `test` expression says (`-x /folder`). */
export const mayAccess = (account: Account, expression: readonly string[]): boolean =>
  spawnSync('test', expression, { uid: account.uid, gid: account.gid, cwd: '/', stdio: 'ignore' }).status ===
  0;
