import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type FakeBotApi, startFakeBotApi } from '../support/fake-bot-api.ts';
import { type RunningProgram, runProgram, stopPrograms, until } from '../support/program.ts';
import { type Chat, type ChatReply, openChat } from '../support/program-chat.ts';
import { answerUntil, register, registrationScript, someFamily } from '../support/program-registration.ts';
import { telegramEnvironment, webhookSecret } from '../support/program-telegram.ts';

let database: TestDatabase;
let bot: FakeBotApi;
let program: RunningProgram;
let noura: Chat;
let family: Chat;
let card: ChatReply;

beforeAll(async () => {
  database = await testDatabase();
  bot = await startFakeBotApi();
  program = await runProgram({
    databaseUrl: database.url,
    environment: telegramEnvironment(bot, 'webhook'),
  });
  noura = openChat(program);
  await noura.says(await program.invite('case-officer', 'نورة'));
  family = openChat(program);
  await register(family, someFamily({ called: 'أم مشاري' }));
  card = await noura.hears(/^تسجيل جديد[^\n]*\n.*أم مشاري/su);
});
afterAll(async () => {
  await stopPrograms();
  await bot.shutDown();
  await database.drop();
});

const button = (verb: string): string =>
  card.choices.find(({ id }) => id.startsWith(`act:${verb}:`))?.id ?? `act:${verb}:1:1`;
const familyRow = () => program.stores.database.family.findFirstOrThrow();
const refusals = () =>
  program.stores.database.audit.count({ where: { action: { in: ['action.refused', 'refused'] } } });

describe('a forged webhook', () => {
  const update = {
    update_id: 1,
    message: {
      message_id: 1,
      date: 1_800_000_000,
      text: 'hello',
      chat: { id: 9, type: 'private', first_name: 'X' },
      from: { id: 9, is_bot: false, first_name: 'X' },
    },
  };
  test.each([
    ['without a secret', {}],
    ['with another secret', { 'x-telegram-bot-api-secret-token': 'guessed' }],
    ['with a secret that is longer', { 'x-telegram-bot-api-secret-token': `${webhookSecret}x` }],
    ['with an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
  ])('%s is refused, and nothing is stored', async (_, headers) => {
    const before = await program.stores.database.inbound.count();
    const answer = await fetch(`${program.url}/webhooks/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
      body: JSON.stringify(update),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await program.stores.database.inbound.count()).toBe(before);
  });
});

describe("another's conversation", () => {
  test('guessed from its own id shows nothing, whatever is guessed', async () => {
    const { id } = family;
    const last = id.at(-1) === 'A' ? 'B' : 'A';
    for (const guess of [
      `${id.slice(0, -1)}${last}`,
      id.toLowerCase().toUpperCase(),
      `${id}A`,
      id.slice(1),
    ]) {
      const answer = await fetch(`${program.url}/chat/api/conversations/${guess}/messages`);
      expect(await answer.json()).toMatchObject({ replies: [], question: null });
    }
  });

  test("another's reply id as `after`, and another's file, give nothing of it", async () => {
    const stranger = openChat(program);
    await stranger.says('السلام عليكم');
    const theirs = family.replies.at(-1)?.id ?? '';
    const url = `${program.url}/chat/api/conversations/${stranger.id}`;
    const answer = (await (await fetch(`${url}/messages?after=${theirs}`)).json()) as {
      readonly replies: readonly { readonly id: string }[];
    };
    expect(answer.replies.every(({ id }) => stranger.replies.some((own) => own.id === id))).toBe(true);
    const document = await program.stores.database.document.findFirstOrThrow();
    expect((await fetch(`${url}/media/${document.id}`)).status).toBe(404);
  });
});

describe('a staff code', () => {
  test('works once: the second who types it gets the same answer as for a code that never was', async () => {
    const code = await program.invite('case-officer', 'هند');
    await openChat(program).says(code);
    const thief = openChat(program);
    await thief.says('السلام عليكم');
    const used = (await thief.says(code)).replies[0]?.text;
    const never = (await thief.says('HRF-AAAA-BBBB')).replies[0]?.text;
    expect(used).toContain('هذا الرمز مستعمل');
    expect(never).toBe(used);
    expect((await thief.chooses('staff-tasks')).question?.flow).not.toBe('staff-tasks');
  });

  test('typed by two at once makes one of them the member', async () => {
    const code = await program.invite('case-officer', 'جواهر');
    const both = [openChat(program), openChat(program)];
    const answers = await Promise.all(both.map((chat) => chat.says(code)));
    expect(answers.filter(({ replies }) => replies[0]?.text.includes('جواهر'))).toHaveLength(1);
  });
});

describe("an officer's button", () => {
  test.each(['claim', 'open', 'approve', 'decline', 'ask', 'unmask', 'verify'])(
    'to %s, pressed by the family itself or by a stranger, does nothing and is kept in the audit trail',
    async (verb) => {
      const before = { row: await familyRow(), refused: await refusals() };
      for (const who of [family, openChat(program)]) {
        const [first] = (await who.chooses(button(verb))).replies;
        expect(first?.text ?? '').not.toContain('لطيفة سليمان');
      }
      expect(await familyRow()).toEqual(before.row);
      expect(await refusals()).toBe(before.refused + 2);
    },
  );

  test('of another role, or of the bank, is refused', async () => {
    const row = await familyRow();
    for (const role of ['marketing-officer', 'finance-officer', 'bank-officer'] as const) {
      const member = openChat(program);
      await member.says(await program.invite(role, 'زميل'));
      for (const verb of ['open', 'approve', 'unmask']) {
        const [first] = (await member.chooses(button(verb))).replies;
        expect(first?.text).toContain('ليس');
        expect(first?.text).not.toContain('لطيفة سليمان');
      }
    }
    expect(await familyRow()).toEqual(row);
  });

  test("a man's does not look at what is for women only", async () => {
    const man = openChat(program);
    await man.says(await program.invite('case-officer', 'سعد', 'male'));
    const woman = openChat(program);
    const own = someFamily({ called: 'أم ريان' });
    await woman.says('ابي اسجل');
    await answerUntil(
      woman,
      { ...(await registrationScript(own)), 'registration.womenOnly': { choice: 'yes' } },
      'registration.review',
    );
    await woman.chooses('submit');
    const task = await program.stores.database.task.findFirstOrThrow({
      where: { kind: 'document' },
      orderBy: { number: 'desc' },
    });
    const [refused] = (await man.chooses(`act:verify:${task.number}:${task.version}`)).replies;
    expect(refused?.text).toContain('موظفات');
    expect((await program.stores.database.document.findMany({ where: { state: 'verified' } })).length).toBe(
      0,
    );
  });
});

test("a family's controls and choices with ids of others' tasks do nothing", async () => {
  // Alerts are not what this is about: they have all been sent.
  await until(
    async () => (await program.stores.database.task.count({ where: { alertedAt: null } })) === 0,
    'alerts',
  );
  const before = await program.stores.database.task.findMany({ orderBy: { number: 'asc' } });
  const stranger = openChat(program);
  await stranger.says('السلام عليكم');
  for (const id of [
    'staff-register',
    'staff-tasks',
    'edit:nationalId',
    'remove:products.0',
    'family-1',
    'draft-0',
    'act:',
    'act:approve',
    'act:approve:1:1:1',
    'act:approve:999999999999:1',
    "act:approve:1' or 1=1:1",
    'open:agree-registration',
    'agree-registration',
    'answer-request',
  ]) {
    const answer = await stranger.chooses(id);
    expect(answer.replies.length).toBeGreaterThan(0);
    expect(JSON.stringify(answer)).not.toContain('لطيفة');
  }
  expect(await program.stores.database.task.findMany({ orderBy: { number: 'asc' } })).toEqual(before);
});
