import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Effects } from '../../../src/domain/contract.ts';
import { correctionStates, correctionTransitions } from '../../../src/domain/financing/correction-states.ts';
import { correctionsInTime } from '../../../src/domain/financing/index.ts';
import { putRulesIntoForce, rulesInForce } from '../../../src/domain/financing/rules-store.ts';
import type { Answers, Message } from '../../../src/engine/vocabulary.ts';
import { type House, openHouse, registration } from '../house.ts';
import { acceptedFamily, applicationOf, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
beforeEach(async () => {
  house = await openHouse();
  staff = await staffOf(house);
});
afterEach(() => house.close());

const text = (effects: Effects): string =>
  [
    ...(effects.replies ?? []).map((reply) => house.read(reply)),
    ...(effects.outcome?.told ? [house.read({ parts: [effects.outcome.told as Message] })] : []),
  ].join('\n');

const applied = async (changes: Answers = {}) => {
  const family = await acceptedFamily(house, staff.noura);
  await house.command(family, 'submit-application', wish(changes));
  return { family, application: applicationOf(house, family) };
};

/** Puts rules into force by which nobody stands for an application. */
const withoutGuarantor = () =>
  house.inTransaction(async (transaction) => {
    const { rules } = (await rulesInForce(transaction)) ?? {};
    if (!rules) throw new Error('no rules are in force');
    const products = rules.products.map((product) => ({ ...product, guarantorAboveRiyals: null }));
    const later = new Date(house.clock.now.getTime() + 1);
    await putRulesIntoForce(transaction, { ...rules, products }, later);
  });

const proposed = async (
  application: ReturnType<typeof applicationOf>,
  what: string,
  value: { readonly amount?: number; readonly count?: number },
) =>
  application.words(staff.noura, 'propose-study-correction', {
    what,
    ...value,
    reason: 'هكذا هو في السوق اليوم',
  });

const answered = async (family: Actor, effects: Effects, agreed: boolean, why: string | null = null) => {
  const correction = effects.opens?.[0]?.params.correction ?? null;
  return house.command(family, 'answer-correction', { correction, agreed, why });
};

describe('the visit', () => {
  const visit = { day: { iso: '2026-11-23' }, seen: 'مطبخ مرتب وتخبز كل يوم' };

  test('stands on the card with its day and its photos, which the association sees and the bank does not', async () => {
    const { application } = await applied();
    const photo = await house.document(staff.noura);
    await application.words(staff.noura, 'record-study-visit', { ...visit, photo });
    expect(house.read(await application.card(staff.noura))).toMatch(
      /Visit on .*23 November.*📷 1.*مطبخ مرتب/u,
    );
    const opened = await application.press(staff.noura, 'open');
    expect(opened.replies?.some(({ media }) => media?.documentId === photo.documentId)).toBe(true);
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    await application.press(staff.finance, 'send-sure');
    const atBank = await application.press(staff.bank, 'open');
    expect(text(atBank)).toContain('مطبخ مرتب');
    expect(atBank.replies?.flatMap(({ media }) => media ?? [])).toEqual([]);
  });

  test('a larger amount asks for one, or for the reason why there was none', async () => {
    await withoutGuarantor();
    const { application } = await applied({ amount: 1_100_000 });
    await application.press(staff.noura, 'claim');
    const asked = await application.press(staff.noura, 'ready');
    expect(text(asked)).toMatch(/this is not done:\n• The ID photo/u);
    expect(asked.openHere).toBeUndefined();
    const pressed = await application.press(staff.noura, 'ready-sure');
    expect(pressed.openHere).toMatchObject({ params: { lacksVisit: true } });
    const refused = await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    expect(text(refused)).toContain('No visit to this project');
    expect((await application.row()).state).toBe('in-study');
    await application.words(staff.noura, 'mark-application-ready', {
      opinion: 'جيد',
      withoutVisit: 'زرناها الشهر الماضي في التسجيل',
    });
    expect((await application.row()).state).toBe('ready');
    expect(house.read(await application.card(staff.finance))).toMatch(
      /Without a visit: .*زرناها الشهر الماضي في التسجيل/u,
    );
  });

  test('a family that asked for a woman is visited by one', async () => {
    const majed = await house.member('case-officer', 'ماجد', 'male');
    const family = await house.person();
    await house.command(family, 'register-family', registration({ womenOnly: true }));
    const task = await house.database.task.findFirstOrThrow({ where: { kind: 'registration' } });
    await house.approve(staff.noura, `act:approve:${task.number}:${task.version}`);
    await house.command(family, 'submit-application', wish());
    const application = applicationOf(house, family);
    expect((await application.press(majed, 'visit')).openHere).toMatchObject({ params: { asksWoman: true } });
    const refused = await application.words(majed, 'record-study-visit', { ...visit, byWoman: false });
    expect(refused.audit).toMatchObject([{ action: 'action.refused', references: { why: 'women-only' } }]);
    expect(await house.database.studyVisit.count()).toBe(0);
    await application.words(majed, 'record-study-visit', { ...visit, byWoman: true });
    expect(await house.database.studyVisit.findFirstOrThrow()).toMatchObject({ byWoman: true });
  });

  test('is sealed, and kept as it was written', async () => {
    const { application } = await applied();
    await application.words(staff.noura, 'record-study-visit', visit);
    const row = await house.database.studyVisit.findFirstOrThrow();
    expect(Buffer.from(row.sealedWords).toString('utf8')).not.toContain('مطبخ');
    await expect(house.database.studyVisit.deleteMany()).rejects.toThrow();
    await expect(house.database.studyVisit.updateMany({ data: { byWoman: false } })).rejects.toThrow();
  });
});

describe('a correction of the study', () => {
  test('holds once the family agrees: card and study have the new number, its own is kept beside it', async () => {
    const { family, application } = await applied();
    const before = await application.row();
    const put = await proposed(application, 'production.0.price', { amount: 2_000 });
    expect(put.opens).toMatchObject([{ personId: family.personId, flow: 'agree-correction' }]);
    const lines = put.opens?.[0]?.params.lines as unknown as readonly Message[];
    const told = house.read({ parts: lines });
    // 240 × (20 − 9) × 13 / 12 − 150 = 2,710, where it was 240 × 16 × 13 / 12 − 150 = 4,010.
    expect(told).toMatch(/from SAR 25 to SAR 20[\s\S]*was SAR 4,010 and becomes SAR 2,710[\s\S]*SAR 1,355/u);
    expect(house.read(await application.card(staff.noura))).toMatch(/surplus: SAR 4,010/u);
    expect(text(await answered(family, put, true))).toContain('yours is kept beside it');
    expect(house.read(await application.card(staff.noura))).toMatch(/surplus: SAR 2,710/u);
    const file = text(await application.press(staff.noura, 'open'));
    expect(file).toMatch(/The family agreed: .*from SAR 25 to SAR 20/u);
    expect((await application.row()).sealedAnswers).toEqual(before.sealedAnswers);
  });

  test('a no leaves the study as it was, and its reason reaches the officer', async () => {
    const { family, application } = await applied();
    const put = await proposed(application, 'production.0.times', { count: 8 });
    await answered(family, put, false, 'أطبخ ١٢ مرة والله');
    const card = house.read(await application.card(staff.noura));
    expect(card).toMatch(/did not agree to the correction/u);
    expect(card).toContain('أطبخ 12 مرة والله');
    expect(card).toMatch(/surplus: SAR 4,010/u);
  });

  test('without an answer the family is reminded once after three days, and its officer has to call after seven', async () => {
    const { family, application } = await applied();
    const put = await proposed(application, 'production.0.price', { amount: 2_000 });
    const daysLater = async (days: number) => {
      house.clock.now = new Date(house.clock.now.getTime() + days * 86_400_000);
      return house.inTransaction(correctionsInTime);
    };
    const nobody = { messages: [], audit: [] };
    expect(await daysLater(2)).toEqual(nobody);
    const reminded = await daysLater(1);
    expect(reminded.messages.map(({ personId }) => personId)).toEqual([family.personId]);
    expect(house.read(reminded.messages[0]?.reply)).toContain('is still missing');
    const [button = ''] = house.buttons(reminded.messages[0]?.reply);
    expect((await house.press(family, button)).openHere).toMatchObject({ flow: 'agree-correction' });
    expect(await daysLater(0)).toEqual(nobody);
    expect(await daysLater(3)).toEqual(nobody);
    await house.database.task.updateMany({ data: { alertedAt: house.clock.now } });
    expect((await daysLater(1)).audit).toMatchObject([{ action: 'study-correction.raised' }]);
    expect((await application.task()).alertedAt).toBeNull();
    const card = house.read(await application.card(staff.noura));
    expect(card).toMatch(/A correction without an answer[\s\S]*call the family about the correction/u);
    expect(await daysLater(7)).toEqual(nobody);
    // It may still be answered, and the card says so.
    await answered(family, put, true);
    expect(house.read(await application.card(staff.noura))).toContain('agreed to the correction');
  });

  test('one that the job did not see for long is the officer’s at once, and the family is not reminded after that', async () => {
    const { family, application } = await applied();
    await proposed(application, 'production.0.price', { amount: 2_000 });
    house.clock.now = new Date(house.clock.now.getTime() + 9 * 86_400_000);
    expect((await house.inTransaction(correctionsInTime)).messages).toEqual([]);
    expect(await house.inTransaction(correctionsInTime)).toEqual({ messages: [], audit: [] });
    await house.command(family, 'withdraw-application', {});
    expect(await house.inTransaction(correctionsInTime)).toEqual({ messages: [], audit: [] });
  });

  test('is read back with what it does before the family hears of it; a no leaves all as it was', async () => {
    const { application } = await applied();
    const typed = { what: 'fixedCosts.0.amount', amount: 30_000, reason: 'الفاتورة ثلاثمئة' };
    const shown = await application.words(staff.noura, 'read-study-correction', typed);
    expect(shown.openHere).toMatchObject({
      flow: 'staff-study-correct-sure',
      params: { about: { of: 'application', number: '1' }, correction: typed },
    });
    const lines = shown.openHere?.params.lines as unknown as readonly Message[];
    expect(house.read({ parts: lines })).toMatch(/150.*300[\s\S]*الفاتورة ثلاثمئة[\s\S]*4,010.*3,860/u);
    expect(shown.opens ?? []).toEqual([]);
    const dropped = await application.words(staff.noura, 'propose-study-correction', {
      ...typed,
      sure: false,
    });
    expect(text(dropped)).toContain('The family was told nothing');
    expect(await house.database.studyCorrection.count()).toBe(0);
    const put = await application.words(staff.noura, 'propose-study-correction', { ...typed, sure: true });
    expect(put.opens).toHaveLength(1);
  });

  test('nothing is ready while it waits for the family, not even past the code', async () => {
    const { family, application } = await applied();
    const put = await proposed(application, 'fixedCosts.0.amount', { amount: 30_000 });
    expect(text(await application.press(staff.noura, 'ready'))).toContain('The family is asked');
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    expect((await application.row()).state).toBe('in-study');
    await expect(
      house.database.$executeRaw`update application set state = 'ready', version = version + 1`,
    ).rejects.toThrow('waits for the family');
    await answered(family, put, true);
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    expect((await application.row()).state).toBe('ready');
  });

  test('a newer one takes the place of one that waits; an answer to the old one comes too late', async () => {
    const { family, application } = await applied();
    const old = await proposed(application, 'tools.0.price', { amount: 900_000 });
    await proposed(application, 'tools.0.price', { amount: 1_000_000 });
    expect(text(await answered(family, old, true))).toMatch(/changed since our message/u);
    const states = await house.database.studyCorrection.findMany();
    expect(states.map(({ state }) => state).sort()).toEqual(['overtaken', 'proposed']);
    await house.command(family, 'withdraw-application', {});
    expect(await house.database.studyCorrection.count({ where: { state: 'proposed' } })).toBe(0);
  });

  test('an instalment that the corrected study does not carry is told to both', async () => {
    const { family, application } = await applied();
    const put = await proposed(application, 'production.0.price', { amount: 1_300 });
    const lines = put.opens?.[0]?.params.lines as unknown as readonly Message[];
    expect(house.read({ parts: lines })).toContain('We find an amount or a time with you');
    await answered(family, put, true);
    expect(house.read(await application.card(staff.noura))).toMatch(/instalment of SAR 500 is above/u);
  });

  test.each([
    ['the number as it stands', 'production.0.price', { amount: 2_500 }],
    ['no times at all', 'production.0.times', { count: 0 }],
    ['a line that is not there', 'production.7.price', { amount: 100 }],
  ])('%s is no correction', async (_name, what, value) => {
    const { application } = await applied();
    await proposed(application, what, value);
    expect(await house.database.studyCorrection.count()).toBe(0);
  });

  test('what the household has and owes, and what is sold today, are corrected as the rest is', async () => {
    const { family, application } = await applied();
    const put = await proposed(application, 'obligations', { amount: 600_000 });
    const lines = put.opens?.[0]?.params.lines as unknown as readonly Message[];
    // 4,000 + 4,010 − 6,000 = 2,010 is left, and half of it can be repaid; the surplus itself is as it was.
    const told = house.read({ parts: lines });
    expect(told).toMatch(/obligations.*from SAR 1,200 to SAR 6,000/u);
    expect(told).toMatch(/was SAR 2,005 and becomes SAR 1,005/u);
    expect(told).not.toContain('4,010');
    await answered(family, put, true);
    await answered(family, await proposed(application, 'householdIncome', { amount: 500_000 }), true);
    const sales = await proposed(application, 'salesMonthly', { amount: 300_000 });
    const said = house.read({ parts: sales.opens?.[0]?.params.lines as unknown as readonly Message[] });
    expect(said).toMatch(/from SAR 1,500 to SAR 3,000[\s\S]*stay as they are/u);
    await answered(family, sales, true);
    const file = text(await application.press(staff.noura, 'open'));
    expect(file).toMatch(/SAR 5,000[^\n]*SAR 6,000/u);
    expect(file).toMatch(/The family agreed: Household income.*from SAR 4,000 to SAR 5,000/u);
  });

  test('the household’s money is shown to who holds the file, on no card, and to nobody else', async () => {
    const { family, application } = await applied();
    const offered = async (member: Actor): Promise<string> => {
      const task = (await application.task()).number;
      return JSON.stringify(await house.source(member, 'study-assumptions', { task }));
    };
    // While nobody has taken it, an officer whose file it is not finds it without its number.
    const colleague = await house.member('case-officer', 'سارة', 'female');
    expect(await offered(colleague)).toMatch(/"householdIncome","label":"دخل البيت: •••/u);
    expect(await offered(colleague)).not.toContain('٤٬٠٠٠');
    const put = await proposed(application, 'householdIncome', { amount: 333_300 });
    expect(await offered(staff.noura)).toContain('دخل البيت: ٤٬٠٠٠ ريال');
    expect(await offered(staff.manager)).not.toMatch(/householdIncome|obligations/u);
    await application.words(staff.manager, 'read-study-correction', {
      what: 'householdIncome',
      amount: 1,
      reason: 'هكذا هو في السوق اليوم',
    });
    expect(await house.database.studyCorrection.count()).toBe(1);
    const waiting = house.read(await application.card(staff.noura));
    expect(waiting).toContain('The family is asked: household income');
    expect(waiting).not.toMatch(/4,000|3,333/u);
    await answered(family, put, false, 'دخلنا ٤٠٠٠ والله');
    expect(house.read(await application.card(staff.noura))).not.toContain('دخلنا');
    expect(text(await application.press(staff.noura, 'open'))).toMatch(/3,333.*دخلنا/u);
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    await house.database.family.updateMany({ data: { claimedById: null } });
    const hidden = text(await application.press(staff.finance, 'open'));
    expect(hidden).toContain('did not agree to a correction: household income');
    expect(hidden).not.toMatch(/3,333|دخلنا|هكذا هو في السوق/u);
  });

  test('another family’s button and answer do nothing', async () => {
    const { application } = await applied();
    const put = await proposed(application, 'production.0.price', { amount: 2_000 });
    const other = await acceptedFamily(house, staff.noura);
    await house.command(other, 'submit-application', wish());
    await answered(other, put, true);
    expect(await house.database.studyCorrection.findFirstOrThrow()).toMatchObject({ state: 'proposed' });
  });

  test('the database holds the same table', async () => {
    const rows = await house.database.caseTransition.findMany({ where: { caseKind: 'study-correction' } });
    const known = correctionTransitions.map(({ from, event, to }) => `${from} ${event} ${to}`);
    expect(
      rows.map(({ fromState, event, toState }) => `${fromState} ${event} ${toState}`).toSorted(),
    ).toEqual(known.toSorted());
    const { family, application } = await applied();
    await answered(family, await proposed(application, 'production.0.price', { amount: 2_000 }), true);
    for (const state of correctionStates) {
      await expect(
        house.database.studyCorrection.updateMany({
          data: { state, version: 9, settledAt: house.clock.now },
        }),
      ).rejects.toThrow();
    }
  });
});
