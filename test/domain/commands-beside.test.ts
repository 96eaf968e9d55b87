import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Finished, staffCommand } from '../../src/composition/staff-command.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let dataDir: string;
beforeEach(async () => {
  house = await openHouse();
  dataDir = await mkdtemp(join(tmpdir(), 'herfah-commands-'));
});
/** A process of its own takes its time on a busy machine. */
const patience = 120_000;

afterEach(async () => {
  await house.close();
  await rm(dataDir, { recursive: true, force: true });
});

const root = new URL('../..', import.meta.url).pathname;

const environment = (): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  DATABASE_URL: house.url,
  DATA_DIR: dataDir,
  HERFAH_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
});

/** A command as an operator runs it, beside a program that uses the test's database. */
const run = (script: string, words: readonly string[]): Promise<Finished> =>
  new Promise((resolve) => {
    const options = { env: environment(), cwd: root };
    execFile(process.execPath, [script, ...words], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
  });

/** The same without a process of its own. */
const staff = (...words: readonly string[]) => staffCommand(words, environment());

test(
  'an invitation prints a code that makes its sender the member',
  async () => {
    const words = ['invite', '--role', 'case-officer', '--name', 'نورة', '--json'];
    const invited = await run('src/staff-cli.ts', words);
    expect(invited).toMatchObject({ code: 0, err: '' });
    const { code, link } = JSON.parse(invited.out) as { code: string; link: string };
    expect(code).toMatch(/^HRF-[A-Z2-9]{4}-[A-Z2-9]{4}$/u);
    const url = new URL(link);
    expect(`${url.origin}${url.pathname}`).toBe('http://127.0.0.1:3000/chat');
    const fragment = new URLSearchParams(url.hash.slice(1));
    expect([fragment.get('say'), fragment.get('as')]).toEqual([code, 'نورة']);
    expect(fragment.get('c')).toMatch(/^[\w-]{16,128}$/u);
    const person = await house.person();
    expect(await house.tie(person, code)).toMatchObject({ tied: true });
    const listed = JSON.parse((await staff('list', '--json')).out) as readonly object[];
    expect(listed).toMatchObject([{ name: 'نورة', role: 'case-officer', state: 'active', linked: true }]);
  },
  patience,
);

test('two people of one name are two members; one that was only added is invited as itself', async () => {
  await staff('add', '--role', 'manager', '--name', 'سعاد', '--sex', 'female');
  await staff('invite', '--role', 'manager', '--name', 'سعاد');
  expect(await house.database.member.count()).toBe(1);
  await staff('invite', '--role', 'manager', '--name', 'سعاد');
  expect(await house.database.member.count()).toBe(2);
  expect(await house.database.invitation.count()).toBe(2);
});

test('a disabled member is out; what cannot be done is said in a sentence', async () => {
  await staff('add', '--role', 'manager', '--name', 'سعاد');
  const { id } = await house.database.member.findFirstOrThrow();
  expect(await staff('disable', '--member', id)).toMatchObject({ code: 0 });
  expect(await staff('disable', '--member', id)).toMatchObject({
    code: 1,
    err: `No active member has the id ${id}.`,
  });
  expect(await staff('invite', '--role', 'boss', '--name', 'x')).toMatchObject({ code: 1 });
  expect((await staff('dance')).err).toMatch(/^Usage: /u);
  const otherRing = { HERFAH_KEYS: `other:${Buffer.alloc(32, 8).toString('base64')}` };
  await house.database.setting.create({ data: { key: 'key-ring', value: house.ringFingerprint } });
  expect((await staffCommand(['list'], { ...environment(), ...otherRing })).err).toMatch(
    /does not belong to this database/u,
  );
});

test(
  'audit verify prints one sentence and says by its code whether the trail is whole',
  async () => {
    await staff('add', '--role', 'manager', '--name', 'سعاد');
    expect(await run('src/audit-cli.ts', ['verify'])).toEqual({
      code: 0,
      out: 'The audit trail is whole: 0 sealed rows, 1 waiting for the sealer.',
      err: '',
    });
    await house.database.$executeRaw`
    insert into audit_link (position, audit_id, hash) select 1, id, repeat('0', 64) from audit`;
    const broken = await run('src/audit-cli.ts', ['verify']);
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(
      /^The audit trail is broken at position 1 \(row [0-9a-f-]{36}\): the row was changed\.$/u,
    );
  },
  patience,
);
