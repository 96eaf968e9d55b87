import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/contract.ts';
import type { Message } from '../../../src/engine/vocabulary.ts';
import { nationalId, registration } from '../house.ts';
import { applicationOf } from './applicant.ts';
import {
  apply,
  family,
  house,
  later,
  named,
  nameHim,
  open,
  provenGuarantor,
  share,
  staff,
  yes,
} from './guarantee.ts';

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
