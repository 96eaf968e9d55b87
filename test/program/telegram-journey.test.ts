import { afterAll, expect, test } from 'vitest';
import { phonePhoto } from '../documents/samples.ts';
import { testDatabase } from '../support/database.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { runProgram, stopPrograms } from '../support/program.ts';
import { openChat } from '../support/program-chat.ts';
import { answerUntil, registrationScript, someFamily } from '../support/program-registration.ts';
import { openPhone, telegramEnvironment, webhookSecret } from '../support/program-telegram.ts';

afterAll(stopPrograms);

/** Telegram takes about one message a second to one chat, so a whole registration takes its time: both at once. */
const wholeRegistrationMillis = 120_000;

test.concurrent.each(['polling', 'webhook'] as const)(
  'a family registers over Telegram by %s, and is told of the approval',
  async (mode) => {
    const database = await testDatabase();
    await using bot = await startFakeBotApi();
    const person = bot.person({ id: 501, language: 'ar', phone: '966501234567' });
    const program = await runProgram({
      databaseUrl: database.url,
      environment: telegramEnvironment(bot, mode),
    });
    if (mode === 'webhook') {
      await bot.until(() => bot.webhookUrl ?? undefined);
      bot.deliverTo(`${program.url}/webhooks/telegram`, webhookSecret);
    }
    const noura = openChat(program);
    await noura.says(await program.invite('case-officer', 'نورة'));

    const family = someFamily({ called: 'أم سلطان' });
    const phone = openPhone(program, bot, person);
    await phone.act({ text: '/start' });
    const script = await registrationScript(family);
    await answerUntil(phone, script, 'registration.craft');
    await phone.act({ choice: 'home-food' });
    await phone.act({ text: 'وخوص' });
    await phone.act({ text: 'تم' });
    await answerUntil(phone, script, 'registration.review');
    await phone.act({ choice: 'submit' });
    expect(phone.waiting).toBe('menu.menu');

    // The ID, the IBAN and the photo of the ID are gone from the chat, the rest stands.
    await bot.called('deleteMessage', 3);
    const still = JSON.stringify(person.said);
    expect(still).not.toContain(family.nationalId);
    expect(still).not.toContain(family.iban);
    expect(still).toContain(family.fullName);

    // Of an album one photo is answered, and all are deleted.
    const photo = await phonePhoto();
    person.sendsPhoto(photo, { album: 'paper' });
    await bot.until(() => person.messages.find(({ text }) => text.includes('هذي صورة هويتك')));
    const heard = person.messages.length;
    person.sendsPhoto(photo, { album: 'paper' });
    await bot.called('deleteMessage', 5);
    expect(person.messages).toHaveLength(heard);

    const card = await noura.hears(/^تسجيل جديد[^\n]*\n.*أم سلطان/su);
    await noura.presses(await noura.presses(card, 'approve'), 'approve-sure');
    await bot.until(() => person.messages.find(({ text }) => text.includes('مبروك')));
    const texts = person.messages.map(({ text }) => text);
    expect(texts.findIndex((text) => text.includes('وصل طلبك'))).toBeLessThan(
      texts.findIndex((text) => text.includes('مبروك')),
    );
    expect(bot.unansweredQueries).toBe(0);
  },
  wholeRegistrationMillis,
);
