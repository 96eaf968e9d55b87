import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor, MessageToPerson } from '../../src/domain/contract.ts';
import { alertNewTasks, digest, escalations, waitingTooLong } from '../../src/domain/staff/index.ts';
import { type House, nationalId, openHouse, registration } from './house.ts';

let house: House;
let family: Actor;
beforeEach(async () => {
  house = await openHouse();
  family = await house.person();
});
afterEach(() => house.close());

const at = (moment: string): void => {
  house.clock.now = new Date(moment);
};

const to = (messages: readonly MessageToPerson[], actor: Actor) =>
  messages.filter(({ personId }) => personId === actor.personId).map(({ reply }) => house.read(reply));

test('a new task is told to its role once; before anybody is linked it waits, and the manager comes before nobody', async () => {
  await house.command(family, 'register-family', registration());
  expect(await house.inTransaction(alertNewTasks)).toEqual([]);
  const manager = await house.member('manager', 'سعاد');
  const first = await house.inTransaction(alertNewTasks);
  expect(to(first, manager)).toHaveLength(1);
  expect(await house.inTransaction(alertNewTasks)).toEqual([]);
  await house.member('case-officer', 'نورة');
  expect(await house.inTransaction(alertNewTasks)).toEqual([]);
});

test('an alert that is made twice carries the same key, so it is written once', async () => {
  await house.command(family, 'register-family', registration());
  const officer = await house.member('case-officer', 'نورة');
  const first = await house.inTransaction(alertNewTasks);
  await house.database.task.updateMany({ data: { alertedAt: null } });
  const again = await house.inTransaction(alertNewTasks);
  const task = await house.database.task.findFirstOrThrow();
  expect(first.map(({ onceKey }) => onceKey)).toEqual([`task:${task.id}:v1:${officer.member?.id}`]);
  expect(again.map(({ onceKey }) => onceKey)).toEqual(first.map(({ onceKey }) => onceKey));
});

test('a task that nobody takes for a working day is brought up again', async () => {
  await house.command(family, 'register-family', registration());
  const officer = await house.member('case-officer', 'نورة');
  expect(await house.inTransaction(waitingTooLong)).toEqual([]);
  at('2026-11-25T08:00:00Z');
  const reminded = await house.inTransaction(waitingTooLong);
  expect(to(reminded, officer)[0]).toContain('Waiting too long');
  const again = await house.inTransaction(waitingTooLong);
  expect(again.map(({ onceKey }) => onceKey)).toEqual(reminded.map(({ onceKey }) => onceKey));
  await house.press(officer, 'act:claim:1:1');
  expect(await house.inTransaction(waitingTooLong)).toEqual([]);
});

test('past its promised day a task is raised to the manager once, and the family hears the new day each time', async () => {
  await house.command(family, 'register-family', registration());
  const officer = await house.member('case-officer', 'نورة');
  const manager = await house.member('manager', 'سعاد');
  await house.press(officer, 'act:claim:1:1');
  at('2026-11-29T20:00:00Z');
  expect((await house.inTransaction(escalations)).messages).toEqual([]);

  at('2026-11-30T05:00:00Z');
  const first = await house.inTransaction(escalations);
  expect(to(first.messages, manager)[0]).toContain('Past its promised day and not done yet. With: ⁨نورة⁩');
  expect(to(first.messages, officer)).toHaveLength(1);
  expect(to(first.messages, family)[0]).toContain('The new day is Tuesday 1 December 2026');
  expect(first.audit).toMatchObject([{ action: 'task.escalated', references: { promised: '2026-12-01' } }]);
  expect(await house.source(family, 'status')).toMatchObject([
    { params: { promisedDay: { date: '2026-12-01' } } },
  ]);
  expect((await house.inTransaction(escalations)).messages).toEqual([]);

  at('2026-12-02T05:00:00Z');
  const second = await house.inTransaction(escalations);
  const keysTo = (messages: readonly MessageToPerson[], actor: Actor) =>
    messages.filter(({ personId }) => personId === actor.personId).map(({ onceKey }) => onceKey);
  expect(keysTo(second.messages, manager)).toEqual(keysTo(first.messages, manager));
  expect(keysTo(second.messages, family)).not.toEqual(keysTo(first.messages, family));
});

test('while it is the family’s turn, nobody is late: it is reminded kindly and the manager is left alone', async () => {
  await house.command(family, 'register-family', registration());
  const officer = await house.member('case-officer', 'نورة');
  const manager = await house.member('manager', 'سعاد');
  await house.command(officer, 'ask-family', { task: '1', what: 'iban', note: null });
  at('2026-11-30T05:00:00Z');
  expect((await house.inTransaction(escalations)).messages).toEqual([]);
  at('2026-12-02T05:00:00Z');
  const { messages } = await house.inTransaction(escalations);
  expect(to(messages, manager)).toEqual([]);
  expect(to(messages, officer)).toHaveLength(1);
  expect(to(messages, family)[0]).toContain('waits for one small thing from you');
});

test('the digest lists what waits by urgency, once a day, and leaves alone who has nothing or is away', async () => {
  const officer = await house.member('case-officer', 'نورة');
  const away = await house.member('case-officer', 'فهد');
  const marketing = await house.member('marketing-officer', 'سالم');
  await house.command(away, 'set-absence', { until: '2026-12-30', deputy: null });
  await house.command(family, 'register-family', registration());
  at('2026-11-25T07:00:00Z');
  const second = await house.person();
  await house.command(second, 'register-family', registration({ nationalId: nationalId(1), called: 'هيا' }));
  at('2026-11-30T05:00:00Z');
  const messages = await house.inTransaction(digest);
  expect(messages.map(({ personId }) => personId)).toEqual([officer.personId]);
  expect(messages[0]?.onceKey).toBe(`digest:${officer.member?.id}:2026-11-30`);
  expect(messages[0]?.policy).toBe('once');
  expect(to(messages, marketing)).toEqual([]);
  expect(to(messages, officer)[0]).toBe(
    [
      'Good morning, today’s tasks:',
      'One task is overdue\nOne task is due today\n2 tasks are open\n2 tasks belong to nobody',
      '• New registration: File 1 · ⁨أم عبدالله⁩, Buraydah (Sunday 29 November 2026)\n' +
        '• New registration: File 2 · ⁨هيا⁩, Buraydah (Monday 30 November 2026)',
    ].join('\n\n'),
  );
});
