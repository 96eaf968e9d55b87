import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../../src/composition/ids.ts';
import type { Actor, Effects } from '../../../src/domain/contract.ts';
import { applicationsInTime } from '../../../src/domain/financing/index.ts';
import { escalations } from '../../../src/domain/staff/index.ts';
import type { Told } from '../../../src/engine/vocabulary.ts';
import { button, type House, openHouse } from '../house.ts';
import { acceptedFamily, applicationOf, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
let family: Actor;
beforeEach(async () => {
  house = await openHouse();
  staff = await staffOf(house);
  family = await acceptedFamily(house, staff.noura);
});
afterEach(() => house.close());

const daysPass = (days: number): void => {
  house.clock.now = new Date(house.clock.now.getTime() + days * 86_400_000);
};

const wordsOf = (messages: Effects['messages']): readonly string[] =>
  (messages ?? []).map(({ reply }) => house.read(reply));

/** What the clock says of applications on this day. */
const clockSays = async () => {
  const { messages } = await house.inTransaction((transaction) =>
    applicationsInTime(transaction, house.services()),
  );
  return {
    family: messages.filter(({ personId }) => personId === family.personId).map(({ reply }) => reply),
    officer: wordsOf(messages.filter(({ personId }) => personId === staff.noura.personId)),
  };
};

const stateNow = async (): Promise<string> => (await applicationOf(house, family).row()).state;

const standing = async () => (await house.source(family, 'status')) as unknown as readonly Told[];
const standingWords = async (): Promise<string> =>
  house.read({ parts: (await standing()).map(({ choices: _below, ...words }) => words) });
const standingButtons = async (): Promise<readonly string[]> =>
  (await standing()).flatMap(({ choices = [] }) => choices.map(({ id }) => id));

const asked = async () => {
  await house.command(family, 'submit-application', wish());
  const application = applicationOf(house, family);
  await application.words(staff.noura, 'ask-applicant', { note: 'بكم اشتريتِ الفرن؟' });
  return application;
};

const offered = async () => {
  await house.command(family, 'submit-application', wish());
  const application = applicationOf(house, family);
  await application.words(staff.noura, 'mark-application-ready', { opinion: 'طلبه ثابت' });
  await application.press(staff.finance, 'send-sure');
  const less = { amount: 800_000, months: 20, sure: true };
  await application.words(staff.bank, 'approve-application-less', less);
  return application;
};

test('a question without an answer: reminded once with the last day, ended the day after, told how to begin again', async () => {
  await asked();
  expect((await clockSays()).family).toEqual([]);
  daysPass(7);
  const [reminder] = (await clockSays()).family;
  expect(house.read(reminder)).toContain('waits for your answer');
  expect(house.buttons(reminder)).toEqual(['act:respond:1']);
  expect((await clockSays()).family).toEqual([]);
  const opened = await house.press(family, 'act:respond:1');
  expect(opened.openHere).toMatchObject({
    flow: 'answer-application',
    params: { application: '1', note: 'بكم اشتريتِ الفرن؟', officer: 'نورة', officerSex: 'female' },
  });
  daysPass(23);
  expect((await clockSays()).family).toEqual([]);
  expect(await stateNow()).toBe('needs-more');
  daysPass(1);
  const end = await clockSays();
  expect(house.read(end.family[0])).toContain('we closed it, and you owe nothing');
  expect(house.buttons(end.family[0])).toEqual(['loan-application']);
  expect(end.officer.join()).toContain('Application 1 is closed');
  expect(await stateNow()).toBe('expired');
  expect(await house.database.task.count({ where: { kind: 'application', state: { not: 'done' } } })).toBe(0);
  // The card's late buttons and the family's late answer change nothing any more.
  const late = await house.command(family, 'answer-application', { message: 'بألفين' });
  expect(JSON.stringify(late.outcome)).toContain('too-late');
  expect(await stateNow()).toBe('expired');
});

test('an offer without an answer ends as well; its button says that it is over', async () => {
  await offered();
  daysPass(7);
  expect(house.buttons((await clockSays()).family[0])).toEqual(['act:offer:1']);
  daysPass(24);
  expect((await clockSays()).officer).toHaveLength(1);
  expect(await stateNow()).toBe('expired');
  expect((await house.press(family, 'act:offer:1')).openHere).toBeUndefined();
});

test('nothing ends that nobody was reminded of, however long the program was off', async () => {
  await asked();
  daysPass(60);
  expect((await clockSays()).family).toHaveLength(1);
  expect(await stateNow()).toBe('needs-more');
  daysPass(23);
  await clockSays();
  expect(await stateNow()).toBe('needs-more');
  daysPass(1);
  await clockSays();
  expect(await stateNow()).toBe('expired');
});

test('an answer begins the days anew for the next question', async () => {
  const application = await asked();
  daysPass(7);
  await clockSays();
  await house.command(family, 'answer-application', { message: 'بألفين' });
  await application.words(staff.noura, 'ask-applicant', { note: 'ومن أين؟' });
  daysPass(6);
  expect((await clockSays()).family).toEqual([]);
  daysPass(1);
  expect((await clockSays()).family).toHaveLength(1);
});

test('the officer is reminded of a question that waits; the family hears only the reminder of its own', async () => {
  await asked();
  daysPass(20);
  const { messages } = await house.inTransaction((transaction) => escalations(transaction, house.services()));
  expect(messages.map(({ personId }) => personId)).not.toContain(family.personId);
  expect(messages.length).toBeGreaterThan(0);
});

test('who applies again begins from the answers of then, and only from those of the project', async () => {
  await asked();
  expect(await house.source(family, 'financing-rules')).toMatchObject({ earlier: null, openApplication: 1 });
  daysPass(7);
  await clockSays();
  daysPass(24);
  await clockSays();
  const { earlier } = (await house.source(family, 'financing-rules')) as { earlier: Record<string, unknown> };
  expect(earlier).toMatchObject({ project: 'أوسّع خبز الكليجا', amount: 1_000_000 });
  expect(earlier).not.toHaveProperty('creditConsent');
  await house.command(family, 'submit-application', wish());
  expect((await applicationOf(house, family).row()).number).toBe(2);
});

describe('where the application stands', () => {
  test('what happened, where it is, what comes next and by when; at most eight lines', async () => {
    const application = await asked();
    await house.command(family, 'answer-application', { message: 'بألفين' });
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'طلبه ثابت' });
    await application.press(staff.finance, 'send-sure');
    expect(await standingWords()).toMatchInlineSnapshot(`
      "Your application 1 for financing is with the bank; you hear before the end of Tuesday 15 December.

      • 24 November: application received
      • 24 November: we asked you something
      • 24 November: you answered
      • 24 November: study complete
      • 24 November: sent to the bank

      Next: we tell you the decision. Nothing is needed of you now."
    `);
    const lines = (await standingWords()).split('\n').filter((line) => line !== '');
    expect(lines.length).toBeLessThanOrEqual(8);
  });

  test('nobody reads that nothing is needed while a photo of the ID is', async () => {
    await house.command(family, 'submit-application', wish());
    expect(await standingWords()).toContain('Nothing is needed of you now');
    const task = await house.database.task.findFirstOrThrow({ where: { personId: family.personId } });
    const request = {
      personId: family.personId,
      taskId: task.id,
      what: 'id-photo',
      askedById: staff.noura.member?.id ?? '',
      askedAt: house.clock.now,
    };
    await house.database.familyRequest.create({ data: { id: newId(), ...request } });
    const words = await standingWords();
    expect(words).toContain('Then it is studied, and goes to the bank.');
    expect(words).not.toContain('Nothing is needed of you now');
  });

  test('a question: which one, until when, and the button that answers it', async () => {
    await asked();
    expect(await standingWords()).toMatch(
      /The question: “\u2068?بكم اشتريتِ الفرن؟\u2069?” The button answers it, until the end of Thursday 24 December\./u,
    );
    expect(await standingButtons()).toEqual(['act:respond:1', 'act:study-picture']);
  });

  test('a refusal: from when on again, and the button to object', async () => {
    const application = await asked();
    await application.words(staff.noura, 'decline-application', { note: 'الدخل لا يكفي', sure: true });
    expect(await standingWords()).toMatch(/or apply anew from \w+ \d+ \w+ \d{4}\./u);
    expect(await standingButtons()).toEqual(['act:contest:1']);
  });

  test('withdrawn: how to begin again', async () => {
    await asked();
    await house.command(family, 'withdraw-application', {});
    expect(await standingWords()).toContain('we begin from your kept answers');
  });
});

test('an approval is handed over by closing its task: contracted, told, granted, and still the only open one', async () => {
  await house.command(family, 'submit-application', wish());
  const application = applicationOf(house, family);
  await application.words(staff.noura, 'mark-application-ready', { opinion: 'طلبه ثابت' });
  await application.press(staff.finance, 'send-sure');
  await application.grant(staff.bank);
  expect(await standingWords()).toContain('is approved');
  const card = await application.card(staff.noura);
  const closed = await house.press(staff.noura, button(card, 'done'));
  expect(wordsOf(closed.messages).join()).toContain('The contract of your financing 1 is arranged');
  expect(await stateNow()).toBe('contracted');
  expect(await standingWords()).toContain('The contract of your application 1 for financing is arranged');
  expect(await house.source(family, 'withdrawable')).toEqual({});
  expect(await house.source(family, 'financing-rules')).toMatchObject({ openApplication: 1, first: false });
  const again = await house.command(family, 'submit-application', wish());
  expect(again.outcome).toMatchObject({ number: '1' });
});
