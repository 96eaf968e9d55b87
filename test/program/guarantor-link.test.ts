import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type FakeBotApi, startFakeBotApi } from '../support/fake-bot-api.ts';
import { type RunningProgram, runProgram, stopPrograms, until } from '../support/program.ts';
import { applicationScript, restOfApplication } from '../support/program-application.ts';
import { type Chat, openChat } from '../support/program-chat.ts';
import { answerUntil, register, someFamily } from '../support/program-registration.ts';
import { openPhone, telegramEnvironment } from '../support/program-telegram.ts';

// The link that a family passes on, as Telegram hands it in (`/start <code>`) and as the web chat opens it (`#say=<code>`).

let database: TestDatabase;
let bot: FakeBotApi;
let program: RunningProgram;
let mother: Chat;
const clock = { now: new Date('2026-11-24T07:00:00Z') };
const numbers = { fahad: '+966555550001', huda: '0555550002' };

const approve = async (family: Chat, noura: Chat): Promise<void> => {
  const card = await noura.hears(/^تسجيل جديد/u);
  await noura.presses(await noura.presses(card, 'approve'), 'approve-sure');
  await family.hears('مبروك');
};

beforeAll(async () => {
  database = await testDatabase();
  bot = await startFakeBotApi();
  program = await runProgram({
    databaseUrl: database.url,
    clock: () => clock.now,
    environment: telegramEnvironment(bot),
  });
  const noura = openChat(program);
  await noura.says(await program.invite('case-officer', 'نورة'));
  mother = openChat(program);
  const own = someFamily({ called: 'أم سليمان' });
  await register(mother, own);
  await approve(mother, noura);
  await answerUntil(mother, applicationScript(own), 'loan-application.study');
  const rest = { ...restOfApplication, 'loan-application.amount': { text: '12000' } };
  await answerUntil(mother, rest, 'name-guarantor.way');
}, 120_000);
afterAll(async () => {
  await stopPrograms();
  await bot[Symbol.asyncDispose]();
  await database.drop();
});

/** What stands in the message that is passed on: the links, and the code alone. */
const passedOn = (chat: Chat) => {
  const text = chat.replies.findLast((reply) => /t\.me/u.test(reply.text))?.text ?? '';
  const [telegram = '', web = ''] = text.match(/https?:\/\/\S+/gu) ?? [];
  return { telegram, web, code: /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(text)?.[0] ?? '' };
};

const names = async (words: string): Promise<ReturnType<typeof passedOn>> => {
  await mother.says(words);
  if (mother.waiting === 'name-guarantor.relation') await mother.chooses('sibling');
  return passedOn(mother);
};

const stateOf = async (): Promise<string | undefined> =>
  (await program.stores.database.guarantor.findFirst({ orderBy: { createdAt: 'desc' } }))?.state;

const personOf = (id: number, phone: string) => {
  const person = bot.person({ id, language: 'ar', phone });
  const phoneInHand = openPhone(program, bot, person);
  const heard = (words: string | RegExp) =>
    bot.until(() => person.messages.find(({ text }) => new RegExp(words, 'u').test(text)));
  return { person, heard, opens: (link: string) => phoneInHand.act({ text: `/start ${link}` }), phoneInHand };
};

test('the link is one that Telegram opens, and its payload one that Telegram takes; to the applicant herself it opens nothing', async () => {
  const { telegram, web, code } = await names(`أبو فهد ${numbers.fahad}`);
  const link = new URL(telegram);
  expect(link.origin).toBe('https://t.me');
  expect(link.searchParams.get('start')).toBe(code);
  expect(code).toMatch(/^[A-Za-z0-9_-]{1,64}$/u);
  expect(web.endsWith(`/chat#say=${code}`)).toBe(true);
  const own = await mother.says(code);
  expect(own.replies[0]?.text).toContain('هذا الرابط لكفيلك');
  expect(await stateOf()).toBe('invited');
});

test('over Telegram: the first use, the second, and by somebody else before and after the number is proven', async () => {
  const { code } = passedOn(mother);
  const fahad = personOf(801, numbers.fahad.slice(1));
  const other = personOf(802, '966555550009');
  await fahad.opens(code);
  expect(fahad.phoneInHand.waiting).toBe('guarantor.address');
  await fahad.heard('شخص يعرفك سمّاك كفيلًا');
  expect(JSON.stringify(fahad.person.messages)).not.toMatch(/أم سليمان|12,000|١٢/u);
  await fahad.opens(code);
  expect(fahad.phoneInHand.waiting).toBe('guarantor.address');
  // Whoever opens it last is asked for the number, which he cannot prove.
  await other.opens(code);
  expect(other.phoneInHand.waiting).toBe('guarantor.address');
  await other.phoneInHand.act({ choice: 'male' });
  other.person.sharesContact();
  await other.heard('غير الرقم المكتوب عندنا للكفيل');
  await fahad.opens(code);
  await fahad.phoneInHand.act({ choice: 'male' });
  fahad.person.sharesContact();
  await fahad.heard('الطلب من أم سليمان');
  expect(await stateOf()).toBe('proven');
  await other.opens(code);
  await other.heard('وما يفتح إلا له');
  await fahad.opens(code);
  await fahad.heard('الطلب من أم سليمان');
  expect(bot.unansweredQueries).toBe(0);
}, 60_000);

test('in the web chat, by somebody who is a family already: no question twice, and the own case stays as it is', async () => {
  const huda = openChat(program);
  await register(huda, someFamily({ called: 'أم خالد' }));
  const { web, code } = await names(`أم خالد ${numbers.huda}`);
  expect(web.endsWith(code)).toBe(true);
  const opened = await huda.says(code);
  // She is known and addressed already: only the number is asked.
  expect(huda.waiting).toBe('guarantor.mobile');
  expect(opened.replies.map(({ text }) => text).join('\n')).not.toContain('كيف نخاطبك');
  const typed = await huda.says(numbers.huda);
  expect(typed.replies[0]?.text).toContain('يتصل عليك موظف');
  expect(huda.waiting).toBe('menu.menu');
  const where = await huda.says('وين طلبي');
  const words = where.replies.map(({ text }) => text).join('\n');
  expect(words).toContain('طلبك رقم');
  expect(words).toContain('وصلك رابط كفالة');
}, 60_000);

test('expired, it says so on both channels, and by whom a new one comes', async () => {
  const { code } = passedOn(mother);
  clock.now = new Date(clock.now.getTime() + 9 * 86_400_000);
  const stranger = openChat(program);
  const web = await stranger.says(code);
  expect(web.replies[0]?.text).toMatch(/انتهى وقته[\s\S]*رابطًا جديدًا/u);
  const late = personOf(803, '966555550010');
  late.person.says(`/start ${code}`);
  await until(async () => {
    // The database's clock is the real one: what a later day sends is due at once.
    await program.stores.database.$executeRaw`
      update outbound set not_before = now() where state = 'pending' and not_before > now() + interval '1 hour'`;
    return late.person.messages.find(({ text }) => text.includes('انتهى وقته'));
  }, 'the late one hears that the link has ended');
}, 60_000);
