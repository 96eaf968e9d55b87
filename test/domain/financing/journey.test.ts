import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Effects } from '../../../src/domain/contract.ts';
import { alertNewTasks, digest, escalations } from '../../../src/domain/staff/index.ts';
import type { Message } from '../../../src/engine/vocabulary.ts';
import { type House, openHouse, registration } from '../house.ts';
import { acceptedFamily, applicationOf, atBank, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
beforeEach(async () => {
  house = await openHouse();
  staff = await staffOf(house);
});
afterEach(() => house.close());

const text = (effects: Effects): string =>
  (effects.replies ?? []).map((reply) => house.read(reply)).join('\n');

/** What the family was written, without who says it. */
const toFamily = (effects: Effects): string =>
  (effects.messages ?? []).map(({ reply }) => house.read(reply)).join('\n');

const told = (effects: Effects): string => {
  const param = effects.outcome?.told as Message | undefined;
  return param ? house.read({ parts: [param] }) : '';
};

const statusOf = async (family: Actor): Promise<string> =>
  house.read({ parts: (await house.source(family, 'status')) as unknown as readonly Message[] });

describe('from the submission to the bank', () => {
  test('every step is told, with a day; each role has its card', async () => {
    const { noura, finance, bank } = staff;
    const family = await acceptedFamily(house, noura);
    const submitted = await house.command(family, 'submit-application', wish());
    expect(submitted.outcome).toMatchObject({ number: '1', promisedDay: { date: '2026-11-26' } });
    expect(await statusOf(family)).toMatch(/application ⁨?1⁩? for financing; an officer begins/u);
    const consent = await house.database.consent.findFirstOrThrow({ where: { purpose: 'credit-enquiry' } });
    expect(consent).toMatchObject({ given: true, personId: family.personId });

    const application = applicationOf(house, family);
    const card = await application.card(noura);
    // (20 × 12 × (25 − 9) × 13 / 12) − 150 = 4,010 a month; half of it may be repaid.
    expect(house.read(card)).toMatch(/surplus: SAR 4,010.*can repay: SAR 2,005/u);
    expect(house.read(card)).toMatch(/SAR 10,000 over 20 months \(Qard hasan\).*instalment SAR 500/u);
    expect(await house.source(family, 'why-refused')).toBeNull();
    expect(house.buttons(card).map((id) => id.split(':')[1])).toEqual([
      'claim',
      'open',
      'ready',
      'visit',
      'correct',
      'ask',
      'decline',
      'reassign',
    ]);
    const file = text(await application.press(noura, 'open'));
    for (const word of ['Break-even', 'عجانة', "Family’s own money|Family's own money", 'Household income']) {
      expect(file).toMatch(new RegExp(word, 'u'));
    }

    await application.press(noura, 'claim');
    expect((await application.row()).state).toBe('in-study');
    expect(await statusOf(family)).toMatch(/نورة.* studies your application/u);

    const asked = await application.words(noura, 'ask-applicant', { note: 'من وين الطحين؟' });
    expect(asked.opens).toMatchObject([
      { personId: family.personId, flow: 'answer-application', params: { note: 'من وين الطحين؟' } },
    ]);
    expect(await statusOf(family)).toContain('waits for your answer');
    const answered = await house.command(family, 'answer-application', { message: 'من السوق' });
    expect(told(answered)).toContain('We have your answer');
    expect(house.read(await application.card(noura))).toContain('من السوق');

    const ready = await application.words(noura, 'mark-application-ready', { opinion: 'طلبها ثابت' });
    expect(toFamily(ready)).toContain('The study of your project is complete');
    const sending = await application.card(finance);
    expect(house.read(sending)).toContain('طلبها ثابت');
    const sure = await application.press(finance, 'send');
    expect(text(sure)).toMatch(/Application \d+ · .+: SAR [\d,]+ over \d+ months/u);
    expect(text(sure)).toContain('The ID photo');
    expect((await application.row()).state).toBe('ready');
    const sent = await application.press(finance, 'send-sure');
    expect(toFamily(sent)).toContain('with the bank now');

    const atTheBank = await application.card(bank);
    expect(house.read(atTheBank)).not.toContain('من السوق');
    expect(house.buttons(atTheBank).map((id) => id.split(':')[1])).toEqual([
      'claim',
      'open',
      'grant',
      'grant-less',
      'return',
      'decline',
      'reassign',
      'bank-file',
    ]);
    const bankFile = text(await application.press(bank, 'open'));
    expect(bankFile).not.toMatch(/1000000008|551|SA03|من السوق/u);
    const granted = await application.grant(bank);
    expect(toFamily(granted)).toMatch(/approved the financing.*10,000.*20 months/u);
    expect(await application.row()).toMatchObject({ state: 'approved', approvedHalalas: 1_000_000n });
    expect(await statusOf(family)).toContain('approved ✅');
    // An approval is not the end: an officer speaks to her about the contract, by a day that both know.
    expect(toFamily(granted)).toMatch(/contract.* before the end of .*1 December 2026/u);
    const contract = await application.card(noura);
    expect(house.read(contract)).toMatch(/approved: the contract[\s\S]*arrange the signing/u);
    await application.press(noura, 'done');
    expect(await house.database.task.count({ where: { kind: 'application', state: { not: 'done' } } })).toBe(
      0,
    );
  });

  test('the bank sees the files that were sent to it, and nothing else', async () => {
    const { noura, bank } = staff;
    const family = await acceptedFamily(house, noura);
    await house.command(family, 'submit-application', wish());
    const { number } = await applicationOf(house, family).task();
    const refused = await house.command(bank, 'show-task', { task: String(number) });
    expect(text(refused)).toBe('That is not within your role.');
    await atBank(house, staff);
    expect(await house.source(bank, 'open-tasks')).toHaveLength(1);
  });

  test('who made the file ready does not send it; the try is kept', async () => {
    const { noura, manager } = staff;
    const family = await acceptedFamily(house, noura);
    await house.command(family, 'submit-application', wish());
    const application = applicationOf(house, family);
    await application.words(manager, 'mark-application-ready', { opinion: 'جيد' });
    const { number, version } = await application.task();
    expect(house.buttons(await application.card(manager))).not.toContain(`act:send:${number}:${version}`);
    const tried = await house.press(manager, `act:send:${number}:${version}`);
    expect(text(tried)).toContain('Another person does');
    expect(tried.audit).toMatchObject([{ action: 'action.refused', references: { why: 'other-person' } }]);
    const second = await house.member('manager', 'لطيفة', 'female');
    await house.press(second, `act:send-sure:${number}:${version}`);
    const row = await application.row();
    expect(row.state).toBe('at-bank');
    expect(row.sentById).not.toBe(row.readyById);
  });

  test('nobody of the association decides in the bank’s place', async () => {
    const { manager, finance } = staff;
    const { application } = await atBank(house, staff);
    const { number, version } = await application.task();
    for (const member of [manager, finance]) {
      expect(text(await house.press(member, `act:grant-sure:${number}:${version}`))).toContain(
        'not within your role',
      );
      const declined = await application.words(member, 'decline-application', { note: 'لا', sure: true });
      expect(text(declined)).toContain('not within your role');
    }
    expect((await application.row()).state).toBe('at-bank');
  });

  test('a family whose registration is not accepted yet is studied, but its file is not ready', async () => {
    const { noura } = staff;
    const family = await house.person();
    await house.command(family, 'register-family', registration());
    await house.command(family, 'submit-application', wish());
    const application = applicationOf(house, family);
    const tried = await application.words(noura, 'mark-application-ready', { opinion: 'جيد' });
    expect(text(tried)).toContain('registration is not accepted yet');
    expect((await application.row()).state).toBe('submitted');
  });
});

describe('what the family decides', () => {
  const offered = async () => {
    const { family, application } = await atBank(house, staff);
    const less = { amount: 700_000, months: 14, note: 'نبدأ بأقل', sure: true };
    const effects = await application.words(staff.bank, 'approve-application-less', less);
    return { family, application, effects };
  };

  test('less is offered with its reason; a yes is an approval', async () => {
    const { family, application, effects } = await offered();
    expect(toFamily(effects)).toMatch(/smaller amount[\s\S]*نبدأ بأقل/u);
    expect(effects.opens).toMatchObject([
      { flow: 'loan-offer', params: { asked: 1_000_000, amount: 700_000, months: 14 } },
    ]);
    expect(await statusOf(family)).toMatch(/approves ⁨?.*7,000.*14 months/u);
    const later = await house.press(family, 'act:offer:1');
    expect(later.openHere).toMatchObject({ flow: 'loan-offer', params: { amount: 700_000 } });
    const accepted = await house.command(family, 'accept-offer', {});
    expect(told(accepted)).toContain('is approved');
    expect(accepted.messages).toHaveLength(2);
    expect(await application.task()).toMatchObject({ topic: 'contract', role: 'case-officer' });
    expect(await application.row()).toMatchObject({ state: 'approved', approvedHalalas: 700_000n });
    expect(told(await house.command(family, 'refuse-offer', {}))).toContain('changed since');
    expect((await application.row()).state).toBe('approved');
  });

  test('a no closes the application, and the family may apply anew at once', async () => {
    const { family, application } = await offered();
    await house.command(family, 'refuse-offer', {});
    expect((await application.row()).state).toBe('declined');
    expect(await house.source(family, 'financing-rules')).toMatchObject({
      openApplication: null,
      applyAgainOn: null,
    });
    await house.command(family, 'submit-application', wish());
    expect(await application.row()).toMatchObject({ number: 2, state: 'submitted' });
  });

  test.each([
    { amount: 1_000_000, months: 20, why: 'exactly what was asked for' },
    { amount: 1_000_100, months: 20, why: 'not above the amount' },
    { amount: 0, months: 20, why: 'below what the product gives' },
    { amount: 900_000, months: 37, why: 'beyond the product' },
  ])('$amount halalas over $months months cannot be offered: $why', async ({ why, ...offer }) => {
    const { application } = await atBank(house, staff);
    const tried = await application.words(staff.bank, 'approve-application-less', {
      ...offer,
      note: 'سبب',
      sure: true,
    });
    expect(text(tried)).toContain(why);
    expect((await application.row()).state).toBe('at-bank');
  });

  test('a refusal names its reason; the family objects once and is studied again, or waits for its day', async () => {
    const { family, application } = await atBank(house, staff);
    const words = { note: 'الفائض قليل، ولو زاد السعر ريالين يكفي', sure: true };
    const declined = await application.words(staff.bank, 'decline-application', words);
    expect(toFamily(declined)).toContain('ولو زاد السعر ريالين يكفي');
    expect(await statusOf(family)).toMatch(/apply anew from/u);
    const why = (await house.source(family, 'why-refused')) as unknown as {
      readonly say: readonly Message[];
    };
    expect(house.read({ parts: why.say })).toMatch(/ولو زاد السعر ريالين يكفي[\s\S]*object/u);
    expect(await house.source(family, 'financing-rules')).toMatchObject({ applyAgainOn: '2027-02-22' });
    const early = await house.run(family, 'submit-application', wish());
    expect(early).toEqual({ ok: false, error: { question: 'review', problem: 'too-early' } });
    expect((await house.press(family, 'act:contest:1')).openHere).toMatchObject({ flow: 'loan-objection' });
    const objected = await house.command(family, 'object-application', { message: 'عندي طلبات جديدة' });
    expect(told(objected)).toContain('We have your objection');
    const card = house.read(await application.card(staff.noura));
    expect(card).toContain('عندي طلبات جديدة');
    expect(card).toContain('Declined before');
    expect(told(await house.command(family, 'object-application', { message: 'مرة ثانية' }))).toContain(
      'changed since',
    );
  });

  test('taken back, nobody works on it any more', async () => {
    const { family, application } = await atBank(house, staff);
    await application.press(staff.bank, 'claim');
    expect(await house.source(family, 'withdrawable')).toEqual({ application: '1' });
    const { number, version } = await application.task();
    const withdrawn = await house.command(family, 'withdraw-application', {});
    expect(told(withdrawn)).toContain('is closed');
    expect(withdrawn.messages).toMatchObject([{ personId: staff.bank.personId }]);
    expect(text(await house.press(staff.bank, `act:grant-sure:${number}:${version}`))).toContain('closed');
    expect((await application.row()).state).toBe('withdrawn');
    expect(await house.source(family, 'withdrawable')).toEqual({});
  });
});

test('what comes back from the bank is made ready and sent anew, with the reason on the card', async () => {
  const { noura, finance, bank, manager } = staff;
  const { application } = await atBank(house, staff);
  await application.words(bank, 'return-application', { note: 'ينقص عرض سعر' });
  expect(await application.row()).toMatchObject({ state: 'in-study', readyById: null, sentById: null });
  expect(house.read(await application.card(noura))).toContain('ينقص عرض سعر');
  // Who sent it before may make it ready now, and then another one sends it.
  await application.words(manager, 'mark-application-ready', { opinion: 'أضيف العرض' });
  await application.press(finance, 'send-sure');
  expect((await application.row()).state).toBe('at-bank');
});

test.each([
  [{ amount: 400_000 }, 'amount', 'too-small'],
  [{ amount: 1_200_100 }, 'amount', 'too-large'],
  [{ months: 37 }, 'months', 'too-large'],
  [{ graceMonths: 4 }, 'graceMonths', 'too-large'],
  [{ product: 'another' }, 'product', 'no-such-product'],
  // What the surplus does not carry, whatever the flow let through: 2,005 riyals a month by these answers.
  [{ amount: 1_000_000, months: 4 }, 'months', 'too-small'],
  [
    { production: [{ name: 'كليجا', quantity: 1, times: 12, price: 2_500, materials: 900 }] },
    'amount',
    'too-large',
  ],
  [{ creditConsent: false }, 'creditConsent', 'needed'],
])('a wish beyond the rules is refused at its question: %j', async (changes, question, problem) => {
  const family = await acceptedFamily(house, staff.noura);
  const result = await house.run(family, 'submit-application', wish(changes));
  expect(result).toEqual({ ok: false, error: { question, problem } });
  expect(await house.database.application.count()).toBe(0);
});

test('the same application twice stands once', async () => {
  const family = await acceptedFamily(house, staff.noura);
  const outcomes = await Promise.all([1, 2].map(() => house.command(family, 'submit-application', wish())));
  expect(outcomes.map(({ outcome }) => outcome?.number)).toEqual(['1', '1']);
  expect(await house.database.application.count()).toBe(1);
});

test('each new card reaches its role; a day that passed at the bank is told with the new one', async () => {
  const { family, application } = await atBank(house, staff);
  const cards = await house.inTransaction(alertNewTasks);
  expect(cards.map(({ personId }) => personId)).toContain(staff.bank.personId);
  expect(cards.map(({ personId }) => personId)).not.toContain(staff.noura.personId);
  house.clock.now = new Date('2026-12-20T07:00:00Z');
  const late = await house.inTransaction(escalations);
  const personIds = late.messages.map(({ personId }) => personId);
  expect(personIds).toEqual(expect.arrayContaining([staff.manager.personId, family.personId]));
  expect((await application.row()).promisedAt).toEqual(new Date('2026-12-21T20:59:59.999Z'));
});

describe('where too few people are there', () => {
  const unlink = (...members: readonly Actor[]) =>
    house.database.member.updateMany({
      where: { id: { in: members.map(({ member }) => member?.id ?? '') } },
      data: { personId: null },
    });

  test('a file that nobody could send or decide is told when it is made ready, to the manager too', async () => {
    const { noura, finance, manager, bank } = staff;
    const family = await acceptedFamily(house, noura);
    await house.command(family, 'submit-application', wish());
    await unlink(bank);
    const ready = await applicationOf(house, family).words(noura, 'mark-application-ready', {
      opinion: 'طلبه ثابت',
    });
    expect(text(ready)).toContain('No bank officer has a linked account');
    expect(text(ready)).not.toContain('Nobody is there to send');
    const toManager = (ready.messages ?? []).filter(({ personId }) => personId === manager.personId);
    expect(toManager.map(({ reply }) => house.read(reply)).join()).toContain('No bank officer');
    expect(finance.member).not.toBeNull();
  });

  test('the manager’s daily list says so as long as it lasts', async () => {
    const { application } = await atBank(house, staff);
    await unlink(staff.bank);
    const morning = async () => {
      const told = await house.inTransaction(digest);
      return told
        .filter(({ personId }) => personId === staff.manager.personId)
        .map(({ reply }) => house.read(reply))
        .join();
    };
    expect(await morning()).toContain('No bank officer has a linked account');
    const letter = await house.document(staff.finance);
    const line = { number: (await application.row()).number, decision: { kind: 'approve', words: null } };
    await house.command(staff.finance, 'propose-bank-decisions', { sure: 'propose', letter, lines: [line] });
    expect(await morning()).not.toContain('nobody is there to compare it');
    await house.member('bank-officer', 'سعد', 'male');
    expect(await morning()).not.toContain('No bank officer');
  });
});
