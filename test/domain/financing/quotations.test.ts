import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/db/client.ts';
import type { Actor } from '../../../src/domain/contract.ts';
import { quotationsInTime } from '../../../src/domain/financing/index.ts';
import {
  quotationEvents,
  quotationStates,
  quotationTransitions,
} from '../../../src/domain/financing/quotation-states.ts';
import { moveQuotation, quotationsOf } from '../../../src/domain/financing/quotation-store.ts';
import { putRulesIntoForce, rulesInForce } from '../../../src/domain/financing/rules-store.ts';
import { transitionOf } from '../../../src/domain/transitions.ts';
import type { Answers, Json } from '../../../src/engine/vocabulary.ts';
import { button, type House, openHouse } from '../house.ts';
import { acceptedFamily, applicationOf, type Staff, staffOf, wish } from './applicant.ts';

const day = (iso: string): Json => ({ iso, calendar: 'gregorian', typed: iso });
const daysLater = (house: House, days: number): void => {
  house.clock.now = new Date(house.clock.now.getTime() + days * 86_400_000);
};

describe('quotations of an application', () => {
  let house: House;
  let staff: Staff;
  beforeEach(async () => {
    house = await openHouse();
    staff = await staffOf(house);
  });
  afterEach(() => house.close());

  /** Puts rules into force by which a quotation is needed above an amount, and nobody stands for an application. */
  const needed = (quotationAboveRiyals: number | null) =>
    house.inTransaction(async (transaction) => {
      const { rules } = (await rulesInForce(transaction)) ?? {};
      if (!rules) throw new Error('no rules are in force');
      const products = rules.products.map((product) => ({ ...product, quotationAboveRiyals }));
      await putRulesIntoForce(transaction, { ...rules, products }, new Date(house.clock.now.getTime() + 1));
    });

  const pagesOf = async (family: Actor, count: number): Promise<Json> =>
    Promise.all(Array.from({ length: count }, () => house.document(family)));

  const applied = async (quotations: readonly Answers[] = []) => {
    const family = await acceptedFamily(house, staff.noura);
    await house.command(family, 'submit-application', wish({ quotations }));
    return { family, application: applicationOf(house, family) };
  };

  /** Pages are made once the family is there. */
  const appliedWith = async (quotation: Omit<Answers, 'pages'> = {}, pages = 1) => {
    const family = await acceptedFamily(house, staff.noura);
    const one = { pages: await pagesOf(family, pages), of: null, supplier: null, until: null, ...quotation };
    await house.command(family, 'submit-application', wish({ quotations: [one] }));
    return { family, application: applicationOf(house, family) };
  };

  const send = async (family: Actor, more: Answers = {}) =>
    house.command(family, 'send-quotation', {
      pages: await pagesOf(family, 1),
      of: null,
      supplier: null,
      until: null,
      ...more,
    });

  const openTask = () =>
    house.database.task.findFirstOrThrow({
      where: { kind: 'document', topic: 'quotation', state: { not: 'done' } },
      orderBy: { number: 'desc' },
    });
  const cardOf = async (member: Actor) =>
    (await house.command(member, 'show-task', { task: String((await openTask()).number) })).replies?.[0];
  const verify = async (answers: Answers = {}) =>
    house.command(staff.noura, 'verify-quotation', {
      task: String((await openTask()).number),
      supplier: 'محل الخالدي',
      total: 1_180_000,
      until: day('2026-12-10'),
      ...answers,
    });
  const states = async () =>
    (await house.database.quotation.findMany({ orderBy: { number: 'asc' } })).map(({ state }) => state);
  const inTime = () =>
    house.inTransaction((transaction, services) => quotationsInTime(transaction, services));
  const statusOf = async (family: Actor) => JSON.stringify(await house.source(family, 'status'));

  test('come with the application, are a case of their own each, and no part of its answers', async () => {
    const { family, application } = await appliedWith({ supplier: 'محل الخالدي', of: 'عجانة' }, 3);
    const row = await application.row();
    const [quotation] = await house.inTransaction((transaction) =>
      quotationsOf(transaction, row.id, family.key),
    );
    expect(quotation).toMatchObject({ supplier: 'محل الخالدي', of: 'عجانة', row: { number: 1, pages: 3 } });
    expect(quotation?.row.documentIds).toHaveLength(3);
    expect(await house.database.document.count({ where: { purpose: 'quotation' } })).toBe(3);
    expect(Buffer.from(quotation?.row.sealedWords ?? []).toString('utf8')).not.toContain('الخالدي');
    const card = house.read(await application.card(staff.noura));
    expect(card).toMatch(/📎 quotation for .*عجانة.* from .*محل الخالدي.* \(3 pages\): to be looked at/u);
    const own = await cardOf(staff.noura);
    expect(house.read(own)).toContain('A quotation has come · number 1');
    const opened = await house.press(staff.noura, button(own, 'open'));
    expect(opened.replies?.flatMap(({ media }) => media ?? [])).toHaveLength(3);
    const ofCase = await application.press(staff.noura, 'open');
    expect(house.buttons(ofCase.replies?.at(-1))).toContain(button(own, 'verify'));
    expect(ofCase.replies?.flatMap(({ media }) => media ?? []).length).toBeGreaterThanOrEqual(3);
  });

  test('a look begins with what is likely; what is found stands on the card and in the file, and the family hears it', async () => {
    const { application } = await appliedWith({ supplier: 'محل الخالدي', of: 'عجانة' });
    const pressed = await house.press(staff.noura, button(await cardOf(staff.noura), 'verify'));
    expect(pressed.openHere).toMatchObject({
      flow: 'staff-quotation',
      params: { namedSupplier: 'محل الخالدي', likelyTotal: 1_200_000 },
    });
    const today = house.services().today;
    const thirty = new Date(Date.parse(`${today}T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(pressed.openHere?.params.likelyUntil).toBe(thirty);
    const verified = await verify();
    expect(house.words(verified)).toMatch(/^Verified: quotation for .*valid until/u);
    expect(house.read(verified.messages?.[0]?.reply)).toMatch(/all right ✅ valid until/u);
    expect(await states()).toEqual(['verified']);
    expect(await house.database.document.count({ where: { purpose: 'quotation', state: 'verified' } })).toBe(
      1,
    );
    expect(house.read(await application.card(staff.noura))).toMatch(/SAR 11,800, valid until .*✅/u);
  });

  test('nobody verifies what has ended, and a day on the paper is offered before the usual ones', async () => {
    await appliedWith({ until: day('2026-12-05') });
    const pressed = await house.press(staff.noura, button(await cardOf(staff.noura), 'verify'));
    expect(pressed.openHere?.params.likelyUntil).toBe('2026-12-05');
    const late = await verify({ until: day('2026-11-01') });
    expect(house.words(late)).toContain('That day has passed');
    expect(await states()).toEqual(['received']);
  });

  test('rejected with a reason, the family hears why and sends another, which renews it', async () => {
    const { family } = await appliedWith({ supplier: 'محل الخالدي' });
    const rejected = await house.command(staff.noura, 'reject-document', {
      task: String((await openTask()).number),
      reason: 'blurred',
      note: 'السعر في آخر الصفحة مقطوع',
    });
    const [told] = rejected.messages ?? [];
    expect(house.read(told?.reply)).toMatch(/picture is not clear.*السعر في آخر الصفحة مقطوع/su);
    expect(rejected.opens ?? []).toEqual([]);
    expect(await house.database.familyRequest.count()).toBe(0);
    const pressed = await house.press(family, button(told?.reply, 'quotation'));
    expect(pressed.openHere).toEqual({ flow: 'send-quotation', params: { instead: '1' } });
    await send(family, { instead: '1' });
    expect(await states()).toEqual(['superseded', 'received']);
    const rows = await house.database.quotation.findMany({ orderBy: { number: 'asc' } });
    expect(rows[1]?.insteadOfId).toBe(rows[0]?.id);
    // It is of the same shop until somebody reads otherwise.
    expect(house.read(await cardOf(staff.noura))).toContain('محل الخالدي');
  });

  test('a file that needs one is not ready without one that holds, and says what lacks', async () => {
    await needed(5_000);
    const { family, application } = await applied();
    await application.press(staff.noura, 'claim');
    const ready = async () => house.words(await application.press(staff.noura, 'ready'));
    const written = async () =>
      house.words(await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' }));
    expect(await ready()).toContain('needs a quotation from the shop, and none has come yet');
    expect(await written()).toContain('needs a quotation from the shop');
    expect(await statusOf(family)).toContain('alerts:quotation.status.missing');
    await send(family);
    expect(await ready()).toContain('A quotation has come that nobody has looked at');
    await verify();
    expect((await application.press(staff.noura, 'ready-sure')).openHere?.flow).toBe(
      'staff-application-ready',
    );
    daysLater(house, 30);
    expect(await ready()).toContain('has ended');
    expect(await written()).toContain('has ended');
    await inTime();
    expect(await ready()).toContain('has ended');
    await send(family);
    await verify({ until: day('2027-01-20') });
    expect(await written()).toContain('ready');
    expect((await application.row()).state).toBe('ready');
  });

  test('nor is it sent once that has ended; and no rule, no lack', async () => {
    await needed(5_000);
    const { family, application } = await appliedWith();
    await verify();
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    daysLater(house, 30);
    expect(house.words(await application.press(staff.finance, 'send'))).toContain('has ended');
    expect((await application.row()).state).toBe('ready');
    await send(family);
    await verify({ until: day('2027-01-20') });
    await application.press(staff.finance, 'send-sure');
    expect((await application.row()).state).toBe('at-bank');
  });

  test('without such a rule an expired one is said, and keeps nothing back', async () => {
    const { application } = await appliedWith();
    await verify();
    daysLater(house, 30);
    await inTime();
    expect(house.read(await application.card(staff.noura))).toMatch(/⚠️ quotation from .*: ended/u);
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    expect((await application.row()).state).toBe('ready');
  });

  test('its day passed, the family and its officer are told once, also when the job runs again', async () => {
    const { family, application } = await appliedWith({ supplier: 'محل الخالدي' });
    await application.press(staff.noura, 'claim');
    await verify();
    house.clock.now = new Date('2026-12-10T16:59:00Z');
    expect((await inTime()).messages).toEqual([]);
    // Nobody is woken: midnight has passed, the morning has not come.
    house.clock.now = new Date('2026-12-10T22:00:00Z');
    expect((await inTime()).messages).toEqual([]);
    house.clock.now = new Date('2026-12-11T06:00:00Z');
    const { messages } = await inTime();
    expect(messages.map(({ personId }) => personId)).toEqual([family.personId, staff.noura.personId]);
    expect(house.read(messages[0]?.reply)).toMatch(
      /quotation from .*محل الخالدي.* in your application no\. 1 ended on .*10 December.*the first one is kept/u,
    );
    expect(house.buttons(messages[0]?.reply)).toEqual(['act:quotation:1:1']);
    expect((await inTime()).messages).toEqual([]);
    expect(await statusOf(family)).toContain('alerts:quotation.status.expired');
    expect(await house.source(family, 'quotations-wanted')).toMatchObject({
      application: 1,
      renewable: 1,
      awaited: true,
    });
  });

  test('what lies with the bank is left as it was sent; back in study its day counts', async () => {
    const { application } = await appliedWith();
    await verify();
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
    await application.press(staff.finance, 'send-sure');
    daysLater(house, 30);
    expect((await inTime()).messages).toEqual([]);
    expect(await states()).toEqual(['verified']);
    await application.words(staff.bank, 'return-application', { note: 'نحتاج عرض سعر أحدث' });
    expect((await inTime()).messages).toHaveLength(2);
    expect(await states()).toEqual(['expired']);
  });

  test('of two that ended the named one is renewed, and one that is new renews none', async () => {
    const family = await acceptedFamily(house, staff.noura);
    const one = async (of: string) => ({ pages: await pagesOf(family, 1), of, supplier: null, until: null });
    await house.command(
      family,
      'submit-application',
      wish({ quotations: [await one('عجانة'), await one('فرن')] }),
    );
    await verify();
    await verify();
    daysLater(house, 30);
    await inTime();
    const choices = (await house.source(family, 'quotations-to-renew')) as readonly { id: string }[];
    expect(choices.map(({ id }) => id)).toEqual(['1', '2', 'new']);
    await send(family);
    expect(await states()).toEqual(['expired', 'expired', 'received']);
    await send(family, { instead: 'new' });
    await send(family, { instead: '2' });
    expect(await states()).toEqual(['expired', 'superseded', 'received', 'received', 'received']);
  });

  test('what an officer photographs at the desk becomes the family’s own paper', async () => {
    const family = await acceptedFamily(house, staff.noura);
    const { number } = await house.database.family.findFirstOrThrow();
    const { creditConsent: _hers, ...written } = wish();
    const quotation = {
      pages: await pagesOf(staff.noura, 2),
      of: null,
      supplier: 'محل الخالدي',
      until: null,
    };
    const wrote = await house.command(
      staff.noura,
      'write-desk-application',
      { ...written, quotations: [quotation], family: String(number) },
      { family: String(number) },
    );
    expect(wrote.handOverTo).toBe(family.personId);
    expect(await states()).toEqual(['received']);
    const pages = await house.database.document.findMany({ where: { purpose: 'quotation' } });
    expect(pages.map(({ personId }) => personId)).toEqual([family.personId, family.personId]);
    await verify();
    expect(await states()).toEqual(['verified']);
  });

  test('an application that is over leaves nobody a quotation to look at', async () => {
    const { family, application } = await appliedWith();
    const { number } = await application.row();
    await house.command(family, 'withdraw-application', { application: String(number) });
    expect((await application.row()).state).toBe('withdrawn');
    expect(await house.database.task.count({ where: { topic: 'quotation', state: { not: 'done' } } })).toBe(
      0,
    );
    expect(await states()).toEqual(['received']);
  });

  test('without an application that is prepared nothing is taken, and it is said', async () => {
    const family = await acceptedFamily(house, staff.noura);
    const sent = await send(family);
    expect(sent.outcome?.told).toMatchObject({ key: 'alerts:quotation.told.none' });
    expect(await house.source(family, 'quotations-wanted')).toMatchObject({ application: null });
    expect(await house.database.quotation.count()).toBe(0);
  });

  test('another family’s button does nothing, and a man sees no paper of a family that asked for women', async () => {
    const { family } = await appliedWith();
    const other = await acceptedFamily(house, staff.noura);
    const pressed = await house.press(other, 'act:quotation:1:1').catch(() => null);
    expect(pressed?.openHere).toBeUndefined();
    await house.database.task.updateMany({ where: { topic: 'quotation' }, data: { womenOnly: true } });
    const man = await house.member('case-officer', 'سعد', 'male');
    const refused = await house.command(man, 'verify-quotation', {
      task: String((await openTask()).number),
      supplier: 'محل',
      total: 100_000,
      until: day('2026-12-20'),
    });
    expect(house.words(refused)).not.toContain('Verified');
    expect(await states()).toEqual(['received']);
    expect(family.personId).not.toBe(other.personId);
  });

  test('it goes as its table says, and no other way: not by the code, not by the database', async () => {
    const { family, application } = await appliedWith();
    const row = await application.row();
    const settledById = staff.noura.member?.id ?? '';
    const found = {
      key: family.key,
      words: { supplier: 'محل', of: null },
      totalHalalas: 100,
      validUntil: '2026-12-10' as const,
    };
    const undo = new Error('undone');
    /** The quotation forced into a state, what an event makes of it, and everything undone. */
    const reached = async (from: string, work: (transaction: Transaction) => Promise<unknown>) => {
      let seen: unknown = null;
      await house
        .inTransaction(async (transaction) => {
          await transaction.$executeRawUnsafe('alter table quotation disable trigger user');
          const settled = {
            settledAt: house.clock.now,
            settledById,
            totalHalalas: 100n,
            validUntil: new Date('2026-12-10T00:00:00Z'),
          };
          await transaction.quotation.updateMany({
            data: { state: from, ...(from === 'received' ? {} : settled) },
          });
          await transaction.$executeRawUnsafe('alter table quotation enable trigger user');
          seen = await work(transaction).catch((error: unknown) => (error as Error).message);
          throw undo;
        })
        .catch((error: unknown) => {
          if (error !== undo && (error as Error).message !== undo.message) throw error;
        });
      return seen;
    };
    for (const from of quotationStates) {
      for (const event of quotationEvents) {
        const settled = ['verify', 'reject'].includes(event)
          ? { at: house.clock.now, memberId: settledById, ...(event === 'verify' ? { found } : {}) }
          : null;
        const state = await reached(from, async (transaction) => {
          const [quotation] = await quotationsOf(transaction, row.id, family.key);
          return quotation && (await moveQuotation(transaction, quotation, event, settled))?.state;
        });
        expect([from, event, state ?? null]).toEqual([
          from,
          event,
          transitionOf(quotationTransitions, from, event)?.to ?? null,
        ]);
      }
      for (const to of quotationStates.filter((one) => one !== from)) {
        if (quotationTransitions.some((one) => one.from === from && one.to === to)) continue;
        const refused = await reached(from, (transaction) =>
          transaction.quotation.updateMany({ data: { state: to, version: 99 } }),
        );
        expect(String(refused)).toContain(`cannot go from ${from} to ${to}`);
      }
    }
  });

  test('the database keeps what was sent and found, and takes no other family’s files', async () => {
    await appliedWith();
    await verify();
    const other = await house.document(staff.noura);
    for (const data of [
      { totalHalalas: 5n },
      { validUntil: new Date('2030-01-01T00:00:00Z') },
      { pages: 9 },
      { documentIds: [other.documentId] },
    ])
      await expect(house.database.quotation.updateMany({ data })).rejects.toThrow();
    await expect(house.database.quotation.deleteMany()).rejects.toThrow();
    const first = await house.database.quotation.findFirstOrThrow();
    await expect(
      house.database.quotation.create({
        data: {
          ...first,
          id: other.documentId,
          number: 2,
          state: 'received',
          documentIds: [other.documentId],
          insteadOfId: null,
          settledAt: null,
          settledById: null,
          validUntil: null,
          totalHalalas: null,
        },
      }),
    ).rejects.toThrow(/no file of its application/u);
  });

  test('the database refuses a file that is made ready without the quotation that its rules ask for', async () => {
    await needed(5_000);
    const { application } = await applied();
    await application.press(staff.noura, 'claim');
    await expect(
      house.database.application.updateMany({ data: { state: 'ready', version: 9 } }),
    ).rejects.toThrow(/lacks a quotation/u);
  });
});
