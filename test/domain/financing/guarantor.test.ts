import { describe, expect, test } from 'vitest';
import { nationalId } from '../house.ts';
import { applicationOf } from './applicant.ts';
import {
  apply,
  codeIn,
  family,
  hisNumber,
  house,
  later,
  named,
  nameHim,
  open,
  provenGuarantor,
  share,
  staff,
  stateOf,
  statusOf,
  told,
  toOthers,
  turnToAnotherFamily,
  yes,
} from './guarantee.ts';

describe('whether somebody has to stand for it', () => {
  test('an amount up to the rule goes straight to study; one above it waits, and the family names somebody', async () => {
    const small = await apply({ amount: 1_000_000 });
    expect(small.openHere).toBeUndefined();
    expect((await stateOf()).application).toBe('submitted');
    await turnToAnotherFamily();
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
  test('where the last instalment is another, the usual one is told', async () => {
    await apply({ amount: 1_100_000 });
    const code = codeIn(house.words(await house.command(family, 'name-guarantor', named)));
    const him = await house.stranger();
    const proven = await share(him, await open(him, code));
    expect(proven.ok && proven.value.openHere).toMatchObject({
      params: { instalment: 45_800, plan: { instalment: 45_800, last: 46_600 } },
    });
  });

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
    await turnToAnotherFamily();
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
