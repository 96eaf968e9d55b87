import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Drawing } from '../../src/engine/vocabulary.ts';
import { createLogger } from '../../src/observability/log.ts';
import { createDraw } from '../../src/paper/drawing.ts';
import { testDatabase } from '../support/database.ts';
import { type FakeBotApi, startFakeBotApi } from '../support/fake-bot-api.ts';
import { type RunningProgram, runProgram, stopPrograms } from '../support/program.ts';
import { applicationScript, restOfApplication } from '../support/program-application.ts';
import { type Chat, openChat } from '../support/program-chat.ts';
import { answerUntil, register, registrationScript, someFamily } from '../support/program-registration.ts';
import { openPhone, telegramEnvironment } from '../support/program-telegram.ts';

afterAll(stopPrograms);

/** The program's work and the pictures' share two processors with others. */
const wholeWayMillis = 120_000;

/** 20 a day on 26 days at 15 riyals, 6 of them materials, all the year alike: half of what is left is the most. */
const drawingOf = (project: string): Drawing => ({
  kind: 'study',
  project,
  salesHalalas: 780_000,
  costsHalalas: 312_000,
  months: Array.from({ length: 12 }, () => ({
    salesHalalas: 780_000,
    costsHalalas: 312_000,
    isStrong: false,
  })),
  instalmentHalalas: 234_000,
  isChosen: false,
});

const arabic = drawingOf('مطبخ كليجا في البيت');
const english = drawingOf('A home kitchen for kleija');
const arabicReader = { language: 'ar', address: 'female', digits: 'arabic' } as const;
const englishReader = { language: 'en', address: 'female', digits: 'arabic' } as const;

const drawn = async (
  { house }: RunningProgram,
  drawing: Drawing,
  reader: typeof arabicReader | typeof englishReader,
): Promise<Buffer> => {
  const log = createLogger({ level: 'silent' });
  const made = await createDraw({ press: house.press, renderer: house.renderer, log })(drawing, reader);
  if (!made) throw new Error('nothing was drawn');
  return Buffer.from(made.content);
};

/** An officer accepts the registration that just came in. */
const accept = async (noura: Chat, called: string): Promise<void> => {
  const card = await noura.hears(new RegExp(`^(?:تسجيل جديد)[^\\n]*\\n.*${called}`, 'su'));
  await noura.presses(await noura.presses(card, 'approve'), 'approve-sure');
};

const atStudy = async (program: RunningProgram, noura: Chat, language: 'ar' | 'en'): Promise<Chat> => {
  const chat = openChat(program);
  const family = someFamily({ language, called: language === 'ar' ? 'أم سليمان' : 'Um Rakan' });
  await register(chat, family);
  await accept(noura, family.called);
  await chat.hears(language === 'ar' ? 'مبروك' : 'Congratulations');
  await answerUntil(chat, applicationScript(family), 'loan-application.study');
  return chat;
};

const pictureIn = (chat: Chat): string => {
  const media = chat.replies.at(-1)?.media;
  if (media?.kind !== 'photo') throw new Error(`no picture came with ${chat.replies.at(-1)?.text}`);
  return media.url;
};

const fetched = async (program: RunningProgram, url: string): Promise<Response> => fetch(program.url + url);

/** Keeps the press as busy as it may be until `done`. */
const besiege = async (program: RunningProgram, done: Promise<unknown>): Promise<void> => {
  let isOver = false;
  const lane = async (): Promise<void> => {
    while (!isOver) await drawn(program, arabic, arabicReader).catch(() => undefined);
  };
  const lanes = Array.from({ length: 20 }, lane);
  await done.finally(() => {
    isOver = true;
  });
  await Promise.all(lanes);
};

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

describe('the picture of the study', { timeout: wholeWayMillis }, () => {
  let bot: FakeBotApi;
  let program: RunningProgram;
  let noura: Chat;
  let mother: Chat;
  let other: Chat;
  let url: string;
  beforeAll(async () => {
    const database = await testDatabase();
    bot = await startFakeBotApi();
    program = await runProgram({ databaseUrl: database.url, environment: telegramEnvironment(bot) });
    noura = openChat(program);
    await noura.says(await program.invite('case-officer', 'نورة'));
    mother = await atStudy(program, noura, 'ar');
    other = await atStudy(program, noura, 'en');
    url = pictureIn(mother);
  }, wholeWayMillis);
  afterAll(() => bot.shutDown());

  test('comes with the study’s words on the web chat, drawn of that family’s numbers, in its language', async () => {
    for (const [chat, drawing, reader] of [
      [mother, arabic, arabicReader],
      [other, english, englishReader],
    ] as const) {
      const answer = await fetched(program, pictureIn(chat));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(answer.headers.get('cache-control')).toContain('no-store');
      const content = await bytesOf(answer);
      expect((await sharp(content).metadata()).width).toBe(1080);
      expect(content.equals(await drawn(program, drawing, reader))).toBe(true);
      const another = await drawn(program, { ...drawing, salesHalalas: 790_000 }, reader);
      expect(content.equals(another)).toBe(false);
    }
  });

  test('is nobody else’s', async () => {
    const stranger = openChat(program);
    await stranger.says('السلام عليكم');
    for (const { id } of [stranger, other, noura, openChat(program)]) {
      const refused = await fetched(program, url.replace(mother.id, id));
      expect(refused.status).toBe(404);
      expect(refused.headers.get('content-type')).not.toContain('image');
    }
  });

  test('is the same by another process, and later', async () => {
    const before = await bytesOf(await fetched(program, url));
    const { databaseUrl } = program.stores;
    const another = await runProgram({ databaseUrl, dataDir: program.dataDir });
    expect((await bytesOf(await fetched(another, url))).equals(before)).toBe(true);
    await another.stop();
  });

  test('that cannot be drawn leaves the words alone', async () => {
    const failing = fetched(program, url);
    await besiege(program, failing);
    expect((await failing).status).toBe(404);
    expect(program.log()).toContain('its words go alone');
    expect((await fetched(program, url)).status).toBe(200);
  });

  test('is sent again on asking: of the draft, and with its instalment once it is an application', async () => {
    await mother.chooses('go-on');
    const [picture, question] = (await mother.says('أرسلوا لي صورة الدراسة')).replies;
    expect(picture?.text).toContain('إلى الآن');
    expect(question?.text).toContain('كم');
    const draft = await bytesOf(await fetched(program, picture?.media?.url ?? ''));
    expect(draft.equals(await drawn(program, arabic, arabicReader))).toBe(true);

    await answerUntil(mother, restOfApplication, 'menu.menu');
    const status = (await mother.says('وين وصل طلبي')).replies.at(-1);
    const button = status?.choices.find(({ label }) => label === 'صورة دراستي');
    const [pressed] = (await mother.chooses(button?.id ?? 'none')).replies;
    expect(pressed?.text).toMatch(/من طلب التمويل رقم/u);
    const content = await bytesOf(await fetched(program, pressed?.media?.url ?? ''));
    // 9,500 riyals over 24 months.
    const chosen = { ...arabic, instalmentHalalas: 39_600, isChosen: true };
    expect(content.equals(await drawn(program, chosen, arabicReader))).toBe(true);
    const [asked] = (await mother.says('صورة دراستي')).replies;
    expect(asked?.media?.kind).toBe('photo');
  });

  test('goes out as a photo on Telegram, the same again where nobody knows whether it arrived; without media the words go alone', async () => {
    const person = bot.person({ id: 511, language: 'ar', phone: '966501234511' });
    const phone = openPhone(program, bot, person);
    const family = someFamily({ called: 'أم سلطان' });
    const script = await registrationScript(family);
    await phone.act({ text: '/start' });
    await answerUntil(phone, script, 'registration.craft');
    await phone.act({ choice: 'home-food' });
    await phone.act({ text: 'تم' });
    await answerUntil(phone, script, 'menu.menu');
    await accept(noura, family.called);
    await bot.until(() => person.messages.find(({ text }) => text.includes('مبروك')));

    bot.trouble('sendPhoto', 'loses-answer');
    await answerUntil(phone, applicationScript(family), 'loan-application.study');
    const pictures = () => person.messages.flatMap(({ media }) => (media ? [media] : []));
    await bot.until(() => pictures()[1]);
    const expected = await drawn(program, arabic, arabicReader);
    for (const { kind, name, content } of pictures()) {
      expect([kind, name]).toEqual(['photo', 'herfah-study.png']);
      expect(content.equals(expected)).toBe(true);
    }
    const studies = () => person.messages.filter(({ text }) => text.includes('هذه دراسة مشروعك'));
    expect(
      studies()[0]
        ?.buttons.flat()
        .map(({ label }) => label),
    ).toContain('واضحة، نكمل');

    const before = studies().length;
    const adapter = program.house.outbox.adapterOf('telegram', bot.botId);
    if (!adapter) throw new Error('no adapter for Telegram');
    program.house.addChannel({ ...adapter, capabilities: { ...adapter.capabilities, sendsMedia: false } });
    await phone.act({ text: 'صورة الدراسة' });
    await bot.until(() => studies()[before]);
    expect(pictures()).toHaveLength(2);
  });
});
