import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Effects } from '../../../src/domain/contract.ts';
import { alertNewTasks, digest } from '../../../src/domain/staff/index.ts';
import type { Answers } from '../../../src/engine/vocabulary.ts';
import { button, type House, openHouse } from '../house.ts';
import { acceptedFamily, applicationOf, atBank, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
let second: Actor;
type Letter = Awaited<ReturnType<House['document']>>;
let letter: Letter;
beforeEach(async () => {
  house = await openHouse();
  staff = await staffOf(house);
  second = await house.member('finance-officer', 'سعاد', 'female');
  letter = await house.document(staff.finance);
});
afterEach(() => house.close());

/** Marks that keep words of two directions apart are not for reading. */
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/gu, '');

const toPeople = (effects: Effects): string =>
  plain((effects.messages ?? []).map(({ reply }) => house.read(reply)).join('\n'));

/** The letter with its lines, as the flow hands them over: what the second flow is opened with. */
const read = (by: Actor, decisions: string, sent: Letter = letter) =>
  house.command(by, 'read-bank-letter', { letter: { ...sent }, decisions });

const record = async (by: Actor, decisions: string): Promise<Effects> => {
  const { openHere } = await read(by, decisions, by === staff.finance ? letter : await house.document(by));
  expect(openHere?.flow).toBe('staff-bank-letter-sure');
  return house.command(by, 'propose-bank-decisions', { ...(openHere?.params as Answers), sure: 'propose' });
};

const checkTask = () =>
  house.database.task.findFirstOrThrow({ where: { kind: 'bank-decision', state: { not: 'done' } } });
const cardOf = async (member: Actor) =>
  (await house.command(member, 'show-task', { task: String((await checkTask()).number) })).replies?.[0];

const confirm = async (member: Actor): Promise<Effects> => {
  const shown = await house.press(member, button(await cardOf(member), 'confirm'));
  return house.press(member, button(shown.replies?.[0], 'confirm-sure'));
};

describe('recorded by one, confirmed by another', () => {
  test('a yes: the second person sees the letter first; the history knows both', async () => {
    const { finance, manager } = staff;
    const { family, application } = await atBank(house, staff);
    const { number } = await application.row();
    const recorded = await record(finance, `${number} موافق`);
    expect(house.words(recorded)).toContain('One decision is recorded');
    expect((await application.row()).state).toBe('at-bank');
    expect(toPeople(recorded)).toBe('');

    const alerts = await house.inTransaction(alertNewTasks);
    const told = alerts.map(({ personId }) => personId);
    expect(told).toContain(second.personId);
    expect(
      alerts.filter(
        ({ personId, reply }) => personId === finance.personId && house.read(reply).includes('letter'),
      ),
    ).toEqual([]);

    const own = await cardOf(finance);
    expect(house.buttons(own).some((id) => id.startsWith('act:confirm:'))).toBe(false);
    const card = await cardOf(second);
    expect(plain(house.read(card))).toMatch(
      /bank's letter: approved as asked for[\s\S]*Recorded from the letter by ماجد/u,
    );
    const shown = await house.press(second, button(card, 'confirm'));
    expect(shown.replies?.[0]?.media).toEqual(letter);
    expect(house.words(shown)).toContain('Is this what the letter says?');
    const confirmed = await house.press(second, button(shown.replies?.[0], 'confirm-sure'));
    expect(toPeople(confirmed)).toMatch(/approved the financing.*10,000.*20 months[\s\S]*سعاد confirmed/u);
    expect((confirmed.messages ?? []).map(({ personId }) => personId)).toEqual([
      family.personId,
      finance.personId,
    ]);
    expect(await application.row()).toMatchObject({ state: 'approved', decidedById: second.member?.id });
    const history = await house.database.applicationHistory.findFirstOrThrow({
      where: { event: 'approve-by-letter' },
      include: { bankDecision: true },
    });
    expect(history).toMatchObject({
      memberId: second.member?.id,
      bankDecision: { proposedById: finance.member?.id, documentId: letter.documentId },
    });
    const open = await house.database.task.count({
      where: { state: { not: 'done' }, kind: { in: ['bank-decision'] } },
    });
    expect(open).toBe(0);
    expect(manager).toBeDefined();
  });

  test('less, and its words: the family gets the offer as from the bank', async () => {
    const { application } = await atBank(house, staff);
    const { number } = await application.row();
    await record(staff.finance, `${number} موافق ٨٠٠٠ على ١٦ نبدأ بأقل`);
    const confirmed = await confirm(staff.manager);
    expect(toPeople(confirmed)).toMatch(/smaller amount[\s\S]*The bank wrote: “نبدأ بأقل”/u);
    expect(confirmed.opens).toMatchObject([{ flow: 'loan-offer', params: { amount: 800_000, months: 16 } }]);
    expect(await application.row()).toMatchObject({ state: 'offered', approvedHalalas: 800_000n });
  });

  test('a no, with the reason in the letter', async () => {
    const { family, application } = await atBank(house, staff);
    const { number } = await application.row();
    await record(staff.finance, `${number} مرفوض دخل غير كاف`);
    expect(toPeople(await confirm(second))).toContain('The bank wrote: “دخل غير كاف”');
    expect((await application.row()).state).toBe('declined');
    expect(await house.source(family, 'financing-rules')).toMatchObject({ applyAgainOn: '2027-02-22' });
  });

  test('who recorded it does not confirm it, whatever the button; the try is kept', async () => {
    const { manager } = staff;
    const { application } = await atBank(house, staff);
    await record(manager, `${(await application.row()).number} موافق`);
    const { number, version } = await checkTask();
    for (const verb of ['confirm', 'confirm-sure']) {
      const tried = await house.press(manager, `act:${verb}:${number}:${version}`);
      expect(house.words(tried)).toContain('Whoever recorded the decision does not confirm it');
      expect(tried.audit).toMatchObject([{ references: { why: 'own-letter' } }]);
    }
    expect((await application.row()).state).toBe('at-bank');
  });

  test('given back with the reason: nothing happened, and it can be recorded anew', async () => {
    const { finance } = staff;
    const { application } = await atBank(house, staff);
    const { number } = await application.row();
    await record(finance, `${number} موافق`);
    const task = String((await checkTask()).number);
    const returned = await house.command(second, 'return-bank-decision', {
      task,
      note: 'في الخطاب ٨٠٠٠ فقط',
    });
    expect(toPeople(returned)).toMatch(/سعاد gave back .*في الخطاب ٨٠٠٠ فقط/u);
    expect((await application.row()).state).toBe('at-bank');
    await record(finance, `${number} موافق ٨٠٠٠ على ٢٠`);
    await confirm(second);
    expect(await application.row()).toMatchObject({ state: 'offered' });
  });

  test('the bank officer was faster: the letter is overtaken, and who recorded it hears so', async () => {
    const { finance, bank } = staff;
    const { application } = await atBank(house, staff);
    await record(finance, `${(await application.row()).number} موافق`);
    const { number, version } = await checkTask();
    // Before it decides, the bank is told of the letter; afterwards whoever recorded it and whoever was to compare it.
    for (const verb of ['grant', 'grant-less', 'decline', 'return'])
      expect(plain(house.words(await application.press(bank, verb)))).toContain(
        'waits to be compared: approved as asked for',
      );
    const declined = await application.words(bank, 'decline-application', { note: 'دخل قليل', sure: true });
    expect(toPeople(declined)).toMatch(
      /The letter: approved as asked for\nThe bank decided: not approved \(“دخل قليل”\)/u,
    );
    const told = (declined.messages ?? []).map(({ personId }) => personId);
    expect(told).toEqual(expect.arrayContaining([finance.personId, second.personId]));
    expect(toPeople(declined)).toMatch(/apply anew from .*20\d\d/u);
    expect(house.words(await house.press(second, `act:confirm-sure:${number}:${version}`))).toContain(
      'closed already',
    );
    expect((await application.row()).state).toBe('declined');
    expect(await house.database.bankDecision.findFirstOrThrow()).toMatchObject({ state: 'overtaken' });
  });

  test('a family that withdraws overtakes it too', async () => {
    const { finance } = staff;
    const { family, application } = await atBank(house, staff);
    await record(finance, `${(await application.row()).number} موافق`);
    const withdrawn = await house.command(family, 'withdraw-application', {});
    expect((withdrawn.messages ?? []).map(({ personId }) => personId)).toContain(finance.personId);
    expect(
      await house.database.task.count({ where: { kind: 'bank-decision', state: { not: 'done' } } }),
    ).toBe(0);
  });
});

describe('a list', () => {
  test('each line is read back, what is not understood is named, and one letter is for all', async () => {
    const first = await atBank(house, staff);
    const other = await atBank(house, staff);
    const [one, two] = [(await first.application.row()).number, (await other.application.row()).number];
    const { openHere } = await read(
      staff.finance,
      `${one} موافق، ${two} مرفوض دخل غير كاف، 99 موافق، 98 ممكن`,
    );
    const { read: lines, unread } = (openHere?.params ?? {}) as unknown as { read: []; unread: [] };
    const said = plain(
      house.read({
        parts: [
          {
            key: 'staff-bank-letter-sure:with-unread',
            params: { read: { list: lines, as: 'lines' }, unread: { list: unread, as: 'lines' } },
          },
        ],
      }),
    );
    expect(said).toContain(`أم عبدالله: approved in full, SAR 10,000 over 20 months`);
    expect(said).toContain('not approved (“دخل غير كاف”)');
    expect(said).toMatch(/99”: there is no application of this number/u);
    expect(said).toMatch(/98 ممكن”: the decision is not clear/u);
    expect(await house.database.bankDecision.count()).toBe(0);
    const params = openHere?.params as Answers;
    const recorded = await house.command(staff.finance, 'propose-bank-decisions', {
      ...params,
      sure: 'propose',
    });
    expect(house.words(recorded)).toContain('2 decisions are recorded');
    const rows = await house.database.bankDecision.findMany();
    expect(rows.map(({ documentId }) => documentId)).toEqual([letter.documentId, letter.documentId]);
  });

  test('nothing is recorded where that is not wanted, or before it is said anew', async () => {
    const { application } = await atBank(house, staff);
    const { openHere } = await read(staff.finance, `${(await application.row()).number} موافق`);
    const params = openHere?.params as Answers;
    const again = await house.command(staff.finance, 'propose-bank-decisions', { ...params, sure: 'again' });
    expect(again.openHere).toEqual({ flow: 'staff-bank-letter', params: { letter } });
    await house.command(staff.finance, 'propose-bank-decisions', { ...params, sure: 'drop' });
    expect(await house.database.bankDecision.count()).toBe(0);
  });

  test.each([
    ['{n} موافق ٩٠٠٠ على ٤٠', 'are beyond the product'],
    ['{n} موافق ١٢٠٠٠ على ٢٠', 'above what was asked for'],
    ['{n} موافق ٥٠٠ على ٢٠', 'a zero may be missing'],
    ['{n} موافق بشرط كفيل', 'a conditional yes'],
    ['{n} مرفوض', 'a refusal needs its reason'],
  ])('«%s» is named, and the letter kept for another try', async (words, why) => {
    const { application } = await atBank(house, staff);
    const tried = await read(staff.finance, words.replace('{n}', String((await application.row()).number)));
    expect(house.words(tried)).toContain(why);
    expect(tried.openHere).toEqual({ flow: 'staff-bank-letter', params: { letter } });
  });

  test('it is for the finance officer and the manager; where nobody could confirm it, that is said', async () => {
    const { application } = await atBank(house, staff);
    const { number } = await application.row();
    for (const member of [staff.noura, staff.bank]) {
      expect(house.words(await read(member, `${number} موافق`))).toBe('That is not within your role.');
    }
    await house.database.member.updateMany({
      where: { id: { in: [second.member?.id ?? '', staff.manager.member?.id ?? ''] } },
      data: { personId: null },
    });
    expect(house.words(await record(staff.finance, `${number} موافق`))).toContain(
      'Nobody is there now to compare it',
    );
  });
});

describe('what takes two people is not passed to one of them', () => {
  const colleaguesOf = async (member: Actor, task: number) =>
    (
      (await house.source(member, 'colleagues', { task: String(task) })) as readonly { readonly id: string }[]
    ).map(({ id }) => id);

  test('the checking of a letter, to who recorded it', async () => {
    const { application } = await atBank(house, staff);
    await record(staff.finance, `${(await application.row()).number} موافق`);
    const { number } = await checkTask();
    expect(await colleaguesOf(second, number)).toEqual([staff.manager.member?.id]);
    const task = String(number);
    const colleague = staff.finance.member?.id ?? '';
    const tried = await house.command(second, 'reassign-task', { task, colleague });
    expect(house.words(tried)).toContain('No colleague');
    expect((await checkTask()).claimedById).toBeNull();
    await house.command(second, 'reassign-task', { task, colleague: staff.manager.member?.id ?? '' });
    expect((await checkTask()).claimedById).toBe(staff.manager.member?.id);
  });

  test('the sending of a file, to who made it ready', async () => {
    const family = await acceptedFamily(house, staff.noura);
    await house.command(family, 'submit-application', wish());
    const application = applicationOf(house, family);
    await application.words(staff.manager, 'mark-application-ready', { opinion: 'جيد' });
    const { number } = await application.task();
    expect(await colleaguesOf(staff.finance, number)).toEqual([second.member?.id]);
    const colleague = staff.manager.member?.id ?? '';
    const tried = await house.command(staff.finance, 'reassign-task', { task: String(number), colleague });
    expect(house.words(tried)).toContain('No colleague');
    expect((await application.task()).claimedById).toBeNull();
  });
});

describe('nobody there to be the second person', () => {
  const away = (member: Actor) =>
    house.database.member.update({
      where: { id: member.member?.id ?? '' },
      data: { absentUntil: new Date('2027-01-01T00:00:00Z') },
    });
  const morning = async (): Promise<string> =>
    (await house.inTransaction(digest)).map(({ reply }) => house.read(reply)).join('\n');

  test('is told when a file is made ready, and every morning while it waits', async () => {
    const family = await acceptedFamily(house, staff.noura);
    await house.command(family, 'submit-application', wish());
    const application = applicationOf(house, family);
    expect(await morning()).not.toContain('Nobody is there');
    for (const member of [staff.finance, second]) await away(member);
    const ready = await application.words(staff.manager, 'mark-application-ready', { opinion: 'جيد' });
    expect(house.words(ready)).toContain('Nobody is there to send');
    expect(await morning()).toContain('Nobody is there to send');
  });

  test('of the bank, and for a letter', async () => {
    const { application } = await atBank(house, staff);
    await away(staff.bank);
    expect(await morning()).toMatch(/bank/u);
    for (const member of [second, staff.manager]) await away(member);
    const recorded = await record(staff.finance, `${(await application.row()).number} موافق`);
    expect(house.words(recorded)).toContain('Nobody is there now to compare it');
  });
});

describe('the letter is the association’s', () => {
  test('under an owner who is no person, the same for all letters, and whose key nobody destroys', async () => {
    const { application } = await atBank(house, staff);
    const { number } = await application.row();
    await record(staff.finance, `${number} موافق`);
    const { personId } = await house.database.document.findUniqueOrThrow({
      where: { id: letter.documentId },
    });
    expect(personId).not.toBe(staff.finance.personId);
    const services = house.services();
    const again = await Promise.all(
      [1, 2, 3].map(() => house.inTransaction((transaction) => services.associationPerson(transaction))),
    );
    expect(new Set([personId, ...again]).size).toBe(1);
    expect(await house.database.dataKey.count({ where: { personId } })).toBe(1);
    const destroyed = { wrapped: null, destroyedAt: new Date() };
    await expect(
      house.database.dataKey.updateMany({ where: { personId }, data: destroyed }),
    ).rejects.toThrow();
    await expect(house.database.contact.updateMany({ data: { personId } })).resolves.toMatchObject({
      count: 0,
    });
    await expect(house.database.member.updateMany({ data: { personId } })).rejects.toThrow();
    // The second person still reads it, whoever recorded it being gone.
    await house.database.dataKey.updateMany({
      where: { personId: staff.finance.personId },
      data: destroyed,
    });
    const shown = await house.press(second, button(await cardOf(second), 'confirm'));
    expect(shown.replies?.[0]?.media).toEqual(letter);
  });
});
