import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/db/client.ts';
import type { Actor } from '../../../src/domain/contract.ts';
import { roles } from '../../../src/domain/contract.ts';
import {
  applicationEvents,
  applicationStates,
  applicationTransitions,
} from '../../../src/domain/financing/states.ts';
import { moveApplication } from '../../../src/domain/financing/store.ts';
import { transitionOf } from '../../../src/domain/transitions.ts';
import { type House, openHouse } from '../house.ts';
import { atBank, type Staff, staffOf } from './applicant.ts';

let house: House;
let staff: Staff;
let family: Actor;
beforeAll(async () => {
  house = await openHouse();
  staff = await staffOf(house);
  ({ family } = await atBank(house, staff));
});
afterAll(() => house.close());

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

/** Puts the only application into a state, past every rule; its file is complete. */
const force = async (transaction: Transaction, state: string): Promise<void> => {
  await transaction.$executeRawUnsafe('set local session_replication_role = replica');
  await transaction.$executeRaw`
    update application set state = ${state}, promised_at = now(), decided_by_id = ready_by_id,
      approved_halalas = amount_halalas, approved_months = months`;
  await transaction.$executeRawUnsafe('set local session_replication_role = origin');
};

/** Whoever the table names; not the one who made the file ready. */
const byOf = (by: string) => {
  if (by === 'family') return null;
  const member = {
    'case-officer': staff.noura,
    'finance-officer': staff.finance,
    'bank-officer': staff.bank,
  }[by];
  return { memberId: member?.member?.id ?? '', role: by };
};

const change = () => ({ key: family.key, opinion: 'رأي', decision: 'سبب', registered: true });

const pairs = applicationStates.flatMap((from) => applicationEvents.map((event) => ({ from, event })));

test.each(pairs)('in $from, event $event', async ({ from, event }) => {
  const transition = transitionOf(applicationTransitions, from, event);
  const any = applicationTransitions.find((row) => row.event === event);
  const reached = await undone(async (transaction) => {
    await force(transaction, from);
    const seen = await transaction.application.findFirstOrThrow();
    const by = byOf(transition?.by ?? any?.by ?? '');
    const moved = await moveApplication(transaction, house.services(), seen, event, by, change());
    const history = await transaction.applicationHistory.findFirst({
      where: { event, fromState: from, at: house.clock.now },
      orderBy: { id: 'desc' },
    });
    return { state: moved?.state ?? null, written: moved ? (history?.toState ?? null) : null };
  });
  expect(reached).toEqual(
    transition ? { state: transition.to, written: transition.to } : { state: null, written: null },
  );
});

describe('nobody else brings it about', () => {
  const fromSomewhere = applicationTransitions.filter(({ from }) => from !== 'none');
  test.each(fromSomewhere)('$event in $from is for $by', async ({ from, event, by }) => {
    if (from === 'none') return;
    const mayStaff = (role: string) => role === by || (role === 'manager' && by !== 'bank-officer');
    for (const role of [null, ...roles]) {
      const isAllowed = role === null ? by === 'family' : by !== 'family' && mayStaff(role);
      const moved = await undone(async (transaction) => {
        await force(transaction, from);
        const seen = await transaction.application.findFirstOrThrow();
        const who = role === null ? null : { memberId: staff.manager.member?.id ?? '', role };
        return moveApplication(transaction, house.services(), seen, event, who, change());
      });
      expect(`${role} ${moved === null ? 'refused' : 'allowed'}`).toBe(
        `${role} ${isAllowed ? 'allowed' : 'refused'}`,
      );
    }
  });
});

describe('guards', () => {
  const move = (
    from: string,
    event: 'send' | 'mark-ready',
    changes: object,
    memberId: string,
    role: string,
  ) =>
    undone(async (transaction) => {
      await force(transaction, from);
      const seen = await transaction.application.findFirstOrThrow();
      const given = { ...change(), ...changes };
      return moveApplication(transaction, house.services(), seen, event, { memberId, role }, given);
    });

  test('a file is sent by another person than the one who made it ready, whatever the role', async () => {
    const ready = staff.noura.member?.id ?? '';
    expect(await move('ready', 'send', {}, ready, 'manager')).toBeNull();
    expect(await move('ready', 'send', {}, staff.manager.member?.id ?? '', 'manager')).not.toBeNull();
  });

  test('a file is ready with an opinion, of a family whose registration is accepted', async () => {
    const noura = staff.noura.member?.id ?? '';
    expect(await move('in-study', 'mark-ready', { opinion: '' }, noura, 'case-officer')).toBeNull();
    expect(await move('in-study', 'mark-ready', { registered: false }, noura, 'case-officer')).toBeNull();
    expect(await move('in-study', 'mark-ready', {}, noura, 'case-officer')).not.toBeNull();
  });
});

describe('the database', () => {
  const statePairs = applicationStates.flatMap((from) => applicationStates.map((to) => ({ from, to })));
  const leads = (from: string, to: string): boolean =>
    from === to || applicationTransitions.some((row) => row.from === from && row.to === to);

  test.each(statePairs)('from $from to $to', async ({ from, to }) => {
    const update = undone(async (transaction) => {
      await force(transaction, from);
      return transaction.$executeRaw`update application set state = ${to}, version = version + 1`;
    });
    if (leads(from, to)) await expect(update).resolves.toBe(1);
    else await expect(update).rejects.toThrow(`a application cannot go from ${from} to ${to}`);
  });

  const refused = (statement: string) => expect(house.database.$executeRawUnsafe(statement)).rejects;

  test.each([
    [`update application set sent_by_id = ready_by_id`, 'application_two_people'],
    [`update application set sent_by_id = null`, 'application_sent'],
    [`update application set ready_by_id = null`, 'application_ready'],
    [`update application set promised_at = null`, 'application_promised'],
    [`update application set amount_halalas = 0`, 'application_amount'],
    [
      `update application set approved_halalas = amount_halalas + 1, approved_months = 3`,
      'application_approved',
    ],
    [`update application set approved_halalas = 100`, 'application_approved'],
    [`update task set topic = null where kind = 'application'`, 'task_application'],
  ])('refuses %s', async (statement, rule) => {
    await refused(statement).toThrow(rule);
  });

  test('keeps the history as it was, and no state without it', async () => {
    await refused(`update application_history set event = event`).toThrow('append-only');
    await refused(`delete from application_history`).toThrow('append-only');
    await refused(
      `update application set state = 'in-study', version = version + 1, sent_by_id = null`,
    ).toThrow('lacks its state in-study');
    await refused(
      `insert into application_history (id, application_id, event, from_state, to_state, at)
       select gen_random_uuid(), id, 'approve', 'declined', 'approved', now() from application`,
    ).toThrow('no application goes from declined by approve to approved');
  });

  test('holds one open application a person', async () => {
    const insert = undone(async (transaction) => {
      const { number: _number, ...row } = await transaction.application.findFirstOrThrow();
      await transaction.application.create({
        data: { ...row, id: house.services().newId(), state: 'submitted' },
      });
    });
    await expect(insert).rejects.toThrow(/Unique constraint|application_one_open/u);
  });

  test('keeps a version of the rules as it was', async () => {
    await refused(`update financing_rules set rules = '{}'`).toThrow('kept as it was');
    await refused(`delete from financing_rules`).toThrow('kept as it was');
  });
});
