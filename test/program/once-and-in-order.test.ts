import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { type RunningProgram, runProgram, stopPrograms, until } from '../support/program.ts';
import { type ChatAnswer, openChat } from '../support/program-chat.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await stopPrograms();
  await database.drop();
});

const shuffled = <Value>(values: readonly Value[]): Value[] =>
  values
    .map((value, place) => ({ value, by: (place * 7919) % 101 }))
    .sort((one, other) => one.by - other.by)
    .map(({ value }) => value);

const conversations = (program: RunningProgram) =>
  program.stores.database.conversation.findMany({ select: { version: true, waitingKey: true } });

/** Whether some message was handled before one that had come earlier in its conversation. */
const isDisordered = async (program: RunningProgram): Promise<boolean> => {
  const rows = await program.stores.database.$queryRaw<{ readonly seq: bigint }[]>`
    select i.seq from inbound i join inbound later on later.conversation_id = i.conversation_id
      and later.seq > i.seq and later.handled_at < i.handled_at`;
  return rows.length > 0;
};

describe('a Telegram update', () => {
  const webhookSecret = 'secret-of_the-webhook-1234';
  const updateOf = (id: number, content: object) => ({
    update_id: id,
    message: {
      message_id: id,
      date: 1_800_000_000,
      chat: { id: 501, type: 'private', first_name: 'Noura' },
      from: { id: 501, is_bot: false, first_name: 'Noura', language_code: 'ar' },
      ...content,
    },
  });

  test('delivered five times, concurrently and out of order, has the effect of one', async () => {
    await using bot = await startFakeBotApi();
    const noura = bot.person({ id: 501, language: 'ar' });
    noura.opensChat();
    const program = await runProgram({
      databaseUrl: database.url,
      environment: {
        TELEGRAM_BOT_TOKEN: bot.token,
        TELEGRAM_API_ROOT: bot.apiRoot,
        TELEGRAM_MODE: 'webhook',
        TELEGRAM_WEBHOOK_SECRET: webhookSecret,
        PUBLIC_URL: 'https://herfah.example',
      },
    });
    const deliver = (update: object): Promise<number> =>
      fetch(`${program.url}/webhooks/telegram`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret },
        body: JSON.stringify(update),
      }).then(({ status }) => status);
    const words = ['السلام عليكم', 'العربية', 'أخت', 'نعم'];
    for (const [place, text] of words.entries()) {
      const update = updateOf(7001 + place, { text });
      const late = place === 0 ? [] : [updateOf(7000 + place, { text: words[place - 1] })];
      const deliveries = shuffled([...Array.from({ length: 5 }, () => update), ...late, ...late]);
      expect(await Promise.all(deliveries.map(deliver))).toEqual(deliveries.map(() => 200));
      await until(
        async () => (await program.stores.database.inbound.count({ where: { handledAt: null } })) === 0,
        'all are handled',
      );
    }
    expect(await program.stores.database.inbound.count()).toBe(words.length);
    expect(await conversations(program)).toEqual([
      { version: words.length, waitingKey: 'consentAnnouncements' },
    ]);
    const replies = await program.stores.database.outbound.count();
    await until(() => noura.messages.length === replies, 'every reply came once');
    expect(new Set(noura.messages.map(({ text }) => text)).size).toBe(replies);
  });
});

describe('a web message', () => {
  test('with the id of an earlier one gets the same answer, and changes nothing', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    await chat.says('السلام عليكم');
    const first = await chat.act({ choice: 'en' }, 'mine');
    await chat.chooses('female');
    await chat.chooses('lang:ar');
    const again = await Promise.all([1, 2, 3, 4, 5].map(() => chat.post({ choice: 'en' }, 'mine')));
    for (const response of again) expect(await response.json()).toEqual(first);
    expect(await conversations(program)).toMatchObject([{ version: 4 }]);
  });

  test('with an id that another conversation used is a message of its own', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const answers = await Promise.all(
      [1, 2].map(() => openChat(program).act({ text: 'السلام عليكم' }, 'mine')),
    );
    expect(answers.map(({ question }) => question?.key)).toEqual(['language', 'language']);
    expect(await conversations(program)).toMatchObject([{ version: 1 }, { version: 1 }]);
  });

  test('that overtakes a message from the house hides nothing: reading on from its reply gives both', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    await chat.says('السلام عليكم');
    const { personId } = await program.stores.database.contact.findFirstOrThrow();
    const reply = { parts: [{ key: 'alerts:family.person-done' }] };
    await program.house.carryOut(async () => ({ messages: [{ personId, policy: 'dialogue', reply }] }));
    const isSent = { inboundSeq: null, state: 'sent' };
    await until(
      async () => (await program.stores.database.outbound.count({ where: isSent })) === 1,
      'it is sent',
    );
    await chat.chooses('en');
    expect((await chat.look()).replies.map(({ text }) => text)).toEqual([
      expect.stringContaining('is closed'),
    ]);
    expect((await chat.look()).replies).toEqual([]);
  });

  test('a hundred of one conversation at once are taken one at a time, each answered', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    await chat.says('السلام عليكم');
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, place) => {
        const response = await chat.post(
          { choice: place % 2 === 0 ? 'lang:en' : 'lang:ar' },
          `at-once-${place}`,
        );
        return (await response.json()) as ChatAnswer;
      }),
    );
    expect(answers.every(({ replies }) => replies.length > 0)).toBe(true);
    expect(await conversations(program)).toEqual([{ version: 101, waitingKey: 'language' }]);
    expect(await program.stores.database.inbound.count({ where: { handledAt: null } })).toBe(0);
    expect(await isDisordered(program)).toBe(false);
    const said = await program.stores.database.outbound.findMany({
      select: { inboundSeq: true },
      orderBy: { seq: 'asc' },
    });
    const seqs = said.map(({ inboundSeq }) => Number(inboundSeq));
    expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
  });
});

describe('conversations do not wait for each other', () => {
  test('a thousand at once are all answered', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chats = Array.from({ length: 1000 }, () => openChat(program));
    const answers = await Promise.all(chats.map((chat) => chat.act({ text: 'السلام عليكم' })));
    expect(answers.filter(({ question }) => question?.key === 'language')).toHaveLength(1000);
  });

  test('a file whose download hangs holds up its own conversation alone', async () => {
    await using bot = await startFakeBotApi();
    const slow = bot.person({ id: 601, language: 'ar' });
    const program = await runProgram({
      databaseUrl: database.url,
      environment: { TELEGRAM_BOT_TOKEN: bot.token, TELEGRAM_API_ROOT: bot.apiRoot },
    });
    bot.trouble('download', ...Array.from({ length: 40 }, () => 'never-answers' as const));
    for (let file = 0; file < 40; file++) {
      const person = file === 0 ? slow : bot.person({ id: 601 + file, language: 'ar' });
      person.sendsPhoto(Uint8Array.of(0xff, 0xd8, 0xff));
    }
    await bot.called('getFile', 40);
    const quick = Array.from({ length: 50 }, () => openChat(program));
    const answers = await Promise.all(quick.map((chat) => chat.act({ text: 'السلام عليكم' })));
    expect(answers.filter(({ question }) => question?.key === 'language')).toHaveLength(50);
    const waiting = await program.stores.database.inbound.count({ where: { handledAt: null } });
    expect(waiting).toBe(40);
    await bot.shutDown();
  });
});
