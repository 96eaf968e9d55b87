import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { cleanUp, homeOf, removePrepared, usedFolder } from '../support/embedded.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { startLoad } from '../support/program-load.ts';
import { programChild, spawnProgram, stopChildren } from '../support/program-process.ts';
import { telegramEnvironment } from '../support/program-telegram.ts';

afterEach(async () => {
  await stopChildren();
  await cleanUp();
});

afterAll(removePrepared);

const alone = { DOCUMENTS_SHARED: '0', LOG_LEVEL: 'warn' };
const mostMillis = 10_000;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const signals: readonly (readonly [string, (pid: number) => void])[] = [
  ['SIGTERM to the program alone', (pid) => process.kill(pid, 'SIGTERM')],
  ['Ctrl-C to the whole group, PostgreSQL and all', (pid) => process.kill(-pid, 'SIGINT')],
  [
    'SIGTERM twice',
    (pid) => {
      process.kill(pid, 'SIGTERM');
      process.kill(pid, 'SIGTERM');
    },
  ],
];

test('under load it ends within 10 s with exit code 0 and leaves no process, however it is told; people go on after the next start', async () => {
  const dataDir = await usedFolder();
  let child = await programChild({ dataDir, environment: alone });
  const load = await startLoad(child.url, 12);
  for (const [how, signal] of signals) {
    await load.answers(30);
    const record = join(homeOf(dataDir), 'pg', 'postmaster.pid');
    const server = Number(readFileSync(record, 'utf8').split('\n')[0]);
    expect(isRunning(server), how).toBe(true);
    const asked = performance.now();
    signal(child.process.pid ?? 0);
    expect(await child.ended, how).toBe(0);
    expect(performance.now() - asked, how).toBeLessThan(mostMillis);
    expect(isRunning(server), how).toBe(false);
    expect(existsSync(record), how).toBe(false);
    child = await programChild({ dataDir, environment: alone });
    load.moveTo(child.url);
  }
  await load.finished;
  expect(load.walkers.every(({ done }) => done)).toBe(true);
}, 120_000);

test('while a file hangs at Telegram and a message is being sent, it ends within 10 s all the same', async () => {
  await using bot = await startFakeBotApi();
  const dataDir = await usedFolder();
  const child = await programChild({ dataDir, environment: { ...alone, ...telegramEnvironment(bot) } });
  bot.trouble('download', 'never-answers');
  bot.trouble('sendMessage', 'never-answers');
  bot.person({ id: 911, language: 'ar' }).sendsPhoto(Uint8Array.of(0xff, 0xd8, 0xff));
  bot.person({ id: 912, language: 'ar' }).says('السلام عليكم');
  await Promise.all([bot.called('getFile'), bot.called('sendMessage')]);
  const asked = performance.now();
  expect(await child.end('SIGTERM')).toBe(0);
  expect(performance.now() - asked).toBeLessThan(mostMillis);
}, 60_000);

test('a second copy on the same data folder refuses with a sentence, and the first goes on', async () => {
  const dataDir = await usedFolder();
  const first = await programChild({ dataDir, environment: alone });
  const second = spawnProgram({ dataDir, environment: alone });
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(
    /^Another copy of the assistant .+ is running on this data folder[^\n]+\n$/u,
  );
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
});
