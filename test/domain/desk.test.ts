import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/contract.ts';
import type { Reply } from '../../src/engine/vocabulary.ts';
import { decodeState, statePlace } from '../../src/sealed/state.ts';
import { type House, openHouse, registration } from './house.ts';

let house: House;
let family: Actor;
beforeEach(async () => {
  house = await openHouse();
  family = await house.person();
});
afterEach(() => house.close());

const theFamily = () => house.database.family.findFirstOrThrow();
const statusKeys = async (actor: Actor) =>
  ((await house.source(actor, 'status')) as readonly { readonly key: string }[]).map(({ key }) => key);

describe('at the desk', () => {
  test('an officer registers, the family ties its phone, reads back and agrees; only then it can be approved', async () => {
    const officer = await house.member('case-officer', 'نورة', 'female');
    const answers = registration({
      sex: 'female',
      assisted: true,
      consentAtDesk: true,
      idPhoto: await house.document(officer),
    });
    const { replies, outcome } = await house.command(officer, 'register-family', answers);
    expect(outcome).toMatchObject({ number: '1' });
    const code = /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(house.read(replies?.[0]))?.[0] ?? '';
    const row = await theFamily();
    expect(row).toMatchObject({ assistedById: officer.member?.id, agreedAt: null });
    expect(row.personId).not.toBe(officer.personId);
    // Its own chat knows from the first word how it is spoken to.
    const chat = await house.database.conversation.findUniqueOrThrow({ where: { personId: row.personId } });
    const ownKey = await house.inTransaction((transaction, services) =>
      services.keyOf(transaction, row.personId),
    );
    const { profile } = decodeState(ownKey.open(chat.sealedState!, statePlace(chat.id)));
    expect(profile).toMatchObject({ address: 'female', called: 'أم عبدالله', language: 'ar' });

    const early = await house.press(officer, 'act:approve:1:1');
    expect(house.read(early.replies?.[0])).toContain('cannot be approved');
    expect(house.read(early.replies?.[0])).toContain('Expected: The family’s agreement');
    await house.press(officer, 'act:approve-sure:1:1');
    expect(await theFamily()).toMatchObject({ state: 'submitted' });
    expect(house.buttons(early.replies?.[0])).not.toContain('act:approve:1:1');

    const onHerPhone = await house.person();
    const tied = await house.tie(onHerPhone, code);
    expect(tied).toMatchObject({ tied: true, moveContactTo: row.personId });
    expect(tied.opens).toMatchObject([{ personId: row.personId, flow: 'agree-registration' }]);

    const key = await house.inTransaction((transaction, services) =>
      services.keyOf(transaction, row.personId),
    );
    const herself: Actor = { ...onHerPhone, personId: row.personId, key };
    expect(await statusKeys(herself)).toEqual(['alerts:status.awaiting-agreement']);
    // Asked again by a colleague, she still hears who registered her; and the card tells that she agreed.
    await house.database.contact.create({
      data: {
        id: house.services().newId(),
        channel: 'web',
        account: 'a',
        peerHash: '1'.repeat(43),
        sealedPeer: key.seal('x', 'y'),
        keyId: key.id,
        personId: row.personId,
      },
    });
    const fahad = await house.member('case-officer', 'فهد', 'male');
    const asked = await house.press(fahad, 'act:agreement:1:1');
    expect(asked.opens).toMatchObject([{ personId: row.personId, flow: 'agree-registration' }]);
    expect(house.read(asked.messages?.[0]?.reply)).toMatch(/^⁨نورة⁩ wrote down/u);
    const corrected = registration({ householdSize: 5, idPhoto: answers.idPhoto ?? null, agreed: true });
    await house.command(herself, 'agree-registration', corrected);
    expect(await theFamily()).toMatchObject({ agreedAt: house.clock.now });
    expect(await house.source(herself, 'my-data')).toMatchObject({ householdSize: 5, sex: 'female' });
    expect(await house.database.consent.findFirst()).toMatchObject({ purpose: 'data', given: true });
    const { version } = await house.database.task.findFirstOrThrow({ where: { number: 1 } });
    const card = await house.command(officer, 'show-task', { task: '1' });
    expect(house.read(card.replies?.[0])).toMatch(/^The family agreed to the desk registration/u);
    await house.approve(officer, `act:approve:1:${version}`);
    expect(await theFamily()).toMatchObject({ state: 'approved' });
  });

  test('a family that does not agree is heard with its words', async () => {
    const officer = await house.member('case-officer', 'نورة', 'female');
    await house.command(officer, 'register-family', registration({ assisted: true, consentAtDesk: true }));
    const { personId } = await theFamily();
    const key = await house.inTransaction((transaction, services) => services.keyOf(transaction, personId));
    const herself: Actor = { ...family, personId, key };
    const objection = 'الدخل غير صحيح';
    await house.command(herself, 'agree-registration', registration({ agreed: false, objection }));
    const card = await house.command(officer, 'show-task', { task: '1' });
    expect(house.read(card.replies?.[0])).toMatch(/^The family did not agree[\s\S]*الدخل غير صحيح/u);
    expect(await house.source(herself, 'my-data')).not.toHaveProperty('objection');
  });

  test('while no phone is tied, asking for the agreement gives a new code, and the earlier one is void', async () => {
    const officer = await house.member('case-officer', 'نورة', 'female');
    const codeIn = (reply: Reply | undefined) =>
      /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(house.read(reply))?.[0] ?? '';
    const desk = registration({ assisted: true, consentAtDesk: true });
    const first = codeIn((await house.command(officer, 'register-family', desk)).replies?.[0]);
    const asked = await house.press(officer, 'act:agreement:1:1');
    expect(asked.messages).toBeUndefined();
    expect(await house.tie(await house.person(), first)).toMatchObject({ tied: false });
    expect(await house.tie(family, codeIn(asked.replies?.[0]))).toMatchObject({ tied: true });
  });

  test('is for staff: a family cannot register others', async () => {
    const refused = await house.command(
      family,
      'register-family',
      registration({ assisted: true, consentAtDesk: true }),
    );
    expect(refused.audit).toMatchObject([{ action: 'refused' }]);
    expect(await house.database.family.count()).toBe(0);
  });

  test('a code is not taken on an officer’s phone, and stays good', async () => {
    const officer = await house.member('case-officer', 'نورة');
    const { replies } = await house.command(
      officer,
      'register-family',
      registration({ assisted: true, consentAtDesk: true }),
    );
    const code = /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(house.read(replies?.[0]))?.[0] ?? '';
    expect(await house.tie(officer, code)).toMatchObject({ tied: false });
    expect(await house.tie(family, code.toLowerCase().replaceAll('-', ''))).toMatchObject({ tied: true });
  });
});
