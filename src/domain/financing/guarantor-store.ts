import type { Transaction } from '../../db/client.ts';
import type { Guarantor } from '../../db/generated/client.ts';
import type { PersonKey, Services } from '../contract.ts';
import { transitionOf } from '../transitions.ts';
import {
  type GuarantorEvent,
  type GuarantorState,
  guarantorTransitions,
  standing,
} from './guarantor-states.ts';
import { type By, closedStates, mayBring, memberOf } from './policy.ts';

export type { Guarantor };

const live: readonly string[] = ['invited', 'opened', 'proven', ...standing];
/** Somebody stands for an application in these states, or is asked to. */
export const isLive = ({ state }: Guarantor): boolean => live.includes(state);

const asked = ['invited', 'opened', 'proven'];

/** Whom the family named, in its words; its number is for checking. */
export interface Named {
  readonly name: string;
  readonly relation: string;
  readonly mobile: string;
}

/** Who the guarantor is, as given by himself or read from the ID at the desk. */
export interface Identity {
  readonly fullName: string;
  readonly nationalId: string;
}

const place = (what: 'named' | 'identity' | 'reason', id: string): string => `guarantor.${what}:${id}`;

/** @param key the applicant's */
export const readNamed = ({ id, sealedNamed }: Guarantor, key: PersonKey): Named =>
  JSON.parse(key.open(sealedNamed, place('named', id))) as Named;

/** @param key the guarantor's own; null before anything was given */
export const readIdentity = ({ id, sealedIdentity }: Guarantor, key: PersonKey): Identity | null =>
  sealedIdentity && (JSON.parse(key.open(sealedIdentity, place('identity', id))) as Identity);

/** Why a guarantor declined or was removed, in words for staff alone. @param key the applicant's */
export const readReason = ({ id, sealedReason }: Guarantor, key: PersonKey): string | null =>
  sealedReason && key.open(sealedReason, place('reason', id));

/** Who stands for an application, or is asked to; null where nobody is. */
export const liveGuarantorOf = (transaction: Transaction, applicationId: string): Promise<Guarantor | null> =>
  transaction.guarantor.findFirst({ where: { applicationId, state: { in: [...live] } } });

/** Who stands or is asked to; else who was named last, whatever came of it. */
export const lastGuarantorOf = async (
  transaction: Transaction,
  applicationId: string,
): Promise<Guarantor | null> =>
  (await liveGuarantorOf(transaction, applicationId)) ??
  transaction.guarantor.findFirst({
    where: { applicationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });

export const guarantorById = (transaction: Transaction, id: string): Promise<Guarantor | null> =>
  transaction.guarantor.findUnique({ where: { id } });

/** Whose link or call a code is of; null for every other code. */
export const guarantorByCode = (transaction: Transaction, codeHash: string): Promise<Guarantor | null> =>
  transaction.guarantor.findFirst({ where: { OR: [{ codeHash }, { callHash: codeHash }] } });

/** As whom somebody was asked to stand for applications, the last one first; what was opened by others is theirs. */
export const guarantorsOfPerson = (transaction: Transaction, personId: string): Promise<Guarantor[]> =>
  transaction.guarantor.findMany({
    where: { personId },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: 5,
  });

/** Whether somebody stands for an application. */
export const isGuaranteed = async (transaction: Transaction, applicationId: string): Promise<boolean> =>
  (await transaction.guarantor.count({ where: { applicationId, state: { in: [...standing] } } })) > 0;

/** For how many open applications, this one aside, the holder of an ID stands. */
export const guaranteesOf = (
  transaction: Transaction,
  nationalIdHash: string,
  exceptApplicationId: string,
): Promise<number> =>
  transaction.guarantor.count({
    where: {
      nationalIdHash,
      state: { in: [...standing] },
      applicationId: { not: exceptApplicationId },
      application: { state: { notIn: [...closedStates] } },
    },
  });

/** Guarantors who have not answered: the link ended, or ends so soon that it is time to remind. */
export const guarantorsAsked = (
  transaction: Transaction,
  { expiredBy, remindBy }: { readonly expiredBy: Date; readonly remindBy: Date },
  most: number,
): Promise<Guarantor[]> =>
  transaction.guarantor.findMany({
    where: {
      state: { in: asked },
      OR: [{ expiresAt: { lt: expiredBy } }, { remindedAt: null, expiresAt: { lt: remindBy } }],
    },
    orderBy: { id: 'asc' },
    take: most,
  });

/** Guarantors who stand for applications that were declined before a day and not objected to since. */
export const guarantorsOfDeclined = (
  transaction: Transaction,
  declinedBefore: Date,
  most: number,
): Promise<Guarantor[]> =>
  transaction.guarantor.findMany({
    where: {
      state: { in: [...live] },
      application: { state: 'declined', updatedAt: { lt: declinedBefore } },
    },
    orderBy: { id: 'asc' },
    take: most,
  });

const writeHistory = async (
  transaction: Transaction,
  services: Services,
  guarantorId: string,
  event: GuarantorEvent,
  states: { readonly from: string | null; readonly to: string },
  by: By,
): Promise<void> => {
  await transaction.guarantorHistory.create({
    data: {
      id: services.newId(),
      guarantorId,
      event,
      fromState: states.from,
      toState: states.to,
      memberId: memberOf(by),
      at: services.now,
    },
  });
};

export interface GuarantorChange {
  /** The applicant's key, for what is kept of the guarantor's words. */
  readonly key?: PersonKey;
  readonly reason?: string;
  readonly link?: { readonly codeHash: string; readonly expiresAt: Date };
  readonly personId?: string;
  readonly identity?: Identity & { readonly key: PersonKey };
  readonly documentId?: string | null;
  /** The guarantor agreed to how the own data is used, in words that are kept. */
  readonly consented?: boolean;
}

const columnsOf = (services: Services, id: string, change: GuarantorChange) => {
  const { key, reason, link, personId, identity, documentId } = change;
  return {
    ...(reason === undefined || !key ? {} : { sealedReason: key.seal(reason, place('reason', id)) }),
    ...(link ? { ...link, remindedAt: null, callHash: null, callExpiresAt: null } : {}),
    ...(personId === undefined ? {} : { personId }),
    ...(documentId ? { documentId } : {}),
    ...(identity
      ? {
          sealedIdentity: identity.key.seal(
            JSON.stringify({ fullName: identity.fullName, nationalId: identity.nationalId }),
            place('identity', id),
          ),
          identityKeyId: identity.key.id,
          nationalIdHash: services.lookup('national-id', identity.nationalId),
        }
      : {}),
  };
};

/** A guarantor whom the family named (with a link), or who signs at the desk. */
export const insertGuarantor = async (
  transaction: Transaction,
  services: Services,
  guarantor: { readonly applicationId: string; readonly named: Named; readonly key: PersonKey },
  event: 'name' | 'sign',
  by: By,
  change: GuarantorChange,
): Promise<Guarantor> => {
  const transition = transitionOf(guarantorTransitions, 'none', event);
  if (!transition || !mayBring(transition.by, by)) throw new Error(`nobody may ${event} a guarantor so`);
  const { applicationId, named, key } = guarantor;
  const id = services.newId();
  await transaction.guarantor.create({
    data: {
      id,
      applicationId,
      state: transition.to,
      sealedNamed: key.seal(JSON.stringify(named), place('named', id)),
      keyId: key.id,
      mobileHash: services.lookup('mobile', named.mobile),
      signedById: event === 'sign' ? memberOf(by) : null,
      createdAt: services.now,
      updatedAt: services.now,
      ...columnsOf(services, id, change),
    },
  });
  await writeHistory(transaction, services, id, event, { from: null, to: transition.to }, by);
  return transaction.guarantor.findUniqueOrThrow({ where: { id } });
};

/**
 * Moves a guarantor along the table from the version that was seen, and writes the history; null when the table has no
 * such transition, it is not this one's to bring about, its rule does not hold, or somebody else was faster. What is over
 * has no code any more that could be opened by somebody else, yet is known by it.
 */
export const moveGuarantor = async (
  transaction: Transaction,
  services: Services,
  guarantor: Guarantor,
  event: GuarantorEvent,
  by: By,
  change: GuarantorChange = {},
): Promise<Guarantor | null> => {
  const { id, version, state } = guarantor;
  const transition = transitionOf(guarantorTransitions, state as GuarantorState, event);
  if (!transition || !mayBring(transition.by, by)) return null;
  if (transition.guard === 'consented' && change.consented !== true) return null;
  const moved = await transaction.guarantor.updateMany({
    where: { id, version, state },
    data: {
      state: transition.to,
      version: version + 1,
      updatedAt: services.now,
      ...(event === 'sign' ? { signedById: memberOf(by) } : {}),
      ...columnsOf(services, id, change),
    },
  });
  if (moved.count !== 1) return null;
  await writeHistory(transaction, services, id, event, { from: state, to: transition.to }, by);
  return transaction.guarantor.findUnique({ where: { id } });
};

/** A code that staff reads to the guarantor on the phone; an earlier one is void. */
export const setCallCode = async (
  transaction: Transaction,
  { id }: Guarantor,
  call: { readonly callHash: string; readonly callExpiresAt: Date },
): Promise<void> => {
  await transaction.guarantor.update({ where: { id }, data: call });
};

export const markReminded = async (
  transaction: Transaction,
  services: Services,
  { id }: Guarantor,
): Promise<void> => {
  await transaction.guarantor.update({ where: { id }, data: { remindedAt: services.now } });
};
