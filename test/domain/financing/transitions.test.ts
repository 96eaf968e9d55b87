import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/db/client.ts';
import type { Actor } from '../../../src/domain/contract.ts';
import { roles } from '../../../src/domain/contract.ts';
import {
  bankDecisionStates,
  bankDecisionTransitions,
} from '../../../src/domain/financing/bank-decision-states.ts';
import { memberOf } from '../../../src/domain/financing/policy.ts';
import {
  applicationEvents,
  applicationStates,
  applicationTransitions,
} from '../../../src/domain/financing/states.ts';
import { moveApplication } from '../../../src/domain/financing/store.ts';
import { transitionOf } from '../../../src/domain/transitions.ts';
import { type House, openHouse } from '../house.ts';
import { atBank, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
let family: Actor;
let letter: string;
beforeAll(async () => {
  house = await openHouse();
  staff = await staffOf(house);
  ({ family } = await atBank(house, staff));
  letter = (await house.document(staff.finance)).documentId;
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
    update application set state = ${state}, promised_at = now(), reminded_at = now(), decided_by_id = ready_by_id,
      approved_halalas = amount_halalas, approved_months = months, needs_guarantor = true,
      assisted_by_id = ${staff.manager.member?.id}::uuid,
      agreed_at = case when ${state} = 'awaiting-agreement' then null else now() end`;
  await transaction.$executeRawUnsafe('set local session_replication_role = origin');
};

/** Whoever the table names; not the one who made the file ready. */
const byOf = (by: string) => {
  if (by === 'family') return null;
  if (by === 'guarantor' || by === 'clock') return by;
  const member = {
    'case-officer': staff.noura,
    'finance-officer': staff.finance,
    'bank-officer': staff.bank,
  }[by];
  return { memberId: member?.member?.id ?? '', role: by };
};

const change = (event = '') => ({
  key: family.key,
  opinion: 'رأي',
  decision: 'سبب',
  registered: true,
  guaranteed: event === 'guarantor-accepts' || event === 'guarantor-signs',
  ...(event.startsWith('agree')
    ? { agreed: { answers: wish(), rulesVersion: 1, needsGuarantor: false } }
    : {}),
  ...(event === 'ask-less' ? { asked: { halalas: 1_000_000n, answers: {}, needsGuarantor: false } } : {}),
});

/** A letter of the bank that says so, recorded by the manager and confirmed by whoever moves it. */
const letterFor = async (transaction: Transaction, event: string, memberId: string) => {
  if (!event.endsWith('-by-letter') || memberId === '') return {};
  const application = await transaction.application.findFirstOrThrow();
  const manager = staff.manager.member?.id ?? '';
  const proposedById = manager === memberId ? (staff.noura.member?.id ?? '') : manager;
  const kind = event.replace('-by-letter', '');
  const row = await transaction.bankDecision.create({
    data: {
      id: house.services().newId(),
      applicationId: application.id,
      documentId: letter,
      kind,
      ...(kind === 'approve-less' ? { approvedHalalas: 100n, approvedMonths: 1 } : {}),
      sealedWords: new Uint8Array([1]),
      keyId: family.key.id,
      state: 'proposed',
      proposedById,
      proposedAt: house.clock.now,
    },
  });
  const settled = { state: 'confirmed', version: 2, settledById: memberId, settledAt: house.clock.now };
  await transaction.bankDecision.update({ where: { id: row.id }, data: settled });
  return { letter: { id: row.id, proposedById } };
};

/** The paper that the family signed, sent by one and seen by whoever moves it. */
const formFor = async (transaction: Transaction, event: string, memberId: string) => {
  if (event !== 'agree-on-paper' || memberId === '') return {};
  const application = await transaction.application.findFirstOrThrow();
  const sentById = staff.finance.member?.id ?? '';
  const id = house.services().newId();
  const row = { applicationId: application.id, documentId: letter, keyId: family.key.id, sentById };
  const sent = { ...row, id, state: 'sent', sentAt: house.clock.now };
  await transaction.signedForm.create({ data: sent });
  const settled = { state: 'confirmed', version: 2, settledById: memberId, settledAt: house.clock.now };
  await transaction.signedForm.update({ where: { id }, data: settled });
  return { formById: sentById };
};

const pairs = applicationStates.flatMap((from) => applicationEvents.map((event) => ({ from, event })));

test.each(pairs)('in $from, event $event', async ({ from, event }) => {
  const transition = transitionOf(applicationTransitions, from, event);
  const any = applicationTransitions.find((row) => row.event === event);
  const reached = await undone(async (transaction) => {
    await force(transaction, from);
    const seen = await transaction.application.findFirstOrThrow();
    const by = byOf(transition?.by ?? any?.by ?? '');
    const given = {
      ...change(event),
      ...(await letterFor(transaction, event, memberOf(by) ?? '')),
      ...(await formFor(transaction, event, memberOf(by) ?? '')),
    };
    const moved = await moveApplication(transaction, house.services(), seen, event, by, given);
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

const isOurs = (by: string): boolean => !['family', 'guarantor', 'clock'].includes(by);

describe('nobody else brings it about', () => {
  const fromSomewhere = applicationTransitions.filter(({ from }) => from !== 'none');
  test.each(fromSomewhere)('$event in $from is for $by', async ({ from, event, by }) => {
    if (from === 'none') return;
    const mayStaff = (role: string) => role === by || (role === 'manager' && by !== 'bank-officer');
    for (const role of [null, 'guarantor', 'clock', ...roles] as const) {
      const isAllowed = role === null ? by === 'family' : role === by || (isOurs(by) && mayStaff(role));
      const moved = await undone(async (transaction) => {
        await force(transaction, from);
        const seen = await transaction.application.findFirstOrThrow();
        const member =
          role === 'bank-officer' ? staff.bank : from === 'awaiting-agreement' ? staff.noura : staff.manager;
        const isNobody = role === null || role === 'guarantor' || role === 'clock';
        const who = isNobody ? role : { memberId: member.member?.id ?? '', role };
        const given = {
          ...change(event),
          ...(await letterFor(transaction, event, memberOf(who) ?? '')),
          ...(isAllowed ? await formFor(transaction, event, memberOf(who) ?? '') : {}),
        };
        return moveApplication(transaction, house.services(), seen, event, who, given);
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

  test('an application waits for a guarantor where it needs one and nobody stands for it, and no longer', async () => {
    const noura = staff.noura.member?.id ?? '';
    const tried = (
      from: string,
      event: 'await-guarantor' | 'guarantor-accepts' | 'guarantor-lost',
      guaranteed: boolean,
    ) =>
      undone(async (transaction) => {
        await force(transaction, from);
        const seen = await transaction.application.findFirstOrThrow();
        const by = {
          'await-guarantor': null,
          'guarantor-accepts': 'guarantor',
          'guarantor-lost': { memberId: noura, role: 'case-officer' },
        } as const;
        return moveApplication(transaction, house.services(), seen, event, by[event], { guaranteed });
      });
    expect(await tried('submitted', 'await-guarantor', true)).toBeNull();
    expect(await tried('submitted', 'await-guarantor', false)).not.toBeNull();
    expect(await tried('awaiting-guarantor', 'guarantor-accepts', false)).toBeNull();
    expect(await tried('in-study', 'guarantor-lost', true)).toBeNull();
  });

  test('a file is ready with an opinion, of a family whose registration is accepted', async () => {
    const noura = staff.noura.member?.id ?? '';
    expect(await move('in-study', 'mark-ready', { opinion: '' }, noura, 'case-officer')).toBeNull();
    expect(await move('in-study', 'mark-ready', { registered: false }, noura, 'case-officer')).toBeNull();
    expect(await move('in-study', 'mark-ready', {}, noura, 'case-officer')).not.toBeNull();
  });
});

describe('a decision of the bank on paper', () => {
  const refused = (work: (transaction: Transaction) => Promise<unknown>) => expect(undone(work)).rejects;

  test('is confirmed by another than the one who recorded it, in the code and in the database', async () => {
    const { id = '' } = staff.finance.member ?? {};
    const moved = await undone(async (transaction) => {
      const seen = await transaction.application.findFirstOrThrow();
      const given = { ...change(), letter: { id: house.services().newId(), proposedById: id } };
      const who = { memberId: id, role: 'finance-officer' };
      return moveApplication(transaction, house.services(), seen, 'approve-by-letter', who, given);
    });
    expect(moved).toBeNull();
    await refused(async (transaction) => {
      const { letter: row } = await letterFor(transaction, 'decline-by-letter', id);
      await transaction.$executeRawUnsafe('alter table bank_decision disable trigger bank_decision_kept');
      await transaction.$executeRaw`update bank_decision set settled_by_id = proposed_by_id where id = ${row?.id}::uuid`;
    }).toThrow('bank_decision_two_people');
  });

  test('is what its letter says: nothing is written without it, or beside it', async () => {
    const history = (transaction: Transaction, event: string, decisionId: string | null, by: Actor) =>
      transaction.$executeRaw`
        insert into application_history (id, application_id, event, from_state, to_state, member_id, at, bank_decision_id)
        select gen_random_uuid(), id, ${event}, 'at-bank', ${event.startsWith('decline') ? 'declined' : 'approved'},
          ${by.member?.id}::uuid, now(), ${decisionId}::uuid from application`;
    const { finance, manager, bank } = staff;
    await refused((transaction) => history(transaction, 'approve-by-letter', null, finance)).toThrow(
      'letter',
    );
    await refused((transaction) => history(transaction, 'approve', null, manager)).toThrow(
      'only the bank decides',
    );
    await refused(async (transaction) => {
      const { letter: row } = await letterFor(transaction, 'decline-by-letter', finance.member?.id ?? '');
      return history(transaction, 'approve-by-letter', row?.id ?? null, finance);
    }).toThrow('no confirmed letter');
    await refused(async (transaction) => {
      const { letter: row } = await letterFor(transaction, 'approve-by-letter', finance.member?.id ?? '');
      return history(transaction, 'approve-by-letter', row?.id ?? null, manager);
    }).toThrow('no confirmed letter');
    expect(await undone((transaction) => history(transaction, 'approve', null, bank))).toBe(1);
  });

  test('stays as it was recorded', async () => {
    for (const statement of [
      `update bank_decision set kind = 'approve'`,
      `update bank_decision set document_id = gen_random_uuid()`,
      `update bank_decision set settled_by_id = null`,
      `delete from bank_decision`,
    ]) {
      await refused(async (transaction) => {
        await letterFor(transaction, 'decline-by-letter', staff.finance.member?.id ?? '');
        await transaction.$executeRawUnsafe(statement);
      }).toThrow('kept as it was recorded');
    }
  });

  const pairsOf = bankDecisionStates.flatMap((from) => bankDecisionStates.map((to) => ({ from, to })));
  test.each(pairsOf)('from $from to $to', async ({ from, to }) => {
    const change = undone(async (transaction) => {
      await letterFor(transaction, 'decline-by-letter', staff.finance.member?.id ?? '');
      await transaction.$executeRawUnsafe('set local session_replication_role = replica');
      const settledAt = from === 'proposed' ? null : house.clock.now;
      await transaction.$executeRaw`update bank_decision set state = ${from}, settled_at = ${settledAt}, sealed_return = '1'`;
      await transaction.$executeRawUnsafe('set local session_replication_role = origin');
      const at = to === 'proposed' ? null : house.clock.now;
      return transaction.$executeRaw`update bank_decision set state = ${to}, settled_at = ${at}, version = version + 1`;
    });
    const leads = from === to || bankDecisionTransitions.some((row) => row.from === from && row.to === to);
    if (leads) await expect(change).resolves.toBe(1);
    else await expect(change).rejects.toThrow(/a bank-decision cannot go|kept as it was recorded/u);
  });
});

describe('the database', () => {
  const statePairs = applicationStates.flatMap((from) => applicationStates.map((to) => ({ from, to })));
  const leads = (from: string, to: string): boolean =>
    from === to || applicationTransitions.some((row) => row.from === from && row.to === to);

  test.each(statePairs)('from $from to $to', async ({ from, to }) => {
    const update = undone(async (transaction) => {
      await force(transaction, from);
      return from === 'awaiting-agreement' && to === 'submitted'
        ? transaction.$executeRaw`
            update application set state = ${to}, version = version + 1, agreed_at = now(), promised_at = now()`
        : transaction.$executeRaw`update application set state = ${to}, version = version + 1`;
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
    [`update application set state = 'expired', version = version + 1`, 'cannot go from at-bank to expired'],
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

  test('ends nothing for want of an answer that nobody was reminded of', async () => {
    const ended = undone(async (transaction) => {
      await force(transaction, 'needs-more');
      await transaction.$executeRaw`update application set reminded_at = null`;
      return transaction.$executeRaw`update application set state = 'expired', version = version + 1`;
    });
    await expect(ended).rejects.toThrow('application_reminded');
  });

  test('studies nothing for which nobody stands', async () => {
    await refused(`update application set needs_guarantor = true`).toThrow('nobody stands for application');
  });

  test('keeps a version of the rules as it was', async () => {
    await refused(`update financing_rules set rules = '{}'`).toThrow('kept as it was');
    await refused(`delete from financing_rules`).toThrow('kept as it was');
  });
});
