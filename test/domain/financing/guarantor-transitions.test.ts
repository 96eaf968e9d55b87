import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/db/client.ts';
import type { Actor } from '../../../src/domain/contract.ts';
import { roles } from '../../../src/domain/contract.ts';
import {
  type GuarantorEvent,
  guarantorEvents,
  guarantorStates,
  guarantorTransitions,
} from '../../../src/domain/financing/guarantor-states.ts';
import { moveGuarantor } from '../../../src/domain/financing/guarantor-store.ts';
import type { By } from '../../../src/domain/financing/policy.ts';
import { transitionOf } from '../../../src/domain/transitions.ts';
import { type House, nationalId, openHouse } from '../house.ts';
import { acceptedFamily, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
let family: Actor;
let him: Actor;
beforeAll(async () => {
  house = await openHouse();
  staff = await staffOf(house);
  family = await acceptedFamily(house, staff.noura);
  him = await house.stranger();
  await house.command(family, 'submit-application', wish({ amount: 1_200_000, months: 24 }));
  await house.command(family, 'name-guarantor', {
    name: 'أبو فهد',
    relation: 'sibling',
    mobile: { mobile: '+966555550001' },
  });
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

/** Puts the only guarantor into a state, past every rule; all that is known of a guarantor is. */
const force = async (transaction: Transaction, state: string): Promise<void> => {
  await transaction.$executeRawUnsafe('set local session_replication_role = replica');
  await transaction.$executeRaw`
    update guarantor set state = ${state}, person_id = ${him.personId}::uuid, sealed_identity = sealed_named,
      identity_key_id = key_id, national_id_hash = mobile_hash, signed_by_id = ${staff.noura.member?.id ?? ''}::uuid`;
  await transaction.$executeRawUnsafe('set local session_replication_role = origin');
};

const byOf = (by: string): By => {
  if (by === 'family') return null;
  if (by === 'guarantor' || by === 'clock') return by;
  return { memberId: staff.noura.member?.id ?? '', role: by };
};

const link = { codeHash: 'c'.repeat(43), expiresAt: new Date('2026-12-01T00:00:00Z') };

const change = (event: GuarantorEvent) => ({
  key: family.key,
  ...(event === 'renew' ? { link } : {}),
  ...(event === 'accept'
    ? {
        consented: true,
        identity: { fullName: 'فهد الحربي', nationalId: nationalId(40), key: him.key },
      }
    : {}),
});

const moved = (from: string, event: GuarantorEvent, by: By, more = change(event)) =>
  undone(async (transaction) => {
    await force(transaction, from);
    const seen = await transaction.guarantor.findFirstOrThrow();
    return moveGuarantor(transaction, house.services(), seen, event, by, more);
  });

const pairs = guarantorStates.flatMap((from) => guarantorEvents.map((event) => ({ from, event })));

test.each(pairs)('in $from, event $event', async ({ from, event }) => {
  const transition = transitionOf(guarantorTransitions, from, event);
  const any = guarantorTransitions.find((row) => row.event === event);
  const reached = await moved(from, event, byOf(transition?.by ?? any?.by ?? ''));
  expect(reached?.state ?? null).toBe(transition?.to ?? null);
});

describe('nobody else brings it about', () => {
  test.each(guarantorTransitions.filter(({ from }) => from !== 'none'))(
    '$event in $from is for $by',
    async ({ from, event, by }) => {
      for (const who of ['family', 'guarantor', 'clock', ...roles]) {
        const isAllowed = who === by || (who === 'manager' && by === 'case-officer');
        const reached = await moved(from, event, byOf(who));
        expect(`${who} ${reached === null ? 'refused' : 'allowed'}`).toBe(
          `${who} ${isAllowed ? 'allowed' : 'refused'}`,
        );
      }
    },
  );

  test('nobody stands for anything without having agreed to how the own data is used', async () => {
    const without = { ...change('accept'), consented: false };
    expect(await moved('proven', 'accept', 'guarantor', without)).toBeNull();
  });
});

describe('the database', () => {
  const statePairs = guarantorStates.flatMap((from) => guarantorStates.map((to) => ({ from, to })));
  const leads = (from: string, to: string): boolean =>
    from === to || guarantorTransitions.some((row) => row.from === from && row.to === to);

  test.each(statePairs)('from $from to $to', async ({ from, to }) => {
    const update = undone(async (transaction) => {
      await force(transaction, from);
      return transaction.$executeRaw`update guarantor set state = ${to}, version = version + 1`;
    });
    if (leads(from, to)) await expect(update).resolves.toBe(1);
    else await expect(update).rejects.toThrow(`a guarantor cannot go from ${from} to ${to}`);
  });

  const refused = (statement: string) => expect(house.database.$executeRawUnsafe(statement)).rejects;

  test.each([
    [`update guarantor set code_hash = null`, 'guarantor_link'],
    [`update guarantor set mobile_hash = '0555550001'`, 'guarantor_mobile_hash'],
    [`update guarantor set state = 'opened', version = version + 1`, 'guarantor_opened'],
    [`update guarantor set state = 'signed', version = version + 1`, 'guarantor_known'],
    [`update guarantor set sealed_identity = sealed_named`, 'guarantor_identity_key'],
  ])('refuses %s', async (statement, rule) => {
    await refused(statement).toThrow(rule);
  });

  test('keeps the history as it was, and no state without it', async () => {
    await refused(`update guarantor_history set event = event`).toThrow('append-only');
    await refused(`delete from guarantor_history`).toThrow('append-only');
    await refused(`update guarantor set state = 'expired', version = version + 1`).toThrow(
      'lacks its state expired',
    );
    await refused(
      `insert into guarantor_history (id, guarantor_id, event, from_state, to_state, at)
       select gen_random_uuid(), id, 'accept', 'declined', 'accepted', now() from guarantor`,
    ).toThrow('no guarantor goes from declined by accept to accepted');
  });

  test('holds one guarantor an application at a time', async () => {
    const insert = undone(async (transaction) => {
      const row = await transaction.guarantor.findFirstOrThrow();
      await transaction.guarantor.create({
        data: { ...row, id: house.services().newId(), codeHash: 'd'.repeat(43) },
      });
    });
    await expect(insert).rejects.toThrow(/Unique constraint|guarantor_one_an_application/u);
  });
});
