import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/contract.ts';
import { alertNewTasks } from '../../src/domain/staff/index.ts';
import { type House, openHouse, registration } from './house.ts';

// Today is Tuesday, 24 November 2026.
let house: House;
let family: Actor;
let noura: Actor;
let fahad: Actor;
let sara: Actor;
beforeEach(async () => {
  house = await openHouse();
  family = await house.person();
  noura = await house.member('case-officer', 'نورة', 'female');
  fahad = await house.member('case-officer', 'فهد', 'male');
  sara = await house.member('case-officer', 'سارة', 'female');
});
afterEach(() => house.close());

const idOf = (actor: Actor): string => actor.member?.id ?? '';
const away = (actor: Actor, from: string, until: string, deputy: Actor | null = null) =>
  house.run(actor, 'set-absence', { from, until, deputy: deputy ? idOf(deputy) : null });
const deputies = async (actor: Actor, from: string, until: string) =>
  ((await house.source(actor, 'colleagues', { from, until })) as readonly { readonly id: string }[])
    .map(({ id }) => id)
    .toSorted();
const toldOfNews = async () =>
  new Set((await house.inTransaction(alertNewTasks)).map(({ personId }) => personId));

test('who is away from today is stood in for by one of the role, who is told of the cases that were begun', async () => {
  const salem = await house.member('marketing-officer', 'سالم');
  await house.command(family, 'register-family', registration());
  await house.press(noura, 'act:claim:1:1');
  expect(await house.source(noura, 'colleagues', {})).toEqual(
    expect.arrayContaining([
      { id: idOf(fahad), label: 'فهد · مسؤول ملفات' },
      { id: idOf(sara), label: 'سارة · مسؤولة ملفات' },
    ]),
  );
  for (const nobody of [salem, noura]) {
    const unable = await away(noura, '2026-11-24', '2026-11-30', nobody);
    expect(unable).toMatchObject({ ok: true, value: { audit: [{ references: { deputy: null } }] } });
  }
  const gone = await away(noura, '2026-11-24', '2026-11-30', sara);
  if (!gone.ok) throw new Error('refused');
  expect(house.words(gone.value)).toContain('away until Monday 30 November 2026');
  expect(gone.value.messages?.map(({ personId }) => personId)).toEqual([sara.personId]);
  expect(house.read(gone.value.messages?.[0]?.reply)).toMatch(
    /you stand in[\s\S]*New registration: File \d · ⁨أم عبدالله/u,
  );
  await house.command(family, 'correct-family', registration({ city: 'unayzah' }));
  expect(await toldOfNews()).toEqual(new Set([sara.personId]));
});

test('an absence that is yet to come changes nothing until its first day', async () => {
  const gone = await away(noura, '2026-11-29', '2026-12-01', sara);
  if (!gone.ok) throw new Error('refused');
  expect(house.words(gone.value)).toContain('from Sunday 29 November 2026');
  expect(house.read(gone.value.messages?.[0]?.reply)).toContain('Sunday 29 November 2026');
  await house.command(family, 'register-family', registration());
  await house.press(noura, 'act:claim:1:1');
  await house.command(family, 'correct-family', registration({ city: 'unayzah' }));
  expect(await toldOfNews()).toEqual(new Set([noura.personId]));
  house.clock.now = new Date('2026-11-29T07:00:00Z');
  await house.command(family, 'correct-family', registration({ city: 'ar-rass' }));
  expect(await toldOfNews()).toEqual(new Set([sara.personId]));
  house.clock.now = new Date('2026-12-02T07:00:00Z');
  await house.command(family, 'correct-family', registration({ city: 'unayzah' }));
  expect(await toldOfNews()).toEqual(new Set([noura.personId]));
});

test.each([
  ['a last day that has passed', '2026-11-20', '2026-11-23', 'past'],
  ['a last day before the first', '2026-11-29', '2026-11-26', 'before-start'],
])('%s is asked again', async (_what, from, until, problem) => {
  expect(await away(noura, from, until)).toEqual({ ok: false, error: { question: 'until', problem } });
});

test('nobody stands in who is away on any of the days, nor for oneself', async () => {
  await away(fahad, '2026-11-26', '2026-11-26');
  expect(await deputies(noura, '2026-11-24', '2026-11-25')).toEqual([idOf(fahad), idOf(sara)].toSorted());
  expect(await deputies(noura, '2026-11-25', '2026-11-29')).toEqual([idOf(sara)]);
  const gone = await away(noura, '2026-11-25', '2026-11-29', fahad);
  expect(gone).toMatchObject({ ok: true, value: { audit: [{ references: { deputy: null } }] } });
});

test('back before the day: the tasks come again, and who stood in is told', async () => {
  expect(await house.source(noura, 'my-absence')).toEqual({});
  await away(noura, '2026-11-24', '2026-11-30', sara);
  expect(await house.source(noura, 'my-absence')).toEqual({ away: true });
  const back = await house.command(noura, 'end-absence', {});
  expect(house.words(back)).toContain('Welcome back');
  expect(house.read(back.messages?.[0]?.reply)).toContain('⁨نورة⁩ is back');
  await house.command(family, 'register-family', registration());
  expect(await toldOfNews()).toContain(noura.personId);
});

test('an absence that leaves fewer than two for money decisions is told at once, to who records it and to the manager', async () => {
  const salem = await house.member('finance-officer', 'سالم', 'male');
  const huda = await house.member('finance-officer', 'هدى', 'female');
  const hind = await house.member('manager', 'هند', 'female');
  const tell = async (actor: Actor, from: string, until: string) => {
    const gone = await away(actor, from, until);
    if (!gone.ok) throw new Error('refused');
    return { words: house.words(gone.value), messages: gone.value.messages ?? [] };
  };
  const first = await tell(huda, '2026-12-10', '2026-12-15');
  expect(first.words).not.toContain('⚠️');
  expect(first.messages).toEqual([]);
  const second = await tell(salem, '2026-12-14', '2026-12-20');
  expect(second.words).toContain('only one is left: ⁨هند⁩');
  expect(second.messages.map(({ personId }) => personId)).toEqual([hind.personId]);
  expect(house.read(second.messages[0]?.reply)).toMatch(
    /⁨سالم⁩ is away from Monday 14 December[\s\S]*only one is left: ⁨هند⁩/u,
  );
  const third = await tell(hind, '2026-12-15', '2026-12-15');
  expect(third.words).toContain('nobody is left');
  expect(third.messages).toEqual([]);
  const officer = await tell(noura, '2026-12-14', '2026-12-15');
  expect(officer.words).not.toContain('⚠️');
});

test('who is the last of the bank goes away: a decision comes by its letter only', async () => {
  const bandar = await house.member('bank-officer', 'بندر', 'male');
  const hind = await house.member('manager', 'هند', 'female');
  const gone = await away(bandar, '2026-12-14', '2026-12-20');
  if (!gone.ok) throw new Error('refused');
  expect(house.words(gone.value)).toContain('nobody of the bank is left');
  expect(gone.value.messages?.map(({ personId }) => personId)).toEqual([hind.personId]);
});
