import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { phonePhoto, voiceNote } from '../documents/samples.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { type RunningProgram, runProgram, stopPrograms } from '../support/program.ts';
import { type Act, type Chat, openChat } from '../support/program-chat.ts';
import { answerUntil, register, registrationScript, someFamily } from '../support/program-registration.ts';
import { openPhone, telegramEnvironment } from '../support/program-telegram.ts';

let database: TestDatabase;
let program: RunningProgram;
const taken = someFamily();

beforeAll(async () => {
  database = await testDatabase();
  program = await runProgram({ databaseUrl: database.url });
  await register(openChat(program), taken);
});
afterAll(async () => {
  await stopPrograms();
  await database.drop();
});

const text = (words: string): Act => ({ text: words });
const file = (name: string, type: string, content: Uint8Array): Act => ({ file: { content, name, type } });
const wrongId = (id: string): string => `${id.slice(0, 9)}${(Number(id.at(-1)) + 1) % 10}`;
const page = new TextEncoder().encode('<html><script>alert(1)</script></html>');
const tomorrow = '١/١/٢٠٩٩';
const inDigits = (digits: string) => (words: string) =>
  words.replace(/\d/gu, (digit) => digits[Number(digit)] ?? '');
const arabic = inDigits('٠١٢٣٤٥٦٧٨٩');
const persian = inDigits('۰۱۲۳۴۵۶۷۸۹');

interface BadInput {
  readonly what: string;
  readonly act: () => Act | Promise<Act>;
  /** In the words of the reader. */
  readonly helps: { readonly ar: RegExp; readonly en: RegExp };
}

/** Questions of the registration in their order, each with what people send instead of an answer. */
const table: readonly (readonly [string, readonly BadInput[]])[] = [
  [
    'registration.fullName',
    [
      {
        what: 'ten thousand characters',
        act: () => text('ن'.repeat(10_000)),
        helps: { ar: /رسالة طويلة جدًا/u, en: /very long/u },
      },
      {
        what: 'NUL and a lone surrogate',
        act: () => text('\u0000\ud800'),
        helps: { ar: /الاسم حروف فقط|فاضية/u, en: /letters|empty/u },
      },
    ],
  ],
  [
    'registration.birthDate',
    [
      { what: 'a future date', act: () => text(tomorrow), helps: { ar: /ما جا بعد/u, en: /not come yet/u } },
      {
        what: 'no date at all',
        act: () => text('ما اتذكر والله'),
        helps: { ar: /تاريخ/u, en: /date/u },
      },
    ],
  ],
  [
    'registration.city',
    [
      {
        what: 'a voice note at buttons',
        act: () => file('note.ogg', 'audio/ogg', voiceNote()),
        helps: { ar: /الأزرار/u, en: /buttons/u },
      },
    ],
  ],
  [
    'registration.nationalId',
    [
      {
        what: 'a wrong check digit, in Arabic digits',
        act: () => text(arabic(wrongId(taken.nationalId))),
        helps: { ar: /خانة غير صحيحة/u, en: /One digit does not fit/u },
      },
      {
        what: 'nine digits',
        act: () => text(taken.nationalId.slice(0, 9)),
        helps: { ar: /١٠ أرقام، واللي وصلني عددها ٩/u, en: /has 10 digits; I got 9/u },
      },
      {
        what: 'an ID that is registered already, in Arabic digits',
        act: () => text(arabic(taken.nationalId)),
        helps: { ar: /مسجّل عندنا من قبل/u, en: /already registered/u },
      },
    ],
  ],
  [
    'registration.mobile',
    [
      {
        what: 'a number from abroad',
        act: () => text('+201001234567'),
        helps: { ar: /من خارج المملكة/u, en: /from abroad/u },
      },
    ],
  ],
  [
    'registration.iban',
    [
      {
        what: 'an IBAN of another country',
        act: () => text('GB82WEST12345698765432'),
        helps: { ar: /من بلد ثانٍ/u, en: /from another country/u },
      },
      {
        what: 'a wrong checksum',
        act: () => text('SA0380000000608010167518'),
        helps: { ar: /خانة غير صحيحة/u, en: /does not fit/u },
      },
    ],
  ],
  [
    'registration.idPhoto',
    [
      {
        what: 'text where a photo is asked',
        act: () => text('هذي هويتي'),
        helps: { ar: /أحتاج هنا صورة/u, en: /I need a photo here/u },
      },
      {
        what: 'a page that says it is a photo',
        act: () => file('hawiya.jpg', 'image/jpeg', page),
        helps: { ar: /غير ما يقوله اسمه|ما نستقبله/u, en: /not what its name says|cannot take/u },
      },
      {
        what: 'half of a photo',
        act: async () => file('hawiya.jpg', 'image/jpeg', (await phonePhoto(400, 300)).subarray(0, 400)),
        helps: { ar: /ما انفتح معنا/u, en: /did not open/u },
      },
      {
        what: 'an empty file',
        act: () => file('hawiya.jpg', 'image/jpeg', new Uint8Array()),
        helps: { ar: /فاضي/u, en: /empty/u },
      },
    ],
  ],
];

describe.each([
  { language: 'ar', sex: 'female', speaks: /اختاري/u, never: /اختر واحدًا/u },
  { language: 'ar', sex: 'male', speaks: /اختر/u, never: /اختاري|اكتبي|تأكدي/u },
  { language: 'en', sex: 'female', speaks: /pick/u, never: /[\u0621-\u064a]{4}/u },
] as const)('in $language to a $sex', ({ language, sex, speaks, never }) => {
  let chat: Chat;
  const own = someFamily({ language, sex, fullName: 'Sara Alqahtani', called: 'Sara' });

  beforeAll(async () => {
    chat = openChat(program);
    await chat.says('hello');
    const script = await registrationScript(own);
    await answerUntil(chat, { ...script, 'menu.menu': { choice: 'registration' } }, 'registration.fullName');
  });

  test.each(table)(
    '%s: every bad answer is met with help, and the question again',
    async (question, inputs) => {
      if (chat.waiting !== question) await answerUntil(chat, await registrationScript(own), question);
      const said: string[] = [];
      for (const { what, act, helps } of inputs) {
        const answer = await chat.act(await act());
        expect(chat.waiting, what).toBe(question);
        const words = answer.replies.map((reply) => reply.text).join('\n');
        said.push(words);
        expect(words, what).toMatch(helps[language]);
        expect(words, what).not.toMatch(never);
      }
      // Never the same sentence again.
      expect(new Set(said).size).toBe(said.length);
      if (question === 'registration.city') expect(said.join()).toMatch(speaks);
    },
  );
});

test('a voice note, a file and a place at the menu are met with help and the menu again', async () => {
  const chat = openChat(program);
  await register(chat, someFamily());
  for (const [act, helps] of [
    [file('note.ogg', 'audio/ogg', voiceNote()), /أقرأ الكلام فقط/u],
    [file('paper.pdf', 'application/pdf', page), /غير ما يقوله اسمه/u],
    [{ location: { lat: 26.3, lon: 43.9 } }, /الكلام|الأزرار|اختاري/u],
  ] as const) {
    const answer = await chat.act(act);
    expect(chat.waiting).toBe('menu.menu');
    expect(answer.replies.map((reply) => reply.text).join()).toMatch(helps);
    expect(answer.replies.at(-1)?.choices.length).toBeGreaterThan(2);
  }
});

test('numbers are understood in Arabic-Indic, Persian and Latin digits', async () => {
  const chat = openChat(program);
  const own = someFamily();
  await chat.says('ابي اسجل');
  const script = await registrationScript(own);
  await answerUntil(chat, script, 'registration.nationalId');
  await chat.says(arabic(own.nationalId));
  await chat.says(persian(own.mobile));
  await answerUntil(chat, script, 'registration.householdSize');
  await chat.says('۶ اشخاص');
  expect(chat.waiting).toBe('registration.dependants');
});

test('on Telegram a sticker is answered, and the question stands', async () => {
  await using bot = await startFakeBotApi();
  const other = await testDatabase();
  const own = await runProgram({ databaseUrl: other.url, environment: telegramEnvironment(bot) });
  const person = bot.person({ id: 801, language: 'ar' });
  const phone = openPhone(own, bot, person);
  await phone.act({ text: 'السلام عليكم' });
  await phone.act({ text: 'العربية' });
  person.sendsSticker();
  const told = await bot.until(() =>
    person.messages.find(({ text: words }) => words.includes('ما أقدر أقرأه')),
  );
  expect(told.text).toContain('أكلم أخت');
  await own.stop();
  await other.drop();
});
