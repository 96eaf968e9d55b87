import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type RunningProgram, runProgram, stopPrograms, until } from '../support/program.ts';
import { type Chat, type ChatReply, openChat } from '../support/program-chat.ts';
import {
  answerUntil,
  type Family,
  register,
  registrationScript,
  type Script,
  someFamily,
} from '../support/program-registration.ts';

let database: TestDatabase;
let program: RunningProgram;
let noura: Chat;

beforeAll(async () => {
  database = await testDatabase();
  program = await runProgram({ databaseUrl: database.url });
  noura = openChat(program);
  await noura.says(await program.invite('case-officer', 'نورة'));
});
afterAll(async () => {
  await stopPrograms();
  await database.drop();
});

const registered = async (changes: Partial<Family> = {}): Promise<{ chat: Chat; family: Family }> => {
  const chat = openChat(program);
  const family = someFamily(changes);
  await register(chat, family);
  return { chat, family };
};

const cardOf = (title: string, called: string): RegExp => new RegExp(`^${title}[^\n]*\n.*${called}`, 'su');

const labels = (chat: Chat): readonly string[] =>
  chat.replies.at(-1)?.choices.map(({ label }) => label) ?? [];

describe.each([
  {
    language: 'ar',
    called: 'أم سليمان',
    hello: 'السلام عليكم، حيّاكم الله',
    done: 'وصل طلبك ✅',
    verified: 'وهي سليمة ✅',
    approved: 'مبروك',
  },
  {
    language: 'en',
    called: 'Umm Sulaiman',
    hello: 'Hello and welcome',
    done: 'Your registration is in ✅',
    verified: 'and it is fine ✅',
    approved: 'Congratulations, your family is registered with Herfah ✅',
  },
] as const)('a family that writes in $language', ({ language, called, hello, done, verified, approved }) => {
  let family: Chat;
  let claimed: ChatReply;

  test('registers from the first hello to its number', async () => {
    ({ chat: family } = await registered({ language, called }));
    expect(family.replies[0]?.text).toContain(hello);
    expect(family.replies.at(-2)?.text).toContain(done);
    expect(family.waiting).toBe('menu.menu');
  });

  test("the officer's card comes by itself, is claimed and opened, and shows no whole number", async () => {
    const card = await noura.hears(cardOf('تسجيل جديد', called));
    claimed = await noura.presses(card, 'claim');
    expect(claimed.text).toContain('صارت عندك');
    const file = await noura.presses(claimed, 'open');
    expect(file.text).toContain('لطيفة سليمان الدوسري');
    expect(file.text).not.toMatch(/\d{9}/u);
  });

  test('the officer verifies the ID photo, approves, and the family is told both', async () => {
    const file = await noura.presses(claimed, 'open');
    expect((await noura.presses(file, 'verify')).text).toContain('اعتُمد المستند');
    await family.hears(verified);
    expect((await noura.presses(claimed, 'approve')).text).toContain('قُبل التسجيل');
    await family.hears(approved);
    expect((await family.chooses('status')).replies[0]?.text).toContain('✅');
  });
});

test('the officer asks for an explanation in her own words; the answer comes back on the card', async () => {
  const { chat: family } = await registered({ called: 'أم فهد' });
  const card = await noura.hears(cardOf('تسجيل جديد', 'أم فهد'));
  await noura.presses(card, 'ask');
  expect(noura.waiting).toBe('staff-ask-family.what');
  await noura.chooses('clarification');
  expect((await noura.says('كم ساعة تشتغلين في اليوم؟')).replies[0]?.text).toContain('وصل الطلب للأسرة');
  await family.hears('كم ساعة تشتغلين في اليوم؟');
  await until(async () => (await family.look()).question?.flow === 'answer-request', 'the question is put');
  await family.says('أربع ساعات بعد العصر');
  await noura.hears(/أربع ساعات بعد العصر/u);
});

test('talking to a person is relayed both ways', async () => {
  const { chat: family } = await registered({ called: 'أم راكان' });
  const request = (message: string): Script => ({
    'talk-to-person.topic': { choice: 'workshops' },
    'talk-to-person.message': { text: message },
    'talk-to-person.womanOnly': { choice: 'yes' },
    'talk-to-person.when': { choice: 'skip' },
    'answer-message.message': { text: message },
  });
  await family.chooses('talk-to-person');
  await answerUntil(family, request('متى الورشة الجاية؟'), 'menu.menu');
  await noura.presses(await noura.hears('متى الورشة الجاية؟'), 'reply');
  const card = (await noura.says('يوم الأحد بعد المغرب في بريدة')).replies[0];
  const told = await family.hears('يوم الأحد بعد المغرب في بريدة');
  expect(told.text).toContain('نورة');
  await family.chooses(told.choices[0]?.id ?? '');
  await answerUntil(family, request('شكرًا، أبي أسجل فيها'), 'menu.menu');
  expect(family.replies.findLast(({ text }) => text.includes('وصلت رسالتك'))?.text).toContain('عند نورة');
  const answered = await noura.hears('شكرًا، أبي أسجل فيها');
  expect(card?.text).toContain('وصل ردك للأسرة');
  await noura.presses(answered, 'done');
  await family.hears('أُقفل طلب التواصل معك');
});

test('an officer registers a family at the desk; it ties its phone by the code, reads back and agrees', async () => {
  const desk = someFamily({ called: 'أم نايف', fullName: 'حصة نايف العنزي' });
  await noura.chooses('menu');
  await answerUntil(noura, await registrationScript(desk, 'desk-registration'), 'menu.menu');
  await noura.hears(/HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u);
  const card = await noura.hears(/أم نايف/u);
  // Nothing can be approved before the family agreed; its phone is not tied yet, so a code for it comes again.
  const told = await noura.presses(card, 'agreement');
  const code = /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(told.text)?.[0] ?? '';

  const family = openChat(program);
  const tied = await family.says(`الرمز ${code}`);
  expect(tied.replies.map(({ text }) => text).join('\n')).toMatch(/نورة[\s\S]*حصة نايف العنزي/u);
  const review = await family.hears('حصة نايف العنزي');
  // She said nothing yet, and is spoken to as a woman: the desk noted it.
  expect(review.text).toContain('اختاريه');
  expect(review.text).not.toContain(desk.nationalId);
  expect(family.waiting).toBe('agree-registration.readBack');
  expect((await family.look()).question).toMatchObject({ flow: 'agree-registration', key: 'readBack' });
  const again = await family.says(code);
  expect(again.replies[0]?.text).toContain('رمزك مستعمل من قبل');
  expect(family.waiting).toBe('agree-registration.readBack');
  await family.chooses('submit');
  expect(family.waiting).toBe('agree-registration.agreed');
  await family.chooses('yes');
  const agreed = await noura.presses(card, 'claim');
  const sure = await noura.presses(
    agreed.choices.length > 0 ? agreed : (noura.replies.at(-1) ?? agreed),
    'approve',
  );
  await noura.presses(sure, 'approve-sure');
  await family.hears('مبروك');
  expect((await family.says(code)).replies[0]?.text).toContain('مقبول');
  expect((await openChat(program).says(code)).replies[0]?.text).toContain('هذا الرمز مستعمل');
});

test('who leaves in the middle goes on days later, corrects an answer, and changes the language on the way', async () => {
  const family = openChat(program);
  const own = someFamily();
  const script = await registrationScript(own);
  await family.says('ابي اسجل');
  await answerUntil(family, script, 'registration.householdSize');
  await family.says('بعدين العيال صاحو');
  expect(family.waiting).toBe('menu.menu');
  await family.says('السلام عليكم');
  expect(family.waiting).toBe('registration.householdSize');
  await family.chooses('edit:city');
  expect(family.waiting).toBe('registration.city');
  await family.chooses('unayzah');
  expect(family.waiting).toBe('registration.householdSize');
  await family.chooses('lang:en');
  expect(family.waiting).toBe('registration.householdSize');
  expect(labels(family)).toContain('Back');
  await answerUntil(family, script, 'registration.review');
  expect(family.replies.at(-1)?.text).toContain('Unayzah');
  await family.chooses('submit');
  await noura.hears('عنيزة');
});

test('after a decision the list that goes on below shows its task no more', async () => {
  await registered({ called: 'أم ريان', fullName: 'عهود ريان الشمري' });
  const card = await noura.hears(/أم ريان/u);
  await noura.chooses('menu');
  await noura.chooses('staff-tasks');
  expect(labels(noura).join()).toContain('أم ريان');
  await noura.presses(card, 'decline');
  await noura.chooses('other');
  await noura.says('السكن خارج المنطقة، ولو تغير نعيد الطلب');
  await noura.says('نعم');
  expect(noura.waiting).toBe('staff-tasks.task');
  expect(labels(noura).join()).not.toContain('أم ريان');
});
