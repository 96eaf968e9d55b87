import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { append, sealBatch, verify } from '../../src/domain/audit/index.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const write = (count: number) =>
  house.inTransaction(async (transaction, services) => {
    for (let number = 1; number <= count; number++) {
      const entry = {
        action: 'task.claimed',
        subjectKind: 'task',
        subjectId: null,
        references: { task: number },
      };
      await append(
        transaction,
        { ...entry, id: services.newId(), actorKind: 'member', actorId: null },
        services.now,
      );
    }
  });

const seal = (most?: number) =>
  house.inTransaction((transaction, { now }) => sealBatch(transaction, now, most));

/** Somebody who can do what the program cannot: past every trigger. */
const tamper = (statement: string) =>
  house.database.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe('set local session_replication_role = replica');
    expect(await transaction.$executeRawUnsafe(statement)).toBeGreaterThan(0);
  });

test('rows are sealed in batches, each once, and the chain is whole; where there are none, that is said', async () => {
  expect(await verify(house.database)).toEqual({
    whole: true,
    sentence: 'There is nothing to verify: the audit trail of this database holds no row yet.',
  });
  await write(5);
  expect([await seal(2), await seal(2), await seal(2), await seal(2)]).toEqual([2, 2, 1, 0]);
  await write(2);
  expect((await verify(house.database)).sentence).toBe(
    'The audit trail is whole: 5 sealed rows, 2 waiting for the sealer.',
  );
  house.clock.now = new Date(house.clock.now.getTime() + 3_600_000);
  expect([await seal(), await seal()]).toEqual([2, 0]);
  await write(1);
  expect(await seal()).toBe(1);
  expect((await verify(house.database)).sentence).toContain('8 sealed rows, 0 waiting');
});

test('a row that was committed late, with a lower number, is sealed all the same', async () => {
  await write(3);
  await tamper('create temporary table late on commit drop as select * from audit order by seq limit 1');
  const first = await house.database.audit.findFirstOrThrow({ orderBy: { seq: 'asc' } });
  await tamper(`delete from audit where seq = ${first.seq}`);
  expect(await seal()).toBe(2);
  await house.database.audit.create({ data: { ...first, references: { task: 1 } } });
  expect(await seal()).toBe(1);
  expect((await verify(house.database)).whole).toBe(true);
});

describe('what was tampered with is found where it is', () => {
  beforeEach(async () => {
    await write(6);
    await seal();
  });

  test.each([
    [
      'a changed reference',
      `update audit set "references" = '{"task": 99}' where seq = 3`,
      3,
      'the row was changed',
    ],
    [
      'a changed moment',
      `update audit set at = at + interval '1 millisecond' where seq = 4`,
      4,
      'the row was changed',
    ],
    [
      'another actor',
      `update audit set actor_id = gen_random_uuid() where seq = 1`,
      1,
      'the row was changed',
    ],
    ['a deleted row', 'delete from audit where seq = 2', 2, 'a row is missing'],
    ['a deleted link', 'delete from audit_link where position = 5', 5, 'a row is missing'],
    [
      'a changed hash',
      `update audit_link set hash = repeat('a', 64) where position = 6`,
      6,
      'the row was changed',
    ],
    ['an end cut off', 'delete from audit_link where position = 6', 6, 'the end was cut off'],
  ])('%s', async (_what, statement, position, reason) => {
    await tamper(statement);
    const { whole, sentence } = await verify(house.database);
    expect(whole).toBe(false);
    expect(sentence).toContain(`broken at position ${position}`);
    expect(sentence).toContain(reason);
  });
});
