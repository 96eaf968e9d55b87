import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../../src/db/client.ts';
import { familyEvents, familyStates, familyTransitions } from '../../src/domain/families/states.ts';
import { moveFamily } from '../../src/domain/families/store.ts';
import { bankDecisionTransitions } from '../../src/domain/financing/bank-decision-states.ts';
import { correctionTransitions } from '../../src/domain/financing/correction-states.ts';
import { guarantorTransitions } from '../../src/domain/financing/guarantor-states.ts';
import { quotationTransitions } from '../../src/domain/financing/quotation-states.ts';
import { signedFormTransitions } from '../../src/domain/financing/signed-form-states.ts';
import { applicationTransitions } from '../../src/domain/financing/states.ts';
import { taskEvents, taskStates, taskTransitions } from '../../src/domain/tasks/states.ts';
import { moveTask } from '../../src/domain/tasks/store.ts';
import { type Transition, transitionOf } from '../../src/domain/transitions.ts';
import { type House, openHouse, registration } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const family = await house.person();
  const officer = await house.member('case-officer', 'نورة');
  await house.command(family, 'register-family', registration());
  expect(officer.member).not.toBeNull();
});
afterAll(() => house.close());

/** Ends a transaction without a trace, carrying out what a test found. */
class Undone extends Error {
  readonly found: unknown;
  constructor(found: unknown) {
    super('undone');
    this.found = found;
  }
}

const undone = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
  try {
    await house.database.$transaction(async (transaction) => {
      throw new Undone(await work(transaction));
    });
  } catch (error) {
    if (error instanceof Undone) return error.found as T;
    throw error;
  }
  throw new Error('a transaction that throws does not commit');
};

/** Puts the only case of its kind into a state, past every rule. */
const force = async (transaction: Transaction, kind: 'family' | 'task', state: string): Promise<void> => {
  await transaction.$executeRawUnsafe('set local session_replication_role = replica');
  if (kind === 'family') {
    await transaction.$executeRaw`
      update family set state = ${state}, agreed_at = now(), promised_at = now(), decline_reason = 'other'`;
  } else {
    await transaction.$executeRaw`
      update task set state = ${state}, done_at = case when ${state} = 'done' then now() end,
        claimed_by_id = case when ${state} = 'open' then null else (select id from member limit 1) end`;
  }
  await transaction.$executeRawUnsafe('set local session_replication_role = origin');
};

const pairs = <State extends string>(states: readonly State[]) =>
  states.flatMap((from) => states.map((to) => ({ from, to })));

const leads = (table: readonly Transition<string, string>[], from: string, to: string): boolean =>
  from === to || table.some((row) => row.from === from && row.to === to);

test('the database holds the same tables as states.ts', async () => {
  const rows = await house.database.caseTransition.findMany();
  const asText = (kind: string, table: readonly Transition<string, string>[]) =>
    table.map(({ from, event, to }) => `${kind}: ${from} -${event}-> ${to}`);
  expect(
    rows.map((row) => `${row.caseKind}: ${row.fromState} -${row.event}-> ${row.toState}`).sort(),
  ).toEqual(
    [
      ...asText('family', familyTransitions),
      ...asText('task', taskTransitions),
      ...asText('application', applicationTransitions),
      ...asText('bank-decision', bankDecisionTransitions),
      ...asText('guarantor', guarantorTransitions),
      ...asText('study-correction', correctionTransitions),
      ...asText('signed-form', signedFormTransitions),
      ...asText('quotation', quotationTransitions),
    ].sort(),
  );
});

test('one state and one event lead to one state', () => {
  for (const table of [
    familyTransitions,
    taskTransitions,
    applicationTransitions,
    bankDecisionTransitions,
    guarantorTransitions,
    correctionTransitions,
    signedFormTransitions,
    quotationTransitions,
  ]) {
    const keys = table.map(({ from, event }) => `${from} ${event}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

describe('a family', () => {
  test.each(familyStates.flatMap((from) => familyEvents.map((event) => ({ from, event }))))(
    'in $from, event $event',
    async ({ from, event }) => {
      const transition = transitionOf(familyTransitions, from, event);
      const reached = await undone(async (transaction) => {
        await force(transaction, 'family', from);
        const family = await transaction.family.findFirstOrThrow();
        // `agree` and `disagree` are for families that were registered at the desk and have not agreed.
        const seen =
          transition?.guard === 'assisted' ? { ...family, assistedById: 'desk', agreedAt: null } : family;
        const change = event === 'decline' ? { declineReason: 'other' } : {};
        const moved = await moveFamily(transaction, house.services(), seen, event, null, change);
        const history = await transaction.familyHistory.findFirst({ where: { event, fromState: from } });
        return {
          state: moved?.state ?? null,
          version: moved?.version ?? null,
          written: history?.toState ?? null,
        };
      });
      expect(reached).toEqual(
        transition
          ? { state: transition.to, version: 2, written: transition.to }
          : { state: null, version: null, written: null },
      );
    },
  );

  test.each(pairs(familyStates))('the database: from $from to $to', async ({ from, to }) => {
    const update = undone(async (transaction) => {
      await force(transaction, 'family', from);
      return transaction.$executeRaw`update family set state = ${to}, version = version + 1`;
    });
    if (leads(familyTransitions, from, to)) await expect(update).resolves.toBe(1);
    else await expect(update).rejects.toThrow(`a family cannot go from ${from} to ${to}`);
  });

  test.each(familyStates.filter((state) => state !== 'submitted'))('cannot begin as %s', async (state) => {
    const insert = undone(async (transaction) => {
      const { number: _number, ...row } = await transaction.family.findFirstOrThrow();
      await transaction.$executeRawUnsafe('set local session_replication_role = replica');
      await transaction.family.deleteMany();
      await transaction.$executeRawUnsafe('set local session_replication_role = origin');
      await transaction.family.create({ data: { ...row, state } });
    });
    await expect(insert).rejects.toThrow(`a family cannot begin as ${state}`);
  });

  test('cannot change its state under the version that was seen', async () => {
    const update = undone((transaction) => transaction.$executeRaw`update family set state = 'in-review'`);
    await expect(update).rejects.toThrow('only with its version');
  });

  test('cannot change its state without its history', async () => {
    const update = house.database.$executeRaw`
      update family set state = 'in-review', version = version + 1`;
    await expect(update).rejects.toThrow('lacks its state in-review');
  });

  test('has no history that its table does not know', async () => {
    const insert = undone(async (transaction) => {
      const { id: familyId } = await transaction.family.findFirstOrThrow();
      await transaction.familyHistory.create({
        data: {
          id: house.services().newId(),
          familyId,
          event: 'approve',
          fromState: 'declined',
          toState: 'approved',
          at: house.clock.now,
        },
      });
    });
    await expect(insert).rejects.toThrow('no family goes from declined by approve to approved');
  });
});

describe('a task', () => {
  test.each(taskStates.flatMap((from) => taskEvents.map((event) => ({ from, event }))))(
    'in $from, event $event',
    async ({ from, event }) => {
      const transition = transitionOf(taskTransitions, from, event);
      const state = await undone(async (transaction) => {
        await force(transaction, 'task', from);
        const task = await transaction.task.findFirstOrThrow();
        const member = await transaction.member.findFirstOrThrow();
        const moved = await moveTask(transaction, house.services(), task, event, { claimedById: member.id });
        return moved?.state ?? null;
      });
      expect(state).toBe(transition?.to ?? null);
    },
  );

  test.each(pairs(taskStates))('the database: from $from to $to', async ({ from, to }) => {
    const update = undone(async (transaction) => {
      await force(transaction, 'task', from);
      return transaction.$executeRaw`
        update task set state = ${to}, version = version + 1, done_at = case when ${to} = 'done' then now() end,
          claimed_by_id = case when ${to} = 'open' then null else (select id from member limit 1) end`;
    });
    if (leads(taskTransitions, from, to)) await expect(update).resolves.toBe(1);
    else await expect(update).rejects.toThrow(`a task cannot go from ${from} to ${to}`);
  });
});
