import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Account, asAccount } from './account.ts';
import { writeWhole } from './files.ts';
import { killOn } from './orphan.ts';
import { clusterOf, type Places, recordMade } from './places.ts';

export const superuser = 'herfah';

const passwordPath = (dataDir: string): string => join(dataDir, 'postgres.password');

/** The server's password, made once; on disk before the cluster that it opens. */
export const readPassword = (dataDir: string): string => {
  const path = passwordPath(dataDir);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  writeWhole(path, password);
  return password;
};

const runInitdb = (
  native: string,
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
    const child = spawn(join(native, 'bin', 'initdb'), flags, {
      ...asAccount(account),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-2000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${said.trim()}`)),
    );
  });

/**
 * Makes the cluster if there is none: beside its place, then renamed, so that a kill at any moment of the very
 * first start leaves nothing that the next start would stumble over.
 */
export const ensureCluster = async (dataDir: string, places: Places): Promise<string> => {
  const { native, home, account } = places;
  const cluster = clusterOf(home);
  for (const name of readdirSync(home)) {
    if (!name.startsWith('pg.new-')) continue;
    // The initdb of a killed run may still write into it.
    await killOn(join(home, name, 'cluster'));
    rmSync(join(home, name), { recursive: true, force: true });
  }
  if (!existsSync(cluster)) {
    const password = readPassword(dataDir);
    const staging = join(home, `pg.new-${randomBytes(6).toString('hex')}`);
    mkdirSync(staging, { mode: 0o700 });
    const passwordFile = join(staging, 'password');
    writeFileSync(passwordFile, `${password}\n`);
    chmodSync(passwordFile, 0o600);
    for (const path of account ? [staging, passwordFile] : [])
      chownSync(path, account?.uid ?? 0, account?.gid ?? 0);
    const fresh = join(staging, 'cluster');
    await runInitdb(native, account, fresh, passwordFile);
    renameSync(fresh, cluster);
    rmSync(staging, { recursive: true, force: true });
  }
  recordMade(dataDir, home);
  return cluster;
};
