import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { ownFolder, type Places } from './places.ts';

export const superuser = 'herfah';

const passwordPath = (dataDir: string): string => join(dataDir, 'postgres.password');

/** The server's password, made once; written before the cluster that it opens. */
export const readPassword = (dataDir: string): string => {
  const path = passwordPath(dataDir);
  if (existsSync(path)) {
    const known = readFileSync(path, 'utf8').trim();
    if (known !== '') return known;
  }
  const fresh = `${path}.new`;
  const password = randomBytes(24).toString('base64url');
  writeFileSync(fresh, password, { mode: 0o600 });
  renameSync(fresh, path);
  return password;
};

const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

export const serverSpawnOptions = (account: Account | null) => ({
  cwd: '/',
  env: serverEnvironment,
  ...(account ? { uid: account.uid, gid: account.gid } : {}),
});

const runInitdb = (
  places: Places,
  account: Account | null,
  folder: string,
  passwordFile: string,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const flags = [
      `--pgdata=${folder}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ];
    const child = spawn(join(places.native, 'bin', 'initdb'), flags, {
      ...serverSpawnOptions(account),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${said}`)),
    );
  });

/**
 * Makes the cluster if there is none: beside its place, then renamed, so that a kill at any moment of the very
 * first start leaves nothing that the next start would stumble over.
 */
export const ensureCluster = async (
  dataDir: string,
  places: Places,
  account: Account | null,
): Promise<string> => {
  const cluster = join(places.home, 'pg');
  for (const name of readdirSync(places.home)) {
    if (name.startsWith('pg.new-')) rmSync(join(places.home, name), { recursive: true, force: true });
  }
  if (existsSync(cluster)) return cluster;
  const password = readPassword(dataDir);
  const staging = join(places.home, `pg.new-${randomBytes(6).toString('hex')}`);
  ownFolder(staging, account);
  const passwordFile = join(staging, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  chmodSync(passwordFile, 0o600);
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const fresh = join(staging, 'cluster');
  await runInitdb(places, account, fresh, passwordFile);
  renameSync(fresh, cluster);
  rmSync(staging, { recursive: true, force: true });
  return cluster;
};
