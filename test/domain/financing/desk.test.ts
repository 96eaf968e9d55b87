import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/contract.ts';
import { applicationsInTime } from '../../../src/domain/financing/index.ts';
import { escalations } from '../../../src/domain/staff/index.ts';
import type { Answers } from '../../../src/engine/vocabulary.ts';
import { button, type House, openHouse, registration } from '../house.ts';
import { acceptedFamily, applicationOf, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
let sara: Actor;
beforeAll(async () => {
  house = await openHouse();
  staff = await staffOf(house);
  sara = await house.member('case-officer', 'سارة', 'female');
});
afterAll(() => house.close());

/** What the desk asks: everything but the consent, which is the family's to give. */
const { creditConsent: _hers, ...asked } = wish({ version: 1, amount: 900_000 });

const numberOf = async ({ personId }: Actor): Promise<string> =>
  String((await house.database.family.findUniqueOrThrow({ where: { personId } })).number);

const contactOf = async ({ personId, key }: Actor): Promise<void> => {
  await house.database.contact.create({
    data: {
      id: house.services().newId(),
      channel: 'web',
      account: 'a',
      peerHash: personId.replaceAll('-', '').padEnd(43, 'x').slice(0, 43),
      sealedPeer: key.seal('x', 'y'),
      keyId: key.id,
      personId,
    },
  });
};

const write = async (officer: Actor, family: Actor, changes: Answers = {}) =>
  house.run(officer, 'write-desk-application', { ...asked, family: await numberOf(family), ...changes });

/** A family with a chat, for which Noura has written an application. */
const writtenFor = async () => {
  const family = await acceptedFamily(house, staff.noura);
  await contactOf(family);
  const written = await write(staff.noura, family);
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  return { family, application: applicationOf(house, family), effects: written.value };
};

const yes = (changes: Answers = {}): Answers => ({ ...asked, agreed: true, creditConsent: true, ...changes });

describe('what an officer writes at the desk', () => {
  test('is put to the family, which corrects it and agrees; only then it is submitted, and the officer hears', async () => {
    const { family, application, effects } = await writtenFor();
    expect(house.words(effects)).toContain('does not count before that');
    expect(effects).toMatchObject({
      handOverTo: family.personId,
      opens: [{ personId: family.personId, flow: 'agree-application' }],
    });
    expect(house.read(effects.messages?.[0]?.reply)).toMatch(
      /wrote an application .* nothing is sent before/u,
    );
    expect(await application.row()).toMatchObject({
      state: 'awaiting-agreement',
      assistedById: staff.noura.member?.id,
      agreedAt: null,
      promisedAt: null,
    });
    expect(await application.task()).toMatchObject({
      topic: 'agreement',
      state: 'claimed',
      claimedById: staff.noura.member?.id,
    });
    const { readBack, ...source } = (await house.source(family, 'desk-application')) as Record<
      string,
      unknown
    >;
    expect(readBack).toBeUndefined();
    expect(source).toMatchObject({ amount: 900_000, sales: 150_000, officer: { name: 'نورة' }, waits: true });
    const agreed = await house.command(family, 'agree-application', yes({ amount: 800_000, months: 16 }));
    const row = await application.row();
    expect(row).toMatchObject({ state: 'submitted', amountHalalas: 800_000n, months: 16 });
    expect(row.agreedAt).toEqual(house.clock.now);
    expect(house.words({ replies: (agreed.messages ?? []).map(({ reply }) => reply) })).toContain(
      'The family agreed to application',
    );
    const consents = { where: { personId: family.personId, purpose: 'credit-enquiry' } };
    expect(await house.database.consent.count(consents)).toBe(1);
    expect(await application.task()).toMatchObject({ topic: 'study', state: 'open' });
    expect(house.read(await application.card(staff.noura))).toContain('the family agreed in its chat');
    const late = await house.command(family, 'agree-application', yes());
    expect(late.outcome).toMatchObject({ told: { key: 'alerts:application-told.too-late' } });
  });

  test('waits for a guarantor once the family agreed, and not before', async () => {
    const family = await acceptedFamily(house, staff.noura);
    await contactOf(family);
    expect((await write(staff.noura, family, { amount: 1_100_000, months: 24 })).ok).toBe(true);
    const application = applicationOf(house, family);
    expect(await application.row()).toMatchObject({ state: 'awaiting-agreement', needsGuarantor: true });
    const agreed = await house.command(family, 'agree-application', yes({ amount: 1_100_000, months: 24 }));
    expect(agreed.openHere).toMatchObject({ flow: 'name-guarantor' });
    expect(await application.row()).toMatchObject({ state: 'awaiting-guarantor' });
  });

  test('is put aside where the family does not agree; the officer reads why', async () => {
    const { family, application } = await writtenFor();
    const refused = await house.command(family, 'agree-application', {
      agreed: false,
      objection: 'المبلغ كثير علي',
    });
    expect(await application.row()).toMatchObject({ state: 'withdrawn', agreedAt: null });
    expect(refused.messages?.map(({ personId }) => personId)).toEqual([staff.noura.personId]);
    expect(house.read(refused.messages?.[0]?.reply)).toContain('المبلغ كثير علي');
    expect(await house.source(family, 'financing-rules')).toMatchObject({ earlier: { amount: 900_000 } });
  });

  test('counts for nothing without the consent, which is asked of the family', async () => {
    const { family } = await writtenFor();
    const tried = await house.run(family, 'agree-application', yes({ creditConsent: false }));
    expect(tried).toMatchObject({ ok: false, error: { question: 'creditConsent' } });
  });

  test('is read anew where the rules do not allow it any more', async () => {
    const { family } = await writtenFor();
    const tried = await house.command(family, 'agree-application', yes({ amount: 9_000_000 }));
    expect(tried.openHere).toMatchObject({ flow: 'agree-application' });
  });

  test('can be taken back by its officer, and the family hears that nothing is asked of it', async () => {
    const { application } = await writtenFor();
    const sure = await application.press(staff.noura, 'take-back');
    const done = await house.press(staff.noura, button(sure.replies?.[0], 'take-back-sure'));
    expect(await application.row()).toMatchObject({ state: 'withdrawn' });
    expect(house.read(done.messages?.[0]?.reply)).toContain('no answer is needed');
  });

  test('is written by nobody but case officers and managers, for families that may apply', async () => {
    const family = await acceptedFamily(house, staff.noura);
    for (const nobody of [staff.finance, staff.bank, family]) {
      const tried = await write(nobody, family);
      expect(tried.ok && house.words(tried.value)).toMatch(/not within your role/u);
      expect(await house.source(nobody, 'desk-financing', { family: await numberOf(family) })).toEqual({});
    }
    expect(await house.database.application.count({ where: { personId: family.personId } })).toBe(0);
    expect(await write(staff.noura, family, { amount: 50_000_000 })).toMatchObject({
      ok: false,
      error: { question: 'amount' },
    });
    expect((await write(staff.manager, family)).ok).toBe(true);
    expect(await write(staff.noura, family)).toMatchObject({
      ok: false,
      error: { question: 'deskReview', problem: 'open' },
    });
  });
});

describe('a family without a chat', () => {
  const registered = async (): Promise<{ readonly family: Actor; readonly number: string }> => {
    const { replies } = await house.command(
      staff.noura,
      'register-family',
      registration({
        nationalId: '1101798278',
        mobile: { mobile: '+966559998877' },
        sex: 'female',
        assisted: true,
        consentAtDesk: true,
      }),
    );
    expect(replies).toHaveLength(1);
    const row = await house.database.family.findFirstOrThrow({ where: { agreedAt: null } });
    const { personId } = row;
    const key = await house.inTransaction((transaction, services) => services.keyOf(transaction, personId));
    return { family: { ...staff.noura, member: null, personId, key }, number: String(row.number) };
  };

  test('signs a paper: sent by one, seen by another who wrote nothing of it; the registration is agreed to with it', async () => {
    const { family, number } = await registered();
    const application = applicationOf(house, family);
    expect(await house.source(staff.noura, 'desk-financing', { family: number })).toMatchObject({
      familyState: 'approved',
      agreedRegistration: true,
      hasChat: false,
    });
    const written = await house.command(staff.noura, 'write-desk-application', { ...asked, family: number });
    expect(written.messages ?? []).toEqual([]);
    expect(house.words(written)).toContain('signs on paper');
    const again = await application.press(staff.noura, 'agreement');
    expect(house.words(again)).toMatch(/HRF-/u);

    const formTask = () =>
      house.database.task.findFirstOrThrow({ where: { kind: 'signed-form', state: { not: 'done' } } });
    const send = async () =>
      application.words(staff.manager, 'send-signed-form', { scan: await house.document(staff.manager) });
    const act = async (member: Actor, verb: string) => {
      const { number: task, version } = await formTask();
      return house.press(member, `act:${verb}:${task}:${version}`);
    };
    await send();
    expect(house.words(await send())).toContain('waits to be looked at already');
    // Who sent the paper and who wrote the application do not say that it is signed, whatever they press.
    for (const hand of [staff.manager, staff.noura]) {
      expect(house.words(await act(hand, 'confirm'))).toContain('A second person looks at it');
      expect(house.words(await act(hand, 'confirm-sure'))).toContain('A second person looks at it');
    }
    expect(house.words(await act(staff.finance, 'confirm'))).toMatch(/not within your role/u);
    const { number: first } = await formTask();
    const back = await house.command(sara, 'return-bank-decision', {
      task: String(first),
      note: 'التوقيع مقطوع',
    });
    expect(back.messages?.map(({ personId }) => personId).sort()).toEqual(
      [staff.manager.personId, staff.noura.personId].sort(),
    );
    expect(await application.row()).toMatchObject({ state: 'awaiting-agreement' });

    await send();
    const shown = await act(sara, 'confirm');
    expect(shown.replies?.[0]?.media).toMatchObject({ kind: 'photo' });
    const confirmed = await house.press(sara, button(shown.replies?.[0], 'confirm-sure'));
    expect(house.words(confirmed)).toContain('counts now');
    expect(await application.row()).toMatchObject({ state: 'submitted', agreedAt: house.clock.now });
    expect(house.read(await application.card(sara))).toContain('signed on paper, seen by ⁨سارة⁩');
    const consents = await house.database.consent.findMany({
      where: { personId: family.personId, channel: 'desk' },
    });
    expect(consents.map(({ purpose }) => purpose)).toContain('credit-enquiry');
    // A phone that it comes to have later has nothing to agree to any more.
    const code = /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(house.words(again))?.[0] ?? '';
    const tied = await house.tie(await house.person(), code);
    expect(tied).toMatchObject({ moveContactTo: family.personId, opens: [] });
    const own = { where: { personId: family.personId } };
    expect((await house.database.family.findUniqueOrThrow(own)).agreedAt).toEqual(house.clock.now);
  });

  test('the database lets nothing go on that nobody agreed to', async () => {
    const { application } = await writtenFor();
    const { id } = await application.row();
    const refused = (statement: string) => expect(house.database.$executeRawUnsafe(statement)).rejects;
    await refused(
      `update application set state = 'submitted', version = version + 1, promised_at = now() where id = '${id}'`,
    ).toThrow('application_agreed');
    await refused(`update application set agreed_at = now() where id = '${id}'`).toThrow('who agreed to it');
    await refused(`update application set assisted_by_id = '${sara.member?.id}' where id = '${id}'`).toThrow(
      'is kept',
    );
    const history = (event: string, member: string) =>
      `insert into application_history (id, application_id, event, from_state, to_state, member_id, at)
       values (gen_random_uuid(), '${id}', '${event}', 'awaiting-agreement', 'submitted', ${member}, now())`;
    await refused(history('agree', `'${sara.member?.id}'`)).toThrow('only the family itself agrees');
    await refused(history('agree-on-paper', `'${sara.member?.id}'`)).toThrow('no confirmed form');
    await refused(`update signed_form set settled_by_id = sent_by_id where state = 'confirmed'`).toThrow(
      'kept as it was',
    );
    await refused(`delete from signed_form`).toThrow('kept as it was sent');
  });
});

test('a phone that is tied before anything was signed reads the registration back, and the application after it', async () => {
  const { replies } = await house.command(
    staff.noura,
    'register-family',
    registration({
      nationalId: '1001244019',
      mobile: { mobile: '+966559998866' },
      sex: 'female',
      assisted: true,
      consentAtDesk: true,
    }),
  );
  const row = await house.database.family.findFirstOrThrow({ orderBy: { number: 'desc' } });
  await house.command(staff.noura, 'write-desk-application', { ...asked, family: String(row.number) });
  const code = /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(house.words({ replies: replies ?? [] }))?.[0] ?? '';
  const tied = await house.tie(await house.person(), code);
  expect(tied.opens).toMatchObject([{ flow: 'agree-registration' }]);
  expect(house.words(tied)).toContain('wrote an application');
  expect(tied.replies?.[0]?.choices?.[0]?.id).toMatch(/^act:agree:\d+$/u);
});

test('unanswered, the family is reminded after 3 days, its officer speaks to it after 7, and after 90 it lapses', async () => {
  const { family, application } = await writtenFor();
  const at = (day: string) => {
    house.clock.now = new Date(`${day}T07:00:00Z`);
  };
  const heard = async () => {
    const { messages } = await house.inTransaction(applicationsInTime);
    return messages.filter(({ personId }) => personId === family.personId);
  };
  at('2026-11-26');
  expect(await heard()).toEqual([]);
  at('2026-11-27');
  const [reminder] = await heard();
  expect(house.read(reminder?.reply)).toContain('waits for you to read it');
  expect(house.buttons(reminder?.reply)).toEqual([`act:agree:${(await application.row()).number}`]);
  at('2026-11-28');
  expect(await heard()).toEqual([]);
  at('2026-12-02');
  const { number } = await application.task();
  const late = await house.inTransaction(escalations);
  const cards = late.messages.filter(({ onceKey }) => onceKey?.includes('late-2026'));
  expect(cards.map(({ personId }) => personId)).toContain(staff.noura.personId);
  expect(cards.map(({ reply }) => house.read(reply)).join()).toContain('has not answered what was written');
  expect(late.messages.every(({ personId }) => personId !== family.personId)).toBe(true);
  expect(number).toBeGreaterThan(0);
  at('2027-02-22');
  expect(await heard()).toEqual([]);
  at('2027-02-23');
  const [end] = await heard();
  expect(house.read(end?.reply)).toContain('agreement to application');
  expect(await application.row()).toMatchObject({ state: 'expired' });
  expect(await house.source(family, 'financing-rules')).toMatchObject({ earlier: { amount: 900_000 } });
});
