import type { Transaction } from '../../db/client.ts';
import type { Family } from '../../db/generated/client.ts';
import type { PersonKey, ReaderOfText, Services } from '../contract.ts';
import { transitionOf } from '../transitions.ts';
import { addWorkingDays, endOfDay } from '../working-days.ts';
import {
  type ConsentPurpose,
  consentParams,
  consentVersions,
  craftColumn,
  guardHolds,
  mobileOf,
  type Profile,
  textOf,
} from './policy.ts';
import { type FamilyEvent, type FamilyState, familyTransitions } from './states.ts';

export type { Family, Transaction };

const place = (familyId: string): string => `family.profile:${familyId}`;

export const readProfile = (family: Family, key: PersonKey): Profile =>
  JSON.parse(key.open(family.sealedProfile, place(family.id))) as Profile;

export const familyOf = (transaction: Transaction, personId: string): Promise<Family | null> =>
  transaction.family.findUnique({ where: { personId } });

/** Whether somebody chose English for the chat. */
export const readsEnglish = async (transaction: Transaction, personId: string): Promise<boolean> => {
  const person = await transaction.person.findUnique({ where: { id: personId }, select: { language: true } });
  return person?.language === 'en';
};

export const familyByNumber = (transaction: Transaction, number: number): Promise<Family | null> =>
  transaction.family.findUnique({ where: { number } });

/** Registrations with a national ID or a mobile, by its keyed hash; a mobile may be that of several. */
export const familiesWithNumber = (
  transaction: Transaction,
  by: 'national-id' | 'mobile',
  hash: string,
  most: number,
): Promise<Family[]> =>
  transaction.family.findMany({
    where: by === 'national-id' ? { nationalIdHash: hash } : { mobileHash: hash },
    orderBy: { number: 'desc' },
    take: most,
  });

/** Registrations in some states, those in which something happened last first. */
export const familiesIn = (
  transaction: Transaction,
  states: readonly FamilyState[],
  most: number,
): Promise<Family[]> =>
  transaction.family.findMany({
    where: { state: { in: [...states] } },
    orderBy: [{ updatedAt: 'desc' }, { number: 'desc' }],
    take: most,
  });

/** Whether a national ID is registered to somebody else than this person. */
export const isTaken = async (
  transaction: Transaction,
  nationalIdHash: string,
  personId: string,
): Promise<boolean> => {
  const others = await transaction.$queryRaw<unknown[]>`
    select 1 from family where national_id_hash = ${nationalIdHash} and person_id <> ${personId}::uuid`;
  return others.length > 0;
};

const columnsOf = (services: Services, key: PersonKey, familyId: string, profile: Profile) => {
  const iban = textOf(profile.iban);
  return {
    sealedProfile: key.seal(JSON.stringify(profile), place(familyId)),
    keyId: key.id,
    nationalIdHash: services.lookup('national-id', textOf(profile.nationalId) ?? ''),
    mobileHash: services.lookup('mobile', mobileOf(profile)),
    ibanHash: iban === null ? null : services.lookup('iban', iban),
    city: textOf(profile.city) ?? '',
    craft: craftColumn(profile),
    womenOnly: profile.womenOnly === true,
  };
};

export interface NewFamily {
  readonly personId: string;
  readonly key: PersonKey;
  readonly profile: Profile;
  readonly goal: string | null;
  readonly assistedById: string | null;
}

const writeHistory = async (
  transaction: Transaction,
  services: Services,
  familyId: string,
  event: FamilyEvent,
  states: { readonly from: string | null; readonly to: string },
  memberId: string | null,
): Promise<void> => {
  await transaction.familyHistory.create({
    data: {
      id: services.newId(),
      familyId,
      event,
      fromState: states.from,
      toState: states.to,
      memberId,
      at: services.now,
    },
  });
};

/** A submitted registration; null when the national ID (or the person) is registered already. */
export const insertFamily = async (
  transaction: Transaction,
  services: Services,
  family: NewFamily,
): Promise<Family | null> => {
  const transition = transitionOf(familyTransitions, 'none', 'register');
  if (!transition) throw new Error('nobody can register');
  const id = services.newId();
  const { personId, key, profile, goal, assistedById } = family;
  const inserted = await transaction.family.createMany({
    data: [
      {
        id,
        personId,
        state: transition.to,
        ...columnsOf(services, key, id, profile),
        goal,
        assistedById,
        agreedAt: assistedById === null ? services.now : null,
        submittedAt: services.now,
        promisedAt: endOfDay(addWorkingDays(services.today, transition.dueInWorkingDays ?? 0)),
        updatedAt: services.now,
      },
    ],
    skipDuplicates: true,
  });
  if (inserted.count === 0) return null;
  await writeHistory(transaction, services, id, 'register', { from: null, to: transition.to }, assistedById);
  return transaction.family.findUnique({ where: { id } });
};

export interface FamilyChange {
  readonly profile?: { readonly key: PersonKey; readonly value: Profile };
  readonly claimedById?: string;
  readonly declineReason?: string;
  readonly agreedAt?: Date;
}

/**
 * Moves a registration along its table from the version that was seen, and writes its history; null when the table
 * has no such transition, its rule does not hold, or somebody else was faster.
 */
export const moveFamily = async (
  transaction: Transaction,
  services: Services,
  family: Family,
  event: FamilyEvent,
  memberId: string | null,
  change: FamilyChange = {},
): Promise<Family | null> => {
  const transition = transitionOf(familyTransitions, family.state as FamilyState, event);
  const facts = { assisted: family.assistedById !== null, agreed: family.agreedAt !== null };
  if (!transition || !guardHolds(transition.guard, facts)) return null;
  const due = transition.dueInWorkingDays;
  const moved = await transaction.family.updateMany({
    where: { id: family.id, version: family.version, state: family.state },
    data: {
      state: transition.to,
      version: family.version + 1,
      updatedAt: services.now,
      ...(due === undefined
        ? {}
        : { promisedAt: due === null ? null : endOfDay(addWorkingDays(services.today, due)) }),
      ...(change.profile ? columnsOf(services, change.profile.key, family.id, change.profile.value) : {}),
      ...(change.claimedById === undefined ? {} : { claimedById: change.claimedById }),
      ...(change.declineReason === undefined ? {} : { declineReason: change.declineReason }),
      ...(change.agreedAt === undefined ? {} : { agreedAt: change.agreedAt }),
    },
  });
  if (moved.count !== 1) return null;
  await writeHistory(
    transaction,
    services,
    family.id,
    event,
    { from: family.state, to: transition.to },
    memberId,
  );
  return transaction.family.findUnique({ where: { id: family.id } });
};

/** A new promised day, told to the family by the caller. */
export const promiseAnew = async (
  transaction: Transaction,
  family: Family,
  promisedAt: Date,
): Promise<void> => {
  await transaction.family.updateMany({
    where: { id: family.id, version: family.version },
    data: { promisedAt, version: family.version + 1 },
  });
};

/** Who was asked for consents, where, and in which language. */
export interface Asked {
  readonly personId: string;
  readonly language: 'ar' | 'en';
  readonly channel: string;
}

export interface ConsentGiven {
  readonly purpose: ConsentPurpose;
  readonly textKey: string;
  readonly given: boolean;
}

/** How a person likes to be spoken to, as far as it is known. */
export interface SpokenTo {
  readonly womenOnly?: boolean;
  readonly language?: string;
  readonly address?: string;
  readonly digits?: string;
}

/**
 * Keeps consents, each with the hash of its words as the person, whose row says how it is spoken to, was shown them.
 * `spokenTo` is what the same conversation has just told of that.
 */
export const recordConsents = async (
  transaction: Transaction,
  services: Services,
  { personId, language, channel }: Asked,
  consents: readonly ConsentGiven[],
  spokenTo: SpokenTo = {},
): Promise<void> => {
  const {
    womenOnly = null,
    language: learnt = null,
    address: spoken = null,
    digits: written = null,
  } = spokenTo;
  const persons = await transaction.$queryRaw<{ address: string | null; digits: string }[]>`
    update person set women_only = coalesce(${womenOnly}::boolean, women_only), language = coalesce(${learnt}, language),
      address = coalesce(${spoken}, address), digits = coalesce(${written}, digits)
    where id = ${personId}::uuid returning address, digits`;
  const { address, digits } = persons[0] ?? { address: null, digits: null };
  const reader: ReaderOfText = {
    language,
    address: address === 'female' || address === 'male' ? address : null,
    digits: digits === 'latin' ? 'latin' : 'arabic',
  };
  await transaction.consent.createMany({
    data: consents.map(({ purpose, textKey, given }) => ({
      id: services.newId(),
      personId,
      purpose,
      language,
      channel,
      given,
      version: consentVersions[purpose],
      textHash: services.textHash({ key: textKey, params: consentParams(services.association) }, reader),
      at: services.now,
    })),
  });
};

/** Whether a person agreed to the use of the own data, and did not take it back since. */
export const agreesToData = async (transaction: Transaction, personId: string): Promise<boolean> => {
  const last = await transaction.consent.findFirst({
    where: { personId, purpose: 'data' },
    orderBy: { at: 'desc' },
  });
  return last?.given === true;
};

export const changePerson = async (
  transaction: Transaction,
  personId: string,
  change: SpokenTo,
): Promise<void> => {
  await transaction.person.updateMany({ where: { id: personId }, data: change });
};

/** What staff asked of a person and what is still open, oldest first. */
export const openRequestsOf = (transaction: Transaction, personId: string) =>
  transaction.familyRequest.findMany({ where: { personId, closedAt: null }, orderBy: { askedAt: 'asc' } });

export const insertRequest = async (
  transaction: Transaction,
  services: Services,
  request: {
    readonly personId: string;
    readonly taskId: string;
    readonly what: string;
    readonly askedById: string;
  },
): Promise<string> => {
  const id = services.newId();
  await transaction.familyRequest.create({ data: { id, ...request, askedAt: services.now } });
  return id;
};

/** Closes open requests of a person: all of them, or those for one thing. */
export const closeRequests = async (
  transaction: Transaction,
  personId: string,
  now: Date,
  what?: string,
): Promise<void> => {
  await transaction.familyRequest.updateMany({
    where: { personId, closedAt: null, ...(what === undefined ? {} : { what }) },
    data: { closedAt: now },
  });
};

/**
 * One-time code with which a family that was registered at the desk ties its own phone; an earlier one that was not used
 * is void.
 */
export const insertFamilyCode = async (
  transaction: Transaction,
  services: Services,
  code: { readonly personId: string; readonly codeHash: string; readonly expiresAt: Date },
): Promise<void> => {
  const { personId } = code;
  await transaction.invitation.updateMany({
    where: { personId, usedAt: null, expiresAt: { gt: services.now } },
    data: { expiresAt: services.now },
  });
  await transaction.invitation.create({ data: { id: services.newId(), ...code } });
};

/** Whether a person can be written to: some phone or chat is theirs. */
export const hasContact = async (transaction: Transaction, personId: string): Promise<boolean> =>
  (await transaction.contact.count({ where: { personId } })) > 0;

/** Where a person wrote last; null where it has no chat. */
export const channelOf = async (transaction: Transaction, personId: string): Promise<string | null> => {
  const last = await transaction.contact.findFirst({
    where: { personId },
    orderBy: { lastInboundAt: { sort: 'desc', nulls: 'last' } },
    select: { channel: true },
  });
  return last?.channel ?? null;
};

/** Name and person of a member of staff, for words like «an officer of ours». */
export const memberById = (transaction: Transaction, id: string) =>
  transaction.member.findUnique({ where: { id } });

/** The once key of what was said to a person last; null where it was an answer within a turn, or nothing at all. */
export const lastOnceKey = async (transaction: Transaction, personId: string): Promise<string | null> => {
  const last = await transaction.outbound.findFirst({
    where: { personId },
    orderBy: { seq: 'desc' },
    select: { onceKey: true },
  });
  return last?.onceKey ?? null;
};

/** Conversations of people who agreed to the use of their data, are not registered and are no staff, the latest first. */
export const conversationsOfUnregistered = (transaction: Transaction, most: number) =>
  transaction.conversation.findMany({
    where: {
      sealedState: { not: null },
      person: { family: null, member: null, consents: { some: { purpose: 'data', given: true } } },
    },
    orderBy: { waitingSince: 'desc' },
    take: most,
  });

export const conversationOf = (
  transaction: Transaction,
  of: { readonly conversationId: string } | { readonly personId: string },
) =>
  transaction.conversation.findUnique({
    where: 'conversationId' in of ? { id: of.conversationId } : { personId: of.personId },
  });
