import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Effects } from '../../../src/domain/contract.ts';
import { guarantorsInTime } from '../../../src/domain/financing/index.ts';
import type { Answers, Message } from '../../../src/engine/vocabulary.ts';
import { button, type House, nationalId, openHouse, registration } from '../house.ts';
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

const hisNumber = '+966555550001';
const day = 86_400_000;

/** 12,000 riyals: above the amount from which on somebody stands for it. */
const apply = (changes: Answers = {}) =>
  house.command(family, 'submit-application', wish({ amount: 1_200_000, months: 24, ...changes }));

const named = { name: 'أبو فهد', relation: 'sibling', mobile: { mobile: hisNumber, own: false } };

const told = (effects: Effects): string => {
  const param = effects.outcome?.told as Message | undefined;
  return param ? house.read({ parts: [param] }) : '';
};

const toOthers = (effects: Pick<Effects, 'messages'>): string =>
  (effects.messages ?? []).map(({ reply }) => house.read(reply)).join('\n');

const codeIn = (words: string): string => /HRF-[A-Z]{4}-\d{4}/u.exec(words)?.[0] ?? '';

const nameHim = async (answers: Answers = named): Promise<string> =>
  codeIn(house.words(await house.command(family, 'name-guarantor', answers)));

/** Opens a link, as far as the question for the number. */
const open = async (actor: Actor, code: string): Promise<Answers> => {
  const { openHere } = await house.tie(actor, code);
  if (openHere?.flow !== 'guarantor') throw new Error('the link did not open');
  return openHere.params;
};

const share = (actor: Actor, params: Answers, mobile = hisNumber, own = true) =>
  house.run(actor, 'prove-guarantor', { mobile: { mobile, own } }, params);

/** Somebody who opened the link and proved his number. */
const provenGuarantor = async (): Promise<{ readonly him: Actor; readonly params: Answers }> => {
  const him = await house.stranger();
  const params = await open(him, await nameHim());
  const proven = await share(him, params);
  if (!proven.ok || proven.value.openHere?.flow !== 'guarantee') throw new Error('the number is not proven');
  return { him, params: proven.value.openHere.params };
};

const yes = (place = 40): Answers => ({
  answer: true,
  fullName: 'فهد سالم الحربي',
  nationalId: nationalId(place),
  consent: true,
});

const stateOf = async () => ({
  application: (await applicationOf(house, family).row()).state,
  guarantor: (await house.database.guarantor.findFirst({ orderBy: { id: 'desc' } }))?.state ?? null,
});

const statusOf = async (): Promise<string> =>
  house.read({ parts: (await house.source(family, 'status')) as unknown as readonly Message[] });

const later = async (days: number) => {
  house.clock.now = new Date(house.clock.now.getTime() + days * day);
  return house.inTransaction(guarantorsInTime);
};

describe('whether somebody has to stand for it', () => {
  test('an amount up to the rule goes straight to study; one above it waits, and the family names somebody', async () => {
    const small = await apply({ amount: 1_000_000 });
    expect(small.openHere).toBeUndefined();
    expect((await stateOf()).application).toBe('submitted');
    family = await acceptedFamily(house, staff.noura);
    const large = await apply();
    expect(large.openHere).toEqual({ flow: 'name-guarantor', params: {} });
    expect((await stateOf()).application).toBe('awaiting-guarantor');
    expect(await statusOf()).toContain('waits for you to name a guarantor');
  });

  test('less may be asked for instead; whoever was named is free', async () => {
    await apply();
    const code = await nameHim();
    expect(await house.source(family, 'guarantor-needed')).toMatchObject({
      less: 1_000_000,
      named: 'أبو فهد',
    });
    const less = await house.command(family, 'ask-for-less', {});
    expect(told(less)).toContain('SAR 10,000');
    expect(await applicationOf(house, family).row()).toMatchObject({
      state: 'submitted',
      amountHalalas: 1_000_000n,
      needsGuarantor: false,
    });
    expect(house.words(await house.tie(await house.stranger(), code))).toContain('This link has ended');
  });
});

describe('the link', () => {
  test('leads from its message to the guarantor’s yes, and the application goes on', async () => {
    await apply();
    const words = house.words(await house.command(family, 'name-guarantor', named));
    const code = codeIn(words);
    expect(words).toContain(
      `https://t.me/herfah_bot?start=${code}\nhttps://herfah.example/chat#say=${code}\n`,
    );
    expect(words).not.toMatch(/55555|أم عبدالله/u);
    expect(await statusOf()).toContain('has not opened the link yet');

    const him = await house.stranger();
    const params = await open(him, code);
    expect(Object.keys(params)).toEqual(['guarantor']);
    expect(await statusOf()).toContain('opened the link and has not finished');
    const wrong = await share(him, params, '+966555550002');
    expect(wrong).toEqual({ ok: false, error: { question: 'mobile', problem: 'other-number' } });
    const proven = await share(him, params);
    expect(proven.ok && proven.value.openHere).toMatchObject({
      flow: 'guarantee',
      params: { family: 'أم عبدالله', amount: 1_200_000, months: 24, instalment: 50_000 },
    });
    expect(await statusOf()).toContain('has read it');

    const accepted = await house.command(him, 'answer-guarantee', yes(), params);
    expect(told(accepted)).toContain('Your acceptance is recorded');
    expect(toOthers(accepted)).toMatch(/أبو فهد.* accepted/u);
    expect(await stateOf()).toEqual({ application: 'submitted', guarantor: 'accepted' });
    expect(await house.database.consent.findFirstOrThrow({ where: { purpose: 'guarantee' } })).toMatchObject({
      personId: him.personId,
      version: 1,
      given: true,
    });
    const row = await house.database.guarantor.findFirstOrThrow();
    expect(Buffer.from(row.sealedIdentity ?? []).toString('latin1')).not.toContain(nationalId(40));
    expect(house.words(await house.tie(him, code))).toContain('acceptance is recorded');
    expect(house.words(await house.tie(await house.stranger(), code))).toContain('This link has ended');
  });

  test('where an officer has the application already, its study goes on', async () => {
    await apply();
    const application = applicationOf(house, family);
    await application.press(staff.noura, 'claim');
    expect((await stateOf()).application).toBe('awaiting-guarantor');
    const { him, params } = await provenGuarantor();
    await house.command(him, 'answer-guarantee', yes(), params);
    expect((await stateOf()).application).toBe('in-study');
    expect(house.read(await application.card(staff.noura))).toContain('The guarantor accepted');
  });

  test('a number that is only typed is called, and the code heard there opens the rest', async () => {
    await apply();
    const him = await house.stranger();
    const params = await open(him, await nameHim());
    const typed = await share(him, params, hisNumber, false);
    expect(typed.ok && told(typed.value)).toContain('an officer of Herfah calls it');
    const application = applicationOf(house, family);
    expect(house.read(await application.card(staff.noura))).toContain('A guarantor waits for your call');
    await application.press(staff.noura, 'claim');
    const called = house.words(await application.press(staff.noura, 'guarantor-call'));
    expect(called).toContain(hisNumber);
    const read = codeIn(called);
    expect(house.words(await house.tie(await house.stranger(), read))).toContain('This link has ended');
    const opened = await house.tie(him, read);
    expect(opened.openHere?.flow).toBe('guarantee');
  });

  test('a new one ends the old one, and another guarantor ends the link of the first', async () => {
    await apply();
    const first = await nameHim();
    const again = await house.command(family, 'renew-guarantor', {});
    expect(told(again)).toContain('opens nothing any more');
    expect(house.words(await house.tie(await house.stranger(), first))).toContain('used or has run out');
    const second = codeIn(house.words(again));
    await nameHim({ ...named, name: 'أبو سعد' });
    expect(house.words(await house.tie(await house.stranger(), second))).toContain('This link has ended');
  });

  test('a proven link opens for nobody else', async () => {
    await apply();
    const code = await nameHim();
    const him = await house.stranger();
    await share(him, await open(him, code));
    expect(house.words(await house.tie(await house.stranger(), code))).toContain('opens for nobody else');
    expect((await house.tie(him, code)).openHere?.flow).toBe('guarantee');
  });

  test('ends by itself: the family is reminded once, then told, and begins anew', async () => {
    await apply();
    const code = await nameHim();
    expect((await later(2)).messages).toEqual([]);
    expect(toOthers(await later(1))).toContain('has not answered yet');
    expect((await later(1)).messages).toEqual([]);
    const ended = await later(4);
    expect(toOthers(ended)).toContain('The link ended before');
    expect(await stateOf()).toEqual({ application: 'awaiting-guarantor', guarantor: 'expired' });
    expect(house.words(await house.tie(await house.stranger(), code))).toContain('This link has ended');
    const { number } = await applicationOf(house, family).row();
    expect((await house.press(family, `act:guarantor:${number}`)).openHere?.flow).toBe('name-guarantor');
    const { him, params } = await provenGuarantor();
    await house.command(him, 'answer-guarantee', yes(), params);
    expect((await stateOf()).application).toBe('submitted');
  });
});

describe('a no', () => {
  test('is told to the family without its reason, which the officer reads; another is named', async () => {
    await apply();
    const { him, params } = await provenGuarantor();
    const no = await house.command(him, 'answer-guarantee', { answer: false, reason: 'عندي قرض' }, params);
    expect(told(no)).toContain('We noted that you decline');
    expect(toOthers(no)).toMatch(/The guarantor declined/u);
    expect(toOthers(no)).not.toContain('قرض');
    expect(await stateOf()).toEqual({ application: 'awaiting-guarantor', guarantor: 'declined' });
    expect(await statusOf()).toContain('waits for another guarantor');
    expect(await statusOf()).not.toContain('قرض');
    expect(house.read(await applicationOf(house, family).card(staff.noura))).toContain('عندي قرض');
    await nameHim({ ...named, name: 'أبو سعد', mobile: { mobile: '+966555550003' } });
    expect(await statusOf()).toContain('أبو سعد');
  });
});

describe('nobody stands for herself', () => {
  test('by her number, her own chat, or her ID', async () => {
    await apply();
    const own = await house.database.family.findFirstOrThrow({ where: { personId: family.personId } });
    const profile = JSON.parse(family.key.open(own.sealedProfile, `family.profile:${own.id}`)) as {
      readonly mobile: { readonly mobile: string };
      readonly nationalId: string;
    };
    const { mobile } = profile.mobile;
    expect(await house.source(family, 'guarantor-mobile', { mobile })).toBe('own');
    expect(await house.run(family, 'name-guarantor', { ...named, mobile: { mobile } })).toMatchObject({
      error: { question: 'mobile', problem: 'own' },
    });
    expect(house.words(await house.tie(family, await nameHim()))).toContain('for your guarantor');
    const { him, params } = await provenGuarantor();
    const hers = { ...yes(), nationalId: profile.nationalId };
    expect(await house.run(him, 'answer-guarantee', hers, params)).toMatchObject({
      error: { question: 'nationalId', problem: 'own' },
    });
  });

  test('nor for more applications at once than the rules say, until the first is over', async () => {
    await apply();
    const first = await provenGuarantor();
    await house.command(first.him, 'answer-guarantee', yes(), first.params);
    const other = family;
    family = await acceptedFamily(house, staff.noura);
    await apply();
    const second = await provenGuarantor();
    expect(await house.run(second.him, 'answer-guarantee', yes(), second.params)).toMatchObject({
      error: { problem: 'busy' },
    });
    const withdrawn = await house.command(other, 'withdraw-application', {});
    expect(toOthers(withdrawn)).toContain('The application that you stood for is closed');
    expect((await house.run(second.him, 'answer-guarantee', yes(), second.params)).ok).toBe(true);
  });

  test('without consent nothing is recorded', async () => {
    await apply();
    const { him, params } = await provenGuarantor();
    expect(await house.run(him, 'answer-guarantee', { ...yes(), consent: false }, params)).toMatchObject({
      error: { question: 'consent', problem: 'needed' },
    });
    expect((await stateOf()).guarantor).toBe('proven');
  });
});

describe('at the desk', () => {
  const signing = {
    fullName: 'فهد سالم الحربي',
    relation: 'sibling',
    nationalId: nationalId(40),
    consent: true,
  };
  const sign = (changes: Answers = {}) =>
    applicationOf(house, family).words(staff.noura, 'sign-guarantor', {
      ...signing,
      mobile: { mobile: hisNumber },
      ...changes,
    });

  test('an officer records who signs on paper, with the scan, marked; the application goes on', async () => {
    await apply();
    const scan = await house.document(staff.noura);
    const signed = await sign({ scan });
    expect(toOthers(signed)).toContain('We recorded your guarantor');
    expect(await stateOf()).toEqual({ application: 'in-study', guarantor: 'signed' });
    const row = await house.database.guarantor.findFirstOrThrow();
    expect(row).toMatchObject({ signedById: staff.noura.member?.id, documentId: scan.documentId });
    expect(await house.database.consent.findFirstOrThrow({ where: { purpose: 'guarantee' } })).toMatchObject({
      channel: 'desk',
      personId: row.personId,
    });
    expect(house.read(await applicationOf(house, family).card(staff.noura))).toMatch(
      /Guarantor: .*signed at the desk/u,
    );
  });

  test('the link of whoever was asked before is over', async () => {
    await apply();
    const code = await nameHim();
    await sign({ scan: await house.document(staff.noura) });
    expect(house.words(await house.tie(await house.stranger(), code))).toContain('This link has ended');
  });

  test('her own ID is refused there too, and a scan is needed', async () => {
    await apply();
    const scan = await house.document(staff.noura);
    const own = await house.database.family.findFirstOrThrow({ where: { personId: family.personId } });
    const profile = JSON.parse(family.key.open(own.sealedProfile, `family.profile:${own.id}`)) as Answers;
    const refused = await sign({ nationalId: profile.nationalId ?? '', scan });
    expect(house.words(refused)).toContain('own ID');
    expect((await stateOf()).application).toBe('awaiting-guarantor');
  });

  test('a guarantor is let go with a reason, and the family names another', async () => {
    await apply();
    const { him, params } = await provenGuarantor();
    await house.command(him, 'answer-guarantee', yes(), params);
    const removed = await applicationOf(house, family).words(staff.noura, 'remove-guarantor', {
      note: 'طلب ذلك بنفسه',
    });
    expect(toOthers(removed)).toContain('does not stand for it any more');
    expect(toOthers(removed)).toContain('You are not guarantor any more');
    expect(toOthers(removed)).not.toContain('طلب ذلك');
    expect(await stateOf()).toEqual({ application: 'awaiting-guarantor', guarantor: 'removed' });
    expect(house.read(await applicationOf(house, family).card(staff.noura))).toContain('طلب ذلك بنفسه');
  });

  test('another person compares the paper before the file goes, whoever made it ready; the database holds it', async () => {
    await apply();
    const scan = await house.document(staff.manager);
    const application = applicationOf(house, family);
    await application.words(staff.manager, 'sign-guarantor', {
      ...signing,
      mobile: { mobile: hisNumber },
      scan,
    });
    await application.words(staff.manager, 'mark-application-ready', {
      opinion: 'جيد',
      withoutVisit: 'زرناها',
    });
    // The manager wrote down the signature, and neither has the button nor may send by an old one.
    expect(house.buttons(await application.card(staff.manager)).join()).not.toContain('act:send');
    const { number, version } = await application.task();
    const tried = await house.press(staff.manager, `act:send:${number}:${version}`);
    expect(house.words(tried)).toContain('another person compares the paper');
    await expect(
      house.database.$executeRaw`update application set state = 'at-bank', version = version + 1`,
    ).rejects.toThrow('nobody compared the signed paper');
    const shown = await application.press(staff.finance, 'send');
    expect(shown.replies?.[0]?.media).toEqual(scan);
    expect((await application.row()).state).toBe('ready');
    const sent = await house.press(staff.finance, button(shown.replies?.[0], 'send-sure'));
    expect(sent.audit?.map(({ action }) => action)).toContain('guarantor-paper.compared');
    expect((await application.row()).state).toBe('at-bank');
    expect(await house.database.document.findUniqueOrThrow({ where: { id: scan.documentId } })).toMatchObject(
      {
        state: 'verified',
        verifiedById: staff.finance.member?.id,
      },
    );
  });
});

describe('what he is told afterwards, whenever he writes', () => {
  const hears = async (him: Actor): Promise<string> =>
    house.read({ parts: (await house.source(him, 'status')) as unknown as readonly Message[] });
  const accepted = async () => {
    await apply();
    const { him, params } = await provenGuarantor();
    await house.command(him, 'answer-guarantee', yes(), params);
    return him;
  };
  const decided = async (event: 'grant' | 'decline') => {
    const him = await accepted();
    const application = applicationOf(house, family);
    await application.press(staff.noura, 'claim');
    expect(await hears(him)).toContain('is being studied');
    const ready = { opinion: 'جيد', withoutVisit: 'زرناها' };
    await application.words(staff.noura, 'mark-application-ready', ready);
    await application.press(staff.finance, 'send-sure');
    expect(await hears(him)).toContain('is with the bank');
    if (event === 'grant') await application.grant(staff.bank);
    else await application.words(staff.bank, 'decline-application', { note: 'الدخل قليل', sure: true });
    return him;
  };

  test('before the number is proven it names nobody; then it waits for the answer, which its button leads to', async () => {
    await apply();
    const him = await house.stranger();
    const params = await open(him, await nameHim());
    expect(await hears(him)).toContain('your number is still to be confirmed');
    expect(await hears(him)).not.toContain('أم عبدالله');
    await share(him, params);
    expect(await hears(him)).toContain('waits for your answer as guarantor');
    const { number } = await applicationOf(house, family).row();
    expect((await house.press(him, `act:guarantee:${number}`)).openHere).toMatchObject({
      flow: 'guarantee',
      params: { family: 'أم عبدالله' },
    });
    expect((await house.press(await house.stranger(), `act:guarantee:${number}`)).openHere).toBeUndefined();
  });

  test('approved: the signature is next, and nothing binds before it', async () => {
    const him = await decided('grant');
    expect(await hears(him)).toContain('Your signature is the next step');
  });

  test('declined by the bank: he owes nothing, and hears neither the decision’s words nor its reason', async () => {
    const him = await decided('decline');
    expect(await hears(him)).toContain('has not come through so far');
    expect(await hears(him)).not.toMatch(/الدخل|declined|bank/u);
  });

  test('he declined himself; the link says so too', async () => {
    await apply();
    const code = await nameHim();
    const him = await house.stranger();
    const proven = await share(him, await open(him, code));
    const params = proven.ok ? (proven.value.openHere?.params ?? {}) : {};
    await house.command(him, 'answer-guarantee', { answer: false, reason: null }, params);
    expect(await hears(him)).toContain('noted that you declined');
    expect(house.words(await house.tie(him, code))).toContain('noted that you declined');
  });

  test.each([
    ['withdrawn', async () => house.command(family, 'withdraw-application', {}), 'The application is closed'],
    [
      'replaced',
      async () => nameHim({ ...named, name: 'أبو سعد', mobile: { mobile: '+966555550003' } }),
      'Another guarantor was named',
    ],
    ['expired', async () => later(8), 'The link ended before it was finished'],
  ] as const)('%s', async (_name, happens, words) => {
    await apply();
    const code = await nameHim();
    const him = await house.stranger();
    await share(him, await open(him, code));
    await happens();
    expect(await hears(him)).toContain(words);
    expect(house.words(await house.tie(him, code))).toContain(words);
  });

  test('he asks for a person: the card says whose guarantor he is, and the answer reaches him', async () => {
    const him = await accepted();
    await house.command(him, 'request-person', { topic: 'other', message: 'متى أوقّع؟' });
    const task = await house.database.task.findFirstOrThrow({ where: { kind: 'person-request' } });
    const shown = await house.command(staff.noura, 'show-task', { task: String(task.number) });
    expect(house.words(shown)).toMatch(
      /أبو فهد[\s\S]*guarantor of application \d+[\s\S]*answer to the guarantor/u,
    );
    const replied = await house.command(staff.noura, 'reply-to-family', {
      task: String(task.number),
      message: 'بعد موافقة البنك',
    });
    expect(replied.messages?.map(({ personId }) => personId)).toEqual([him.personId]);
  });

  test('let go by an officer', async () => {
    const him = await accepted();
    await applicationOf(house, family).words(staff.noura, 'remove-guarantor', { note: 'طلب ذلك بنفسه' });
    expect(await hears(him)).toContain('You are not guarantor of the application any more');
  });

  test('as a family of its own he hears of his own case, and of what he still stands for', async () => {
    const him = await accepted();
    await house.command(him, 'record-welcome', { consents: { data: true, announcements: false } });
    await house.command(
      him,
      'register-family',
      registration({ nationalId: nationalId(60), mobile: { mobile: '+966555550060' } }),
    );
    expect(await hears(him)).toMatch(/Your request 2[\s\S]*Your acceptance is recorded/u);
    await house.command(family, 'withdraw-application', {});
    expect(await hears(him)).not.toContain('closed');
  });
});

describe('named by what is said at the menu', () => {
  const told = { name: 'محمد السالم', mobile: { mobile: hisNumber, own: false } };

  test('opens the question with it while an application waits for somebody, and nothing otherwise', async () => {
    expect(await house.source(family, 'guarantor-told', { told })).toBeNull();
    await apply();
    expect(await house.source(family, 'guarantor-told', { told })).toEqual({
      flow: 'name-guarantor',
      params: { way: 'another', told: true, ...told },
    });
  });

  test('after the link ended, a new one for the same needs nothing more', async () => {
    await apply();
    const old = await nameHim();
    await later(8);
    expect(await house.source(family, 'guarantor-needed')).toMatchObject({ named: null, before: 'أبو فهد' });
    const code = codeIn(house.words(await house.command(family, 'renew-guarantor', {})));
    expect(code).not.toBe(old);
    expect(await house.source(family, 'guarantor-needed')).toMatchObject({ named: 'أبو فهد', before: null });
    const him = await house.stranger();
    expect((await share(him, await open(him, code))).ok).toBe(true);
  });
});
