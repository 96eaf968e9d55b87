import type { Effects, PersonKey, Services } from '../contract.ts';
import { lastDoneTask, readDetails } from '../tasks/index.ts';
import { decideDocument } from './document-store.ts';
import { calledName, type Profile } from './policy.ts';
import {
  closeRequests,
  type Family,
  familyOf,
  insertRequest,
  moveFamily,
  readProfile,
  type Transaction,
} from './store.ts';

/** A family's case opened for a member of staff. */
export interface OpenedCase {
  readonly personId: string;
  readonly key: PersonKey;
  readonly family: Family | null;
  readonly profile: Profile;
  /** How the family is called; empty for somebody who is not registered. */
  readonly called: string;
}

export const openCase = async (
  transaction: Transaction,
  services: Services,
  personId: string,
): Promise<OpenedCase> => {
  const key = await services.keyOf(transaction, personId);
  const family = await familyOf(transaction, personId);
  const profile = family ? readProfile(family, key) : {};
  return { personId, key, family, profile, called: calledName(profile) };
};

export interface Asked {
  readonly taskId: string;
  readonly what: string;
  /** The officer's own words, put with the question. */
  readonly note: string | null;
  /** Why what was sent before was refused, where it was. */
  readonly reason?: string;
  readonly member: { readonly id: string; readonly name: string; readonly sex: string | null };
}

/**
 * Something is asked of a family: kept as an open request, and the flow that answers it opens on the family. A family
 * whose case is under way then has the next step itself; a decided case stays as it is.
 */
export const askFamily = async (
  transaction: Transaction,
  services: Services,
  { personId, family }: OpenedCase,
  { taskId, what, note, reason, member }: Asked,
): Promise<NonNullable<Effects['opens']>> => {
  const request = await insertRequest(transaction, services, {
    personId,
    taskId,
    what,
    askedById: member.id,
  });
  if (family) await moveFamily(transaction, services, family, 'ask', member.id);
  const words = note === null ? {} : { note, officer: member.name, officerSex: member.sex ?? '' };
  return [
    {
      personId,
      flow: 'answer-request',
      params: { what, request, ...(reason === undefined ? {} : { reason }), ...words },
      onceKey: `ask:${request}`,
    },
  ];
};

export type Decision = 'approve' | 'decline';

/** The decision on a registration; null when its state, a rule or another decision does not allow it any more. */
export const decideFamily = async (
  transaction: Transaction,
  services: Services,
  family: Family,
  decision: Decision,
  memberId: string,
  declineReason?: string,
): Promise<Family | null> => {
  const decided = await moveFamily(transaction, services, family, decision, memberId, {
    claimedById: memberId,
    ...(declineReason === undefined ? {} : { declineReason }),
  });
  if (decided) await closeRequests(transaction, family.personId, services.now);
  return decided;
};

/** Why a registration was refused, and by whom in which words. */
export interface Refused {
  readonly reason: string;
  /** Null where nobody wrote anything. */
  readonly words: string | null;
  readonly memberId: string | null;
}

/** The last refusal of a registration, also once it is looked at again; null when it never was refused. */
export const refusalOf = async (
  transaction: Transaction,
  family: Family,
  key: PersonKey,
): Promise<Refused | null> => {
  if (family.declineReason === null) return null;
  const task = await lastDoneTask(transaction, family.personId, 'registration');
  const words = task ? (readDetails(task, key).refusal ?? null) : null;
  return { reason: family.declineReason, words, memberId: task?.claimedById ?? null };
};

/** An officer takes the case. */
export const claimFamily = async (
  transaction: Transaction,
  services: Services,
  family: Family,
  memberId: string,
): Promise<void> => {
  await moveFamily(transaction, services, family, 'claim', memberId, { claimedById: memberId });
};

export { decideDocument };
