import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/contract.ts';
import { addMember, alertNewTasks, inviteMember, leaveMember } from '../../src/domain/staff/index.ts';
import { button, type House, nationalId, openHouse, registration } from './house.ts';

let house: House;

const talk = { topic: 'other', message: 'أبغى أحد يكلمني', voice: null, womanOnly: false, when: 'العصر' };

describe('with a family', () => {
  let family: Actor;
  let noura: Actor;
  let fahad: Actor;
  beforeEach(async () => {
    house = await openHouse();
    family = await house.person();
    noura = await house.member('case-officer', 'نورة', 'female');
    fahad = await house.member('case-officer', 'فهد', 'male');
    const idPhoto = await house.document(family);
    await house.command(family, 'register-family', registration({ idPhoto, womenOnly: true }));
  });
  afterEach(() => house.close());

  const cardFor = async (actor: Actor, task: string) =>
    (await house.command(actor, 'show-task', { task })).replies?.[0];

  test('a card’s buttons are short, and it shows no personal number', async () => {
    await house.command(family, 'request-person', { ...talk, message: 'رقمي 0551234567 وهويتي 1058529940' });
    for (const task of ['1', '2', '3']) {
      const card = await cardFor(noura, task);
      for (const id of house.buttons(card)) expect(Buffer.byteLength(id)).toBeLessThanOrEqual(56);
      expect(house.read(card)).not.toMatch(/0551234567|551234567|1058529940|SA03/u);
    }
  });

  test('a button pressed by a family, or by a role that it is not for, does nothing and is kept', async () => {
    const marketing = await house.member('marketing-officer', 'سالم');
    const bank = await house.member('bank-officer', 'بنك');
    for (const actor of [family, marketing, bank]) {
      const refused = await house.press(actor, 'act:approve:1:1');
      expect(house.words(refused)).toBe('That is not within your role.');
      expect(refused.audit).toMatchObject([{ action: 'action.refused', references: { verb: 'approve' } }]);
    }
    // A member's own words about itself count for nothing: the table is asked.
    const pretender = { ...family, member: noura.member };
    expect(house.words(await house.press(pretender, 'act:approve:1:1'))).toBe(
      'That is not within your role.',
    );
    expect((await house.database.family.findFirst())?.state).toBe('submitted');
  });

  test.each(['act:approve:999:1', 'act:approve', 'act:nonsense:1:1', 'act:approve:x:y'])(
    '%s is answered',
    async (id) => {
      expect(house.words(await house.press(noura, id))).toMatch(/could not find/u);
    },
  );

  test('a card overtaken by events answers with how things stand', async () => {
    const old = await cardFor(noura, '1');
    await house.press(fahad, button(await cardFor(fahad, '1'), 'claim'));
    expect(house.words(await house.press(noura, button(old, 'claim')))).toContain('⁨فهد⁩ already has it');
    expect(house.words(await house.press(noura, button(old, 'approve')))).toContain('⁨فهد⁩ has that task');
    expect(house.words(await house.press(fahad, 'act:claim:1:1'))).toContain('It is yours already');
    expect(house.words(await house.press(fahad, 'act:approve:1:1'))).toContain('This card is old');
    await house.press(fahad, button(await cardFor(fahad, '1'), 'release'));
    await house.press(noura, button(await cardFor(noura, '1'), 'claim'));
    expect(house.words(await house.press(fahad, button(old, 'claim')))).toContain('⁨نورة⁩ already has it');
    await house.press(noura, button(await cardFor(noura, '1'), 'release'));
    await house.press(fahad, button(await cardFor(fahad, '1'), 'claim'));
    const { version } = await house.database.task.findFirstOrThrow({ where: { number: 1 } });
    await house.press(fahad, `act:approve-sure:1:${version}`);
    expect(house.words(await house.press(fahad, `act:approve-sure:1:${version}`))).toContain(
      'closed already',
    );
    expect(house.words(await house.press(noura, button(old, 'open')))).toContain('Approved');
  });

  test('her ID photo is for women of the staff; others see that it is verified', async () => {
    const toHer = await house.press(noura, 'act:open:1:1');
    const toHim = await house.press(fahad, 'act:open:1:1');
    const photo = await house.database.document.findFirstOrThrow();
    expect(toHer.replies?.[0]?.media).toEqual({ kind: 'photo', documentId: photo.id });
    expect(toHer.audit).toMatchObject([{ action: 'case.opened', references: { document: photo.id } }]);
    expect(toHim.replies?.[0]?.media).toBeUndefined();
    expect(house.words(toHim)).toContain('For a woman only');
    expect(house.buttons(await cardFor(fahad, '2'))).not.toContain('act:verify:2:1');
    expect(house.words(await house.press(fahad, 'act:verify:2:1'))).toContain('for women of the staff only');
    await house.press(noura, 'act:verify:2:1');
    expect(house.words(await house.press(fahad, 'act:open:1:1'))).toContain('ID photo (verified ✅)');
  });

  test('numbers are masked, and shown whole only to who has the task, in our own chat, and audited', async () => {
    expect(house.words(await house.press(noura, 'act:open:1:1'))).not.toMatch(/1058529940|551234567/u);
    const card = (await house.press(noura, 'act:claim:1:1')).replies?.[0];
    const shown = await house.press(noura, button(card, 'unmask'));
    expect(house.words(shown)).toContain(nationalId(0));
    expect(shown.audit).toMatchObject([
      { action: 'case.unmasked', references: { fields: 'mobile,nationalId,iban' } },
    ]);
    const onTelegram = await house.press({ ...noura, channel: 'telegram' }, button(card, 'unmask'));
    expect(house.words(onTelegram)).toContain('+966551234567');
    expect(house.words(onTelegram)).not.toContain(nationalId(0));
  });

  test('the income of the house is shown to nobody who has not taken the file, from a card and from the list', async () => {
    const income = 'Home income: ••• (shown to whoever has taken the file)';
    expect(house.words(await house.press(noura, 'act:open:1:1'))).toContain(income);
    expect(house.words(await house.press(noura, 'act:file:1'))).toContain(income);
    const card = (await house.press(noura, 'act:claim:1:1')).replies?.[0];
    expect(house.words(await house.press(noura, button(card, 'open')))).toContain('Home income: SAR 4,000');
    expect(house.words(await house.press(noura, 'act:file:1'))).toContain('Home income: SAR 4,000');
    expect(house.words(await house.press(fahad, 'act:file:1'))).toContain(income);
  });

  test('an approval says that financing can be asked for, and has its button', async () => {
    const { messages } = await house.press(noura, 'act:approve-sure:1:1');
    expect(house.read(messages?.[0]?.reply)).toContain('If your project needs financing');
    expect(house.buttons(messages?.[0]?.reply)).toEqual(['loan-application']);
  });

  test('words are taken by a small flow that knows its task', async () => {
    for (const [verb, flow, more] of [
      ['ask', 'staff-ask-family', {}],
      ['decline', 'staff-decline', { called: 'أم عبدالله' }],
      ['reassign', 'staff-reassign', {}],
    ] as const) {
      const params = { task: '1', ...more };
      expect((await house.press(noura, `act:${verb}:1:1`)).openHere).toMatchObject({ flow, params });
    }
  });

  test('words that come after the decision change nothing', async () => {
    await house.press(noura, 'act:approve-sure:1:1');
    const late = await house.command(fahad, 'decline-registration', {
      task: '1',
      reason: 'other',
      note: 'لا',
      sure: true,
    });
    expect(house.words(late)).toContain('closed already');
    expect(late.messages).toBeUndefined();
    expect((await house.database.family.findFirst())?.state).toBe('approved');
  });

  test('a task goes to a colleague of the role, who is told', async () => {
    expect(await house.source(noura, 'colleagues', { task: '1' })).toEqual([
      { id: fahad.member?.id, label: 'فهد · مسؤول ملفات' },
    ]);
    const passed = await house.command(noura, 'reassign-task', {
      task: '1',
      colleague: fahad.member?.id ?? '',
    });
    expect(passed.messages).toMatchObject([{ personId: fahad.personId }]);
    expect(house.read(passed.messages?.[0]?.reply)).toContain('Passed to you');
    const salem = await house.member('marketing-officer', 'سالم');
    const wrong = await house.command(fahad, 'reassign-task', {
      task: '1',
      colleague: salem.member?.id ?? '',
    });
    expect(house.words(wrong)).toContain('No colleague of this role');
  });

  test('approving what nobody has taken, or without a verified photo, is asked once more', async () => {
    const asked = await house.press(noura, 'act:approve:1:1');
    expect(house.words(asked)).toMatch(/Nobody has the task\n• The ID photo was not looked at/u);
    expect(house.buttons(asked.replies?.[0])).toEqual(['act:approve-sure:1:1', 'act:back:1:1']);
    expect((await house.database.family.findFirst())?.state).toBe('submitted');
    await house.press(noura, 'act:verify:2:1');
    await house.press(noura, 'act:claim:1:1');
    expect(house.words(await house.press(noura, 'act:approve:1:2'))).toContain('Approved');
  });

  test('a registration with its photo is one card of a few lines; the photo’s buttons stand with the open file', async () => {
    const cards = await house.inTransaction(alertNewTasks);
    expect(cards.map(({ personId }) => personId)).toEqual([noura.personId]);
    const card = house.read(cards[0]?.reply);
    expect(card).toContain('Document: ID photo');
    expect(card.split('\n').length).toBeLessThanOrEqual(7);
    const opened = await house.press(noura, button(cards[0]?.reply, 'open'));
    expect(house.buttons(opened.replies?.[0])).toContain('act:verify:2:1');
    expect(house.words(opened)).toMatch(/Address: حي الصفراء|حي الصفراء/u);
    expect(house.words(opened)).toContain('25');
    expect(house.words(opened).match(/عبدالله/gu)).toBeNull();
  });

  test('the words to a woman are no man’s to read, and he gets no button that would refuse', async () => {
    await house.command(family, 'request-person', { ...talk, womanOnly: true });
    const card = await cardFor(fahad, '3');
    expect(house.read(card)).not.toContain('أبغى أحد يكلمني');
    expect(house.buttons(card)).toEqual(['act:open:3:1', 'act:reassign:3:1']);
    expect(house.words(await house.press(fahad, 'act:open:3:1'))).not.toContain('أبغى أحد يكلمني');
    expect(house.words(await house.press(fahad, 'act:reply:3:1'))).toContain('women of the staff only');
    expect(house.read(await cardFor(noura, '3'))).toContain('أبغى أحد يكلمني');
  });

  test('an answer joins the talk that it answers and reaches who wrote, whoever has the task by now', async () => {
    await house.command(family, 'request-person', { ...talk, topic: 'licensing' });
    const manager = await house.member('manager', 'سعاد', 'female');
    const licensing = await house.member('licensing-officer', 'هند', 'female');
    await house.command(manager, 'reply-to-family', { task: '3', message: 'متى يناسبك؟' });
    await house.command(manager, 'reassign-task', { task: '3', colleague: licensing.member?.id ?? '' });
    await house.inTransaction(alertNewTasks);
    await house.command(family, 'request-person', { ...talk, topic: 'money', message: 'بعد العصر' });
    expect(await house.database.task.count({ where: { kind: 'person-request' } })).toBe(1);
    const told = (await house.inTransaction(alertNewTasks)).map(({ personId }) => personId);
    expect(new Set(told)).toEqual(new Set([licensing.personId, manager.personId]));
  });

  test('the tasks of a member who leaves go back to the role', async () => {
    await house.press(noura, 'act:claim:1:1');
    await house.inTransaction((transaction, services) =>
      leaveMember(transaction, services, noura.member?.id ?? ''),
    );
    expect(await house.database.task.findFirst({ where: { number: 1 } })).toMatchObject({
      state: 'open',
      claimedById: null,
      alertedAt: null,
    });
    expect(house.words(await house.press(noura, 'act:claim:1:3'))).toBe('That is not within your role.');
  });

  test('a talk: the family’s words reach an officer, the answer comes with a name, further words go to who has it', async () => {
    const { outcome } = await house.command(family, 'request-person', talk);
    expect(outcome).toMatchObject({ promisedDay: { date: '2026-11-25' } });
    const first = (await house.inTransaction(alertNewTasks)).filter(({ reply }) =>
      house.read(reply).includes('Asks for a person'),
    );
    expect(first.map(({ personId }) => personId)).toEqual([noura.personId]);
    expect(house.read(first[0]?.reply)).toContain('أبغى أحد يكلمني');
    const replied = await house.command(noura, 'reply-to-family', {
      task: '3',
      message: 'أبشري، أكلمك العصر',
    });
    expect(replied.messages).toMatchObject([{ personId: family.personId }]);
    expect(house.read(replied.messages?.[0]?.reply)).toContain('أبشري، أكلمك العصر⁩\n— ⁨نورة⁩, Herfah');
    expect(house.buttons(replied.messages?.[0]?.reply)).toEqual(['act:answer:3']);
    await house.command(family, 'request-person', { ...talk, message: 'الساعة خمس أحسن' });
    expect(await house.database.task.count({ where: { kind: 'person-request' } })).toBe(1);
    const further = await house.inTransaction(alertNewTasks);
    expect(further.map(({ personId }) => personId)).toEqual([noura.personId]);
    const opened = await house.press(noura, button(further[0]?.reply, 'open'));
    expect(house.words(opened)).toMatch(/أبغى أحد يكلمني[\s\S]*أبشري[\s\S]*الساعة خمس/u);
    const done = await house.press(noura, button(further[0]?.reply, 'done'));
    expect(done.messages).toMatchObject([{ personId: family.personId }]);
  });

  test.each([
    ['product', 'marketing-officer'],
    ['licensing', 'licensing-officer'],
    ['money', 'finance-officer'],
    ['financing', 'case-officer'],
    ['withdrawal', 'case-officer'],
  ])('a wish about %s goes to the %s', async (topic, role) => {
    await house.command(family, 'request-person', { ...talk, topic });
    expect(await house.database.task.findFirst({ where: { kind: 'person-request' } })).toMatchObject({
      role,
      topic,
    });
  });
});

describe('codes', () => {
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  test('a code is used once, also by twenty at once', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => house.person()));
    await house.member('case-officer', 'نورة');
    const member = await house.database.member.findFirstOrThrow();
    const used = await house.tie(people[0]!, 'HRF-TEST-2221');
    expect(used).toMatchObject({ tied: false, audit: [{ references: { why: 'used' } }] });
    const { code } = await house.inTransaction((transaction, services) =>
      inviteMember(transaction, services, member.id),
    );
    const tied = await Promise.all(people.map((person) => house.tie(person, code)));
    expect(tied.filter((one) => one.tied)).toHaveLength(1);
    // Whoever held the account before is told that it moved.
    expect(tied.find((one) => one.tied)?.messages).toMatchObject([{ personId: member.personId }]);
    expect(await house.database.member.count({ where: { personId: { not: null } } })).toBe(1);
  });

  test('unknown, used and expired codes get the same answer', async () => {
    const person = await house.person();
    await house.member('case-officer', 'نورة');
    const { code } = await house.inTransaction(async (transaction, services) => {
      const { id } = await addMember(transaction, services, { name: 'فهد', role: 'manager', sex: null });
      return inviteMember(transaction, services, id);
    });
    house.clock.now = new Date(house.clock.now.getTime() + 7 * 86_400_000 + 1);
    const answers = [];
    for (const tried of ['HRF-AAAA-AAAA', 'HRF-TEST-2221', code])
      answers.push(await house.tie(person, tried));
    expect(answers.map((one) => one.audit?.[0]?.references?.why)).toEqual(['unknown', 'used', 'expired']);
    expect(new Set(answers.map(house.words)).size).toBe(1);
  });
});

describe('two at once get one decision', () => {
  let officers: readonly [Actor, Actor];
  beforeAll(async () => {
    house = await openHouse();
    officers = [await house.member('case-officer', 'نورة'), await house.member('manager', 'سعاد')];
  });
  afterAll(() => house.close());

  test('200 rounds: one approves while the other approves, declines or claims', async () => {
    const [one, other] = officers;
    const applicant = await house.person();
    await house.command(applicant, 'register-family', registration());
    const again = (number: number) => [
      () => house.press(other, `act:approve-sure:${number}:1`),
      () =>
        house.command(other, 'decline-registration', { task: String(number), reason: 'other', note: 'لا' }),
      () => house.press(other, `act:claim:${number}:1`),
    ];
    for (let round = 0; round < 200; round++) {
      const family = await house.person();
      await house.command(family, 'register-family', registration({ nationalId: nationalId(round + 1) }));
      const task = await house.database.task.findFirstOrThrow({ where: { personId: family.personId } });
      const against = again(task.number)[round % 3]!;
      const both = [() => house.press(one, `act:approve-sure:${task.number}:1`), against];
      const results = await Promise.all((round % 2 === 0 ? both : both.reverse()).map((act) => act()));
      const row = await house.database.family.findFirstOrThrow({ where: { personId: family.personId } });
      const told = results
        .flatMap(({ messages }) => messages ?? [])
        .filter((m) => m.personId === family.personId);
      const decided = row.state === 'approved' || row.state === 'declined';
      expect({ round, told: told.length }).toEqual({ round, told: decided ? 1 : 0 });
      const decisions = await house.database.familyHistory.findMany({ where: { familyId: row.id } });
      expect(decisions.filter(({ event }) => event === 'approve' || event === 'decline')).toHaveLength(
        decided ? 1 : 0,
      );
      expect(results.filter(({ audit }) => audit !== undefined)).toHaveLength(1);
    }
  }, 120_000);
});
