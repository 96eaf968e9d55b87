import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/contract.ts';
import { addMember, inviteMember } from '../../src/domain/staff/index.ts';
import { button, type House, nationalId, openHouse, registration } from './house.ts';

// Today is Tuesday, 24 November 2026.
let house: House;
let family: Actor;
let noura: Actor;
let fahad: Actor;
beforeEach(async () => {
  house = await openHouse();
  family = await house.person();
  noura = await house.member('case-officer', 'نورة', 'female');
  fahad = await house.member('case-officer', 'فهد', 'male');
  await house.command(family, 'register-family', registration());
});
afterEach(() => house.close());

const cardFor = async (actor: Actor, task: string) =>
  (await house.command(actor, 'show-task', { task })).replies?.[0];

test('a task that a colleague has is looked at and nothing else', async () => {
  const old = await cardFor(noura, '1');
  await house.press(fahad, 'act:claim:1:1');
  expect(house.buttons(await cardFor(noura, '1'))).toEqual(['act:open:1:2']);
  const opened = await house.press(noura, 'act:open:1:2');
  expect(house.buttons(opened.replies?.at(-1))).toEqual(['act:open:1:2']);
  expect(house.words(await house.press(noura, button(old, 'reassign')))).toContain(
    'ask ⁨فهد⁩ or the manager to pass it on',
  );
  expect(house.buttons(await cardFor(fahad, '1'))).toContain('act:approve:1:2');
});

test('who refused is named to the family no more once it objects, until somebody takes it', async () => {
  await house.press(noura, 'act:claim:1:1');
  const status = async () => JSON.stringify(await house.source(family, 'status', {}));
  expect(await status()).toContain('نورة');
  await house.command(noura, 'decline-registration', {
    task: '1',
    reason: 'other',
    note: 'الدخل أعلى من الحد',
    sure: true,
  });
  await house.command(family, 'request-person', { topic: 'objection', message: 'عندي عشرة أطفال' });
  expect(await status()).toContain('alerts:status.in-review-unclaimed');
  expect(await status()).not.toContain('نورة');
  const again = await house.database.task.findFirstOrThrow({ where: { state: 'open' } });
  await house.press(fahad, `act:claim:${again.number}:${again.version}`);
  expect(await status()).toContain('فهد');
});

test('buttons carry the file’s number in the reader’s digits, and none where there is no file', async () => {
  const stranger = await house.person();
  await house.command(stranger, 'request-person', { topic: 'other', message: 'أبغى أحد يكلمني' });
  expect(await house.source(noura, 'open-tasks')).toEqual([
    { id: '2', label: '💬 بلا محادثة ٢٤ نوفمبر ١٠:٠٠: أبغى أحد يكلمني' },
    { id: '1', label: '📝 ملف ١ · أم عبدالله' },
  ]);
  const other = await house.person();
  await house.command(
    other,
    'register-family',
    registration({ nationalId: nationalId(1), called: 'أم فهد' }),
  );
  expect(await house.source({ ...noura, language: 'en' }, 'open-tasks')).toContainEqual({
    id: '3',
    label: '📝 File 2 · \u2068أم فهد\u2069',
  });
});

test('who joins is told what waits for the role, and where', async () => {
  const added = await house.inTransaction((transaction, services) =>
    addMember(transaction, services, { name: 'سعاد', role: 'case-officer', sex: 'female' }),
  );
  const { code } = await house.inTransaction((transaction, services) =>
    inviteMember(transaction, services, added.id),
  );
  const tied = await house.tie(await house.person(), code);
  const welcome = tied.replies?.[0];
  expect(house.read(welcome)).toContain('One task of your role is open');
  expect(house.buttons(welcome)).toEqual(['staff-tasks']);
});

test('an absence that is taken back before it begins is cancelled: nobody was away, nobody is thanked', async () => {
  const days = { from: '2026-12-01', until: '2026-12-03' };
  await house.command(noura, 'set-absence', { ...days, deputy: fahad.member?.id ?? null });
  const cancelled = await house.command(noura, 'end-absence', {});
  expect(house.words(cancelled)).toContain('cancelled before it began');
  expect(house.read(cancelled.messages?.[0]?.reply)).toContain('⁨نورة⁩ is not going away after all');
});
