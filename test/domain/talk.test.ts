import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Effects } from '../../src/domain/contract.ts';
import { alertNewTasks } from '../../src/domain/staff/index.ts';
import type { Answers, Message, Param } from '../../src/engine/vocabulary.ts';
import { button, type House, openHouse, registration } from './house.ts';

let house: House;
let family: Actor;
let noura: Actor;
beforeEach(async () => {
  house = await openHouse();
  family = await house.person();
  noura = await house.member('case-officer', 'نورة', 'female');
});
afterEach(() => house.close());

const ask = (answers: Answers, params: Answers = {}) =>
  house.command(family, 'request-person', { topic: 'licensing', ...answers }, params);

const theTalk = () =>
  house.database.task.findFirstOrThrow({ where: { kind: 'person-request' }, orderBy: { number: 'desc' } });

const reply = async (message: string): Promise<Effects> => {
  const { number } = await theTalk();
  return house.command(noura, 'reply-to-family', { task: String(number), message });
};

/** What the family is told of who answers. */
const told = ({ outcome }: Effects): string => {
  const param = outcome?.told as Param;
  return house.read({ parts: [{ key: 'talk-to-person:outro', params: { told: param } }] });
};

const card = async (): Promise<string> => {
  const cards = await house.inTransaction(alertNewTasks);
  return house.read(cards.at(-1)?.reply);
};

const buttonsUnder = (effects: Effects) => effects.messages?.[0]?.reply.choices ?? [];

describe.each([
  ['data-deletion', 'what was erased and what stays', 'Your request to erase your data is with us'],
  ['data-copy', 'how you get it', 'Your request for a copy of your data is with us'],
])('a request of the law, %s,', (topic, told, status) => {
  test('is not closed before the family could read what was done, and is named by its name', async () => {
    await ask({ topic });
    const asked = (await house.source(family, 'status')) as unknown as readonly { readonly key: string }[];
    expect(asked.map((said) => house.read({ parts: [said] })).join(' ')).toContain(status);
    const { number } = await theTalk();
    const shown = (await house.command(noura, 'show-task', { task: String(number) })).replies?.[0];
    const early = await house.press(noura, button(shown, 'done'));
    expect(early.messages).toBeUndefined();
    expect(house.words(early)).toContain('write it by the reply button');
    await reply('حذفنا ملفك وأوراقك، وبقي سجل الطلب بحكم النظام');
    const now = (await house.command(noura, 'show-task', { task: String(number) })).replies?.[0];
    const done = await house.press(noura, button(now, 'done'));
    expect(house.read(done.messages?.[0]?.reply)).toContain(told);
  });
});

describe('an officer’s message', () => {
  beforeEach(async () => {
    noura = await house.member('licensing-officer', 'هند', 'female');
    await ask({ message: 'متى تطلع الرخصة؟' });
  });

  test('carries a button that opens the answer, with the talk and the officer known', async () => {
    const replied = await reply('كم منتج عندك؟');
    const { number } = await theTalk();
    expect(buttonsUnder(replied)).toEqual([
      { id: `act:answer:${number}`, label: { key: 'alerts:family.button.reply-by-woman' } },
    ]);
    expect(await house.press(family, `act:answer:${number}`)).toEqual({
      openHere: {
        flow: 'answer-message',
        params: { task: String(number), officer: { name: 'هند', sex: 'female' } },
      },
    });
  });

  test('is answered by its own family only', async () => {
    await reply('كم منتج عندك؟');
    const { number } = await theTalk();
    const other = await house.person();
    const refused = await house.press(other, `act:answer:${number}`);
    expect(refused.openHere).toBeUndefined();
    expect(refused.audit).toMatchObject([{ action: 'action.refused' }]);
    await house.command(other, 'request-person', { message: 'ثلاثة' }, { task: String(number) });
    expect(await house.database.task.count({ where: { personId: family.personId } })).toBe(1);
  });

  test('is answered in its talk, and she hears by name who reads it, and by when', async () => {
    await reply('كم منتج عندك؟');
    const { number } = await theTalk();
    const answered = await house.command(
      family,
      'request-person',
      { message: 'ثلاثة' },
      { task: String(number) },
    );
    expect(told(answered)).toContain('It is with ⁨هند⁩ now, who answers you by the end of Wednesday 25');
    expect(await house.database.task.count()).toBe(1);
  });

  test('two answers stand on the card, in order, below the words that they answer', async () => {
    await reply('كم منتج عندك؟');
    await ask({ message: 'ثلاثة' });
    await ask({ message: { kind: 'voice', documentId: (await house.document(family, 'voice')).documentId } });
    await ask({ message: 'والرابع قريب' });
    expect(await card()).toMatch(/كم منتج عندك؟[\s\S]*ثلاثة[\s\S]*Voice message[\s\S]*والرابع قريب/u);
    await reply('تمام');
    await ask({ message: 'شكرًا' });
    expect(await card()).not.toContain('ثلاثة');
  });

  test('a photo with words joins the talk, and stands behind the file’s button', async () => {
    const { documentId } = await house.document(family, 'photo');
    await ask({ message: { kind: 'photo', documentId, words: 'هذا الفرن' } });
    expect(await house.database.task.count()).toBe(1);
    const { number, version } = await theTalk();
    const opened = await house.press(noura, `act:open:${number}:${version}`);
    expect(opened.replies?.[0]?.media).toEqual({ kind: 'photo', documentId });
    expect(house.read(opened.replies?.[0])).toMatch(/photo 📷[\s\S]*هذا الفرن/u);
  });

  describe('waits for words at the menu', () => {
    const awaited = async () =>
      (await house.source(family, 'awaited-answer')) as { readonly isLast: boolean } | null;
    /** Writes what was said to the family, as the house does. */
    const say = async (onceKey: string | null): Promise<void> => {
      await house.database.outbound.create({
        data: {
          id: house.services().newId(),
          personId: family.personId,
          policy: 'dialogue',
          sealedBody: Buffer.alloc(1),
          keyId: family.key.id,
          onceKey,
        },
      });
    };

    test('while staff spoke last in an open talk, for a week', async () => {
      const replied = await reply('كم منتج عندك؟');
      await say(replied.messages?.[0]?.onceKey ?? null);
      expect(await awaited()).toMatchObject({ flow: 'answer-message', isLast: true });
      await say(null);
      expect(await awaited()).toMatchObject({ isLast: false });
      const soon = house.clock.now;
      house.clock.now = new Date(soon.getTime() + 8 * 86_400_000);
      expect(await awaited()).toBeNull();
    });

    test('and takes more of them once it was answered, or before anybody answers, where they mean nothing else', async () => {
      const params = { officer: { name: '', sex: null } };
      expect(await awaited()).toMatchObject({ isLast: false, params });
      const replied = await reply('كم منتج عندك؟');
      await say(replied.messages?.[0]?.onceKey ?? null);
      await ask({ message: 'ثلاثة' });
      expect(await awaited()).toMatchObject({ isLast: false, params: { officer: { name: 'هند' } } });
    });

    test('not once the talk is done', async () => {
      await reply('كم منتج عندك؟');
      const { number, version } = await theTalk();
      await house.press(noura, `act:done:${number}:${version}`);
      expect(await awaited()).toBeNull();
    });
  });
});

describe('what staff wrote last', () => {
  const last = async (): Promise<string> => {
    const messages = (await house.source(family, 'last-words')) as unknown as readonly Message[];
    return messages.map((message) => house.read({ parts: [message] })).join('\n');
  };

  test('is told again with who wrote it and when, also once the talk is done; before, that nothing came yet', async () => {
    await ask({ message: 'متى تطلع الرخصة؟' });
    expect(await last()).toMatch(/Nobody has written to you yet[\s\S]*request/u);
    noura = await house.member('licensing-officer', 'هند', 'female');
    await reply('كم منتج عندك؟');
    await ask({ message: 'ثلاثة' });
    expect(await last()).toMatch(/⁨هند⁩.*November.*كم منتج عندك؟/u);
    await reply('تمام');
    const { number, version } = await theTalk();
    await house.press(noura, `act:done:${number}:${version}`);
    expect(await last()).toContain('تمام');
  });
});

test('the card says that a family reads English', async () => {
  await ask({ topic: 'other', message: 'سؤال' });
  expect(await card()).not.toContain('Language of the chat');
  await house.database.person.update({ where: { id: family.personId }, data: { language: 'en' } });
  await ask({ topic: 'other', message: 'سؤال ثاني' });
  expect(await card()).toContain('Language of the chat: English');
});

describe('who would rather speak to a man', () => {
  test('has it said on the card; who asked for women only before is not passed to one', async () => {
    await ask({ topic: 'other', message: 'سؤال', womanOnly: false }, { wish: 'man' });
    expect(await card()).toContain('Would rather speak to a man');
    const other = await house.person();
    await house.command(other, 'register-family', registration({ womenOnly: true }));
    await house.command(other, 'request-person', { topic: 'financing' }, { wish: 'man' });
    const shown = await card();
    expect(shown).toContain('A woman only');
    expect(shown).not.toContain('Would rather speak to a man');
  });
});

describe('women only', () => {
  const known = () => house.source(family, 'known-for-talk');

  test('is known from the registration, and holds whatever a talk says', async () => {
    expect(await known()).toEqual({ known: {} });
    await house.command(family, 'register-family', registration({ womenOnly: true }));
    expect(await known()).toEqual({ known: { womenOnly: true } });
    const asked = await ask({ message: 'سؤال' });
    expect(told(asked)).toContain('A woman of our staff contacts you');
    expect(await theTalk()).toMatchObject({ womenOnly: true });
  });

  test('who said no in the registration is not asked either', async () => {
    await house.command(family, 'register-family', registration({ womenOnly: false }));
    expect(await known()).toEqual({ known: { womenOnly: false } });
  });

  test('once said in a talk holds for its further words', async () => {
    await ask({ message: 'سؤال', womanOnly: true });
    expect(await known()).toEqual({ known: { womenOnly: true } });
    await ask({ message: 'وسؤال ثاني', womanOnly: false });
    expect(await theTalk()).toMatchObject({ womenOnly: true });
  });
});

describe('somebody who is not registered', () => {
  test('is answered in the chat, or called at the number that was given', async () => {
    expect(told(await ask({ message: 'سؤال' }))).toContain('answers you here in this chat');
    const called = await ask({ message: 'اتصلوا', mobile: { mobile: '+966551234567', own: false } });
    expect(told(called)).toContain('One of us contacts you');
    await ask({ message: 'أو جوال زوجي ٠٥٥ ٩٨٧ ٦٥٤٣' });
    const hind = await house.member('licensing-officer', 'هند', 'female');
    const { number } = await theTalk();
    const claimed = await house.press(hind, `act:claim:${number}:3`);
    const shown = await house.press(hind, button(claimed.replies?.[0], 'unmask'));
    expect(house.read(shown.replies?.[0])).toContain('+966559876543');
  });
});

describe('a refusal', () => {
  beforeEach(async () => {
    await house.command(family, 'register-family', registration());
  });

  const decline = () =>
    house.command(noura, 'decline-registration', { task: '1', reason: 'other', note: 'بعيد', sure: true });

  test('is objected to with the reasons that were told already; where nothing is refused they go to a person', async () => {
    const message = 'I object, because my home is in Qassim';
    const objection = () => house.source(family, 'objection', { message });
    expect(await objection()).toEqual({ flow: 'talk-to-person', params: { topic: 'other', message } });
    expect(await house.source(family, 'objection')).toBeNull();
    await decline();
    expect(await objection()).toEqual({ flow: 'talk-to-person', params: { topic: 'objection', message } });
  });

  test('carries the objection and a word to the officer', async () => {
    expect(buttonsUnder(await decline())).toEqual([
      { id: 'act:object', label: { key: 'alerts:family.button.object' } },
      { id: 'talk-to-person', label: { key: 'alerts:family.button.reply-by-woman' } },
    ]);
    expect(await house.press(family, 'act:object')).toEqual({
      openHere: { flow: 'talk-to-person', params: { topic: 'objection' } },
    });
  });

  test('is objected to, also by voice: looked at again, by a day that she is told', async () => {
    await decline();
    const voice = await house.document(family, 'voice');
    const objected = await house.command(family, 'request-person', { topic: 'objection', message: voice });
    expect(told(objected)).toContain('We look at your registration again');
    expect(told(objected)).toContain('29 November');
    const task = await house.database.task.findFirstOrThrow({
      where: { kind: 'registration', state: 'open' },
    });
    expect(task.documentId).toBe(voice.documentId);
    expect(await card()).toContain('Voice message');
    // Pressed again, the button says how it stands.
    const again = await house.press(family, 'act:object');
    expect(again.replies?.[0]?.parts[0]?.key).toBe('alerts:status.in-review-unclaimed');
  });
});

test('a clarification may be spoken: it stands on the card, and beside the ID photo in the file', async () => {
  const idPhoto = await house.document(family, 'photo');
  await house.command(family, 'register-family', registration({ idPhoto }));
  await house.command(noura, 'ask-family', { task: '1', what: 'clarification', note: 'كم الكيلو؟' });
  const clarification = await house.document(family, 'voice');
  await house.command(family, 'answer-request', { what: 'clarification', clarification });
  expect(await card()).toMatch(/كم الكيلو؟[\s\S]*Voice message/u);
  const { number, version } = await house.database.task.findFirstOrThrow({ where: { kind: 'registration' } });
  const opened = await house.press(noura, `act:open:${number}:${version}`);
  expect(opened.replies?.map(({ media }) => media)).toEqual([clarification, idPhoto]);
});

test('several files are one answer: all of them stand with the task in their order, with the request that they answer', async () => {
  const idPhoto = await house.document(family, 'photo');
  await house.command(family, 'register-family', registration({ idPhoto }));
  await house.command(noura, 'ask-family', { task: '1', what: 'clarification', note: 'كيف العلب؟' });
  const photos = [await house.document(family, 'photo'), await house.document(family, 'photo')];
  const paper = await house.document(family, 'document');
  const clarification = [...photos, paper, 'هذي علبنا'];
  await house.command(family, 'answer-request', { what: 'clarification', clarification });
  expect(await card()).toMatch(/3 files 📎 · .*هذي علبنا/u);
  const { id, number, version } = await house.database.task.findFirstOrThrow({
    where: { kind: 'registration' },
  });
  const request = await house.database.familyRequest.findFirstOrThrow({ where: { what: 'clarification' } });
  const kept = await house.database.taskDocument.findMany({
    where: { taskId: id },
    orderBy: { position: 'asc' },
  });
  expect(kept.map(({ documentId, requestId }) => [documentId, requestId])).toEqual(
    [...photos, paper].map(({ documentId }) => [documentId, request.id]),
  );
  const opened = await house.press(noura, `act:open:${number}:${version}`);
  expect(opened.replies?.map(({ media }) => media)).toEqual([...photos, paper, idPhoto]);
});

test('papers of one answer are one task, and one decision is about all of them', async () => {
  const idPhoto = await house.document(family, 'photo');
  await house.command(family, 'register-family', registration({ idPhoto }));
  await house.command(noura, 'ask-family', { task: '1', what: 'other-document', note: 'الشهادة' });
  const otherDocument = [await house.document(family, 'photo'), await house.document(family, 'photo')];
  await house.command(family, 'answer-request', { what: 'other-document', otherDocument });
  expect(await card()).toContain('Another document (2 photos 📷)');
  const task = await house.database.task.findFirstOrThrow({
    where: { kind: 'document', topic: 'other-document' },
  });
  await house.press(noura, `act:verify:${task.number}:${task.version}`);
  const states = await house.database.document.findMany({ where: { purpose: 'other-document' } });
  expect(states.map(({ state }) => state)).toEqual(['verified', 'verified']);
});

describe('a request that the law gives a day for', () => {
  test.each([
    ['data-deletion', 'Topic: Erasing the data'],
    ['data-copy', 'Topic: Copy of the data'],
    ['withdrawal', 'Topic: Withdrawal'],
  ])(
    '%s is a task of its own beside an open talk, with its day, and the card says what is asked',
    async (topic, line) => {
      await ask({ message: 'متى تطلع الرخصة؟' });
      const talk = await theTalk();
      const { outcome } = await house.command(family, 'request-person', { topic });
      const own = await theTalk();
      expect(own.number).not.toBe(talk.number);
      expect(own.topic).toBe(topic);
      expect(outcome?.promisedDay).toMatchObject({ withHijri: true });
      expect(await card()).toContain(line);
      await house.command(family, 'request-person', { topic });
      expect((await theTalk()).number).toBe(own.number);
    },
  );
});
