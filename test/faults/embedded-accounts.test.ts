import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { isRoot } from '../../src/db/embedded/account.ts';
import { ask, cleanUp, homeOf, own, temporaryFolder, urlOf } from '../support/embedded.ts';

afterEach(cleanUp);

const clone = fileURLToPath(new URL('../../', import.meta.url));
const ordinaryUser = 65534;
const ordinaryUserCanRun =
  isRoot() &&
  spawnSync(process.execPath, ['--version'], { uid: ordinaryUser, gid: ordinaryUser, cwd: '/' }).status ===
    0 &&
  spawnSync('test', ['-r', join(clone, 'package.json')], { uid: ordinaryUser, cwd: '/' }).status === 0;

const startTwice = async (dataDir: string, options: Parameters<typeof own>[1]): Promise<void> => {
  const first = own(dataDir, options);
  await ask(await urlOf(first), 'create table kept as select 7 as seven');
  await first.end('SIGTERM');
  const second = own(dataDir, options);
  expect(await ask(await urlOf(second), 'select seven from kept')).toEqual([{ seven: 7 }]);
  await second.end('SIGTERM');
};

test('umask 077: starts, and starts again', async () => {
  await startTwice(join(temporaryFolder(), 'data'), { umask: '077' });
});

describe.skipIf(!isRoot())(`as root${isRoot() ? '' : ' (skipped: the tests do not run as root)'}`, () => {
  test('in a home of mode 700: the database lies where PostgreSQL can enter, and is found again', async () => {
    const home = temporaryFolder();
    chmodSync(home, 0o700);
    const dataDir = join(home, 'data');
    await startTwice(dataDir, { umask: '077' });
    expect(homeOf(dataDir)).not.toBe(dataDir);
    expect(statSync(join(homeOf(dataDir), 'pg')).mode & 0o777).toBe(0o700);
    expect(statSync(join(homeOf(dataDir), 'pg')).uid).not.toBe(0);
  });

  test('a database elsewhere that is gone is a sentence, and no empty database', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    const first = own(dataDir);
    await urlOf(first);
    await first.end('SIGTERM');
    rmSync(homeOf(dataDir), { recursive: true });
    expect((await own(dataDir).said)?.sentence).toMatch(/its database lay in .* and is gone: bring it back/u);
  });

  test('a new data folder on the path of a removed one begins anew', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    const first = own(dataDir);
    await urlOf(first);
    await first.end('SIGTERM');
    const left = homeOf(dataDir);
    rmSync(dataDir, { recursive: true });
    await urlOf(own(dataDir));
    expect(homeOf(dataDir)).not.toBe(left);
    rmSync(left, { recursive: true });
  });
});

describe.skipIf(!ordinaryUserCanRun)(
  `as an ordinary user${ordinaryUserCanRun ? '' : ' (skipped: the tests do not run as root, or another account cannot enter this clone)'}`,
  () => {
    const folderOfUser = (): string => {
      const folder = temporaryFolder();
      chownSync(folder, ordinaryUser, ordinaryUser);
      return folder;
    };

    test('with umask 077: everything lies in the data folder, and root takes it over under that account', async () => {
      const folder = folderOfUser();
      chmodSync(folder, 0o755);
      const dataDir = join(folder, 'data');
      await startTwice(dataDir, { uid: ordinaryUser, umask: '077' });
      expect(statSync(join(dataDir, 'pg')).uid).toBe(ordinaryUser);
      expect(await ask(await urlOf(own(dataDir)), 'select seven from kept')).toEqual([{ seven: 7 }]);
    });

    test("an ordinary user on root's data folder gets a sentence", async () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o755);
      const dataDir = join(folder, 'data');
      mkdirSync(dataDir, { mode: 0o755 });
      const first = own(dataDir);
      await urlOf(first);
      await first.end('SIGTERM');
      const said = await own(dataDir, { uid: ordinaryUser }).said;
      expect(said?.sentence).toMatch(
        /^PostgreSQL could not be started in .*(permission denied|another account)/u,
      );
    });
  },
);
