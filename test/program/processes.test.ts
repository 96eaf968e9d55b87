import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLease } from '../../src/db/lease.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { programFolder, type RunningProgram, runProgram, stopPrograms, until } from '../support/program.ts';
import { openChat } from '../support/program-chat.ts';
import { programChild, stopChildren } from '../support/program-process.ts';
import { register, someFamily } from '../support/program-registration.ts';
import { openPhone, telegramEnvironment } from '../support/program-telegram.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await stopPrograms();
  await stopChildren();
  await database.drop();
});

/** A program that stores what it receives and takes no turn: its driver is stopped, as that of a process that dies. */
const receivesOnly = async (program: RunningProgram): Promise<void> => program.house.driver.stop();

test('a message received by one process and taken by another is answered all the same', async () => {
  const dataDir = programFolder();
  const web = await runProgram({ databaseUrl: database.url, dataDir, words: ['--role', 'web'] });
  const worker = await runProgram({ databaseUrl: database.url, dataDir, words: ['--role', 'worker'] });
  await receivesOnly(web);
  const chat = openChat(web);
  const answer = await chat.says('السلام عليكم');
  expect(answer.question).toMatchObject({ flow: 'welcome', key: 'language' });
  expect(answer.replies[0]?.text).toContain('حرفة');
  expect((await fetch(`${worker.url}/chat`)).status).toBe(404);
});

test('one conversation over two processes is taken one message at a time', async () => {
  const dataDir = programFolder();
  const programs = [
    await runProgram({ databaseUrl: database.url, dataDir }),
    await runProgram({ databaseUrl: database.url, dataDir }),
  ];
  const [first] = programs;
  if (!first) throw new Error('no program');
  const chat = openChat(first);
  await chat.says('السلام عليكم');
  await Promise.all(
    Array.from({ length: 40 }, async (_, place) => {
      const other = openChat(programs[place % 2] ?? first, chat.id);
      await other.act({ choice: place % 2 === 0 ? 'lang:en' : 'lang:ar' }, `both-${place}`);
    }),
  );
  expect(await first.stores.database.conversation.findMany({ select: { version: true } })).toEqual([
    { version: 41 },
  ]);
});

test('a registration goes through processes of different roles, with the card on the other side', async () => {
  const dataDir = programFolder();
  const web = await runProgram({ databaseUrl: database.url, dataDir, words: ['--role', 'web'] });
  await runProgram({ databaseUrl: database.url, dataDir, words: ['--role', 'worker,bot'] });
  const noura = openChat(web);
  await noura.says(await web.invite('case-officer', 'نورة'));
  const family = openChat(web);
  await register(family, someFamily({ called: 'أم بدر' }));
  await noura.hears('أم بدر');
});

test('only one process polls Telegram; when it is killed, another takes over and nothing is lost', async () => {
  await using bot = await startFakeBotApi();
  const dataDir = programFolder();
  const environment = telegramEnvironment(bot);
  const child = await programChild({ databaseUrl: database.url, dataDir, environment });
  await bot.called('getUpdates');
  const program = await runProgram({ databaseUrl: database.url, dataDir, environment });
  const person = bot.person({ id: 701, language: 'ar' });
  const phone = openPhone(program, bot, person);
  await phone.act({ text: 'السلام عليكم' });
  expect(program.log()).not.toContain('this process receives the updates');
  await child.end('SIGKILL');
  person.says('العربية');
  await until(
    () => program.log().includes('this process receives the updates'),
    'the lease changes hands',
    40_000,
  );
  await bot.confirmed();
  await bot.until(() => person.messages.find(({ text }) => text.includes('أكلم أخت')));
}, 60_000);

test('a holder that froze beyond its lease is refused, and knows it before anybody else can hold it', async () => {
  const program = await runProgram({ databaseUrl: database.url });
  const { database: house } = program.stores;
  const frozen = await acquireLease(house, 'a-lease', 'first');
  expect(await acquireLease(house, 'a-lease', 'second')).toBeNull();
  // As if the first had been frozen for as long as the lease lasts.
  await house.lease.update({ where: { name: 'a-lease' }, data: { expiresAt: new Date(0) } });
  const second = await acquireLease(house, 'a-lease', 'second');
  expect(second?.token).toBe((frozen?.token ?? 0n) + 1n);
  await new Promise((resolve) => frozen?.signal.addEventListener('abort', resolve, { once: true }));
  expect(frozen?.isHeld()).toBe(false);
  await frozen?.release();
  expect((await house.lease.findUniqueOrThrow({ where: { name: 'a-lease' } })).holder).toBe('second');
  await second?.release();
});
