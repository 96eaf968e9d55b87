import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import { readRunningUrl } from '../../src/db/embedded/index.ts';
import { cleanUp, homeOf, removePrepared, temporaryFolder, usedFolder } from '../support/embedded.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { until } from '../support/program.ts';
import { accountOf, startLoad } from '../support/program-load.ts';
import { programChild, spawnProgram, stopChildren } from '../support/program-process.ts';
import { telegramEnvironment } from '../support/program-telegram.ts';

afterEach(async () => {
  await stopChildren();
  await cleanUp();
});

afterAll(removePrepared);

const alone = { DOCUMENTS_SHARED: '0', LOG_LEVEL: 'warn' };

/** Runs work on the database of the program that runs on a folder. */
const onDatabase = async <Value>(
  dataDir: string,
  work: (database: ReturnType<typeof openDatabase>) => Promise<Value>,
): Promise<Value> => {
  const database = openDatabase({
    url: readRunningUrl(dataDir) ?? '',
    connections: 2,
    onError: () => undefined,
  });
  try {
    return await work(database);
  } finally {
    await database.$disconnect();
  }
};

test('killed again and again under load: nothing that was answered is lost, nobody is stranded, no turn is taken twice', async () => {
  const dataDir = await usedFolder();
  let child = await programChild({ dataDir, environment: alone });
  const load = await startLoad(child.url, 12);
  // Moments that differ from run to run, counted in answers so that each falls into the middle of the work.
  for (const answers of [7, 60, 90].map((most) => 1 + Math.floor(Math.random() * most))) {
    await load.answers(answers);
    await child.end('SIGKILL');
    child = await programChild({ dataDir, environment: alone });
    load.moveTo(child.url);
  }
  await load.finished;
  expect(load.walkers.every(({ done }) => done)).toBe(true);

  await onDatabase(dataDir, async (database) => {
    const sent = load.walkers.reduce((sum, { answered }) => sum + answered.size, 0);
    expect(
      await until(async () => {
        const account = await accountOf(database);
        return account?.stuck === 0 && account.unhandled === 0 ? account : null;
      }, 'all is said'),
    ).toEqual({ unhandled: 0, turns: sent, versions: sent, unanswered: 0, stuck: 0 });
    expect(await database.family.count()).toBe(12);
    expect(await database.task.count({ where: { kind: 'registration' } })).toBe(12);
  });
  // What was answered before the kills is answered the same now.
  for (const { id, answered } of load.walkers) {
    const [message, answer] = [...answered].at(Math.floor(answered.size / 2)) ?? [];
    const again = await fetch(`${child.url}/chat/api/conversations/${id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: message, text: 'anything' }),
    });
    expect(await again.json()).toEqual(answer);
  }
}, 120_000);

test('killed while it sends: the message goes out after the next start, and those behind it in order', async () => {
  await using bot = await startFakeBotApi();
  const dataDir = await usedFolder();
  const environment = { ...alone, ...telegramEnvironment(bot) };
  const child = await programChild({ dataDir, environment });
  const person = bot.person({ id: 901, language: 'ar' });
  bot.trouble('sendMessage', 'never-answers');
  person.says('السلام عليكم');
  await bot.called('sendMessage');
  person.says('العربية');
  await bot.confirmed();
  await child.end('SIGKILL');

  await programChild({ dataDir, environment });
  await bot.until(() => person.messages.find(({ text }) => text.includes('أكلم أخت')));
  expect(person.messages.map(({ text }) => text.includes('أكلم أخت'))).toEqual([false, true]);
}, 60_000);

test('killed before an update is confirmed: it comes again, and has the effect of once', async () => {
  await using bot = await startFakeBotApi();
  const dataDir = await usedFolder();
  const environment = { ...alone, ...telegramEnvironment(bot) };
  const child = await programChild({ dataDir, environment });
  const person = bot.person({ id: 902, language: 'ar' });
  person.says('السلام عليكم');
  const isSent = (database: ReturnType<typeof openDatabase>) =>
    until(
      async () => (await database.outbound.count({ where: { state: 'sent' } })) === 1,
      'the reply is sent',
    );
  await onDatabase(dataDir, isSent);
  await child.end('SIGKILL');
  bot.deliverAgain();
  await programChild({ dataDir, environment });
  person.says('العربية');
  await bot.until(() => person.messages.find(({ text }) => text.includes('أكلم أخت')));
  expect(person.messages).toHaveLength(2);
  expect(await onDatabase(dataDir, (database) => database.inbound.count())).toBe(2);
}, 60_000);

test('killed in the middle of its very first start, twice: the next start is ready', async () => {
  const dataDir = temporaryFolder();
  const moments = [
    () => existsSync(join(dataDir, 'lock')),
    // The server runs, and the tables are being made.
    () => existsSync(join(homeOf(dataDir), 'pg', 'postmaster.pid')),
  ];
  for (const reached of moments) {
    const child = spawnProgram({ dataDir, environment: alone });
    await until(reached, 'the moment to kill it');
    await child.end('SIGKILL');
  }
  const ready = await programChild({ dataDir, environment: alone });
  expect(await (await fetch(`${ready.url}/readyz`)).json()).toMatchObject({ ready: true });
}, 60_000);
