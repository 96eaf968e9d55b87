import { describe, expect, test } from 'vitest';
import type { Answers } from '../../../src/engine/vocabulary.ts';
import { button, nationalId } from '../house.ts';
import { applicationOf } from './applicant.ts';
import {
  apply,
  family,
  hisNumber,
  house,
  nameHim,
  provenGuarantor,
  staff,
  stateOf,
  toOthers,
  yes,
} from './guarantee.ts';

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

  test('her own ID or number is known as hers where it is typed, to staff alone', async () => {
    await apply();
    const { number } = await applicationOf(house, family).task();
    const asked = (params: Answers) =>
      house.source(staff.noura, 'guarantor-at-desk', { task: String(number), ...params });
    const own = await house.database.family.findFirstOrThrow({ where: { personId: family.personId } });
    const profile = JSON.parse(family.key.open(own.sealedProfile, `family.profile:${own.id}`)) as Answers;
    const { mobile } = profile.mobile as { readonly mobile: string };
    expect(await asked({ nationalId: profile.nationalId ?? '' })).toBe('own');
    expect(await asked({ mobile })).toBe('own');
    expect(await asked({ nationalId: nationalId(40) })).toBeNull();
    expect(await asked({ mobile: hisNumber })).toBeNull();
    const ofOthers = { task: String(number), nationalId: profile.nationalId ?? '' };
    expect(await house.source(family, 'guarantor-at-desk', ofOthers)).toBeNull();
  });

  test('the button opens what is read to him with the amount, the months and the instalment', async () => {
    await apply();
    const { number, version } = await applicationOf(house, family).task();
    const pressed = await house.press(staff.noura, `act:guarantor-sign:${number}:${version}`);
    const row = await house.database.application.findFirstOrThrow();
    expect(pressed.openHere).toMatchObject({
      flow: 'staff-guarantor',
      params: { plan: { amount: Number(row.amountHalalas), months: row.months } },
    });
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
