import type { Transaction } from '../../db/client.ts';
import type { Application } from '../../db/generated/client.ts';
import type { Answers } from '../../engine/vocabulary.ts';
import type { PersonKey, Services } from '../contract.ts';
import { transitionOf } from '../transitions.ts';
import { addWorkingDays, endOfDay } from '../working-days.ts';
import { overtakeBankDecision } from './bank-decision-store.ts';
import { overtakeCorrection, waitingCorrection } from './correction-store.ts';
import { forgetHalfWay } from './half-way-store.ts';
import {
  type By,
  grantedStates,
  guardHolds,
  isOpen,
  keptAnswers,
  mayBring,
  memberOf,
  stageOf,
  wishOf,
} from './policy.ts';
import { endQuotationTasks, quotationLackOf } from './quotation-store.ts';
import { overtakeSignedForm } from './signed-form-store.ts';
import { type ApplicationEvent, type ApplicationState, applicationTransitions } from './states.ts';

export type { Application, Transaction };

type Sealed = 'answers' | 'opinion' | 'decision';

const place = (what: Sealed, applicationId: string): string => `application.${what}:${applicationId}`;

export const readAnswers = (application: Application, key: PersonKey): Answers =>
  JSON.parse(key.open(application.sealedAnswers, place('answers', application.id))) as Answers;

/** The officer's opinion of the project, in words; null before there is one. */
export const readOpinion = ({ id, sealedOpinion }: Application, key: PersonKey): string | null =>
  sealedOpinion && key.open(sealedOpinion, place('opinion', id));

/** How the last decision against the application, or for less, was explained; null where there was none. */
export const readDecision = ({ id, sealedDecision }: Application, key: PersonKey): string | null =>
  sealedDecision && key.open(sealedDecision, place('decision', id));

export const applicationByNumber = (transaction: Transaction, number: number): Promise<Application | null> =>
  transaction.application.findUnique({ where: { number } });

export const applicationById = (transaction: Transaction, id: string): Promise<Application | null> =>
  transaction.application.findUnique({ where: { id } });

/** The application of a person that began last, open or not. */
export const lastApplicationOf = (transaction: Transaction, personId: string): Promise<Application | null> =>
  transaction.application.findFirst({ where: { personId }, orderBy: { number: 'desc' } });

/** The application of the same person before this one, or null. */
export const applicationBefore = (
  transaction: Transaction,
  { personId, number }: Application,
): Promise<Application | null> =>
  transaction.application.findFirst({
    where: { personId, number: { lt: number } },
    orderBy: { number: 'desc' },
  });

/** How many financings a person was ever granted. */
export const grantedTo = (transaction: Transaction, personId: string): Promise<number> =>
  transaction.application.count({ where: { personId, state: { in: [...grantedStates] } } });

/** Everything that happened to an application, in order: of what happened at one moment each follows from the one before. */
export const historyOf = async (transaction: Transaction, applicationId: string) => {
  const left = await transaction.applicationHistory.findMany({
    where: { applicationId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  const ordered: typeof left = [];
  while (left.length > 0) {
    const state = ordered.at(-1)?.toState ?? null;
    const moment = left[0]?.at.getTime();
    const next = left.findIndex(({ fromState, at }) => fromState === state && at.getTime() === moment);
    ordered.push(...left.splice(Math.max(0, next), 1));
  }
  return ordered;
};

/** By which event an application was last declined. */
export const lastDeclineOf = (transaction: Transaction, applicationId: string) =>
  transaction.applicationHistory.findFirst({
    where: { applicationId, toState: 'declined' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });

const writeHistory = async (
  transaction: Transaction,
  services: Services,
  applicationId: string,
  event: ApplicationEvent,
  states: { readonly from: string | null; readonly to: string },
  memberId: string | null,
  bankDecisionId: string | null = null,
): Promise<void> => {
  await transaction.applicationHistory.create({
    data: {
      id: services.newId(),
      applicationId,
      event,
      fromState: states.from,
      toState: states.to,
      memberId,
      bankDecisionId,
      at: services.now,
    },
  });
};

/** A submitted application, or one that an officer wrote at the desk; null when the person has an open one. */
export const insertApplication = async (
  transaction: Transaction,
  services: Services,
  application: {
    readonly familyId: string;
    readonly personId: string;
    readonly key: PersonKey;
    readonly answers: Answers;
    readonly rulesVersion: number;
    readonly needsGuarantor: boolean;
    /** The member who wrote it at the desk. */
    readonly assistedById?: string;
  },
): Promise<Application | null> => {
  const { familyId, personId, key, answers, rulesVersion, needsGuarantor, assistedById } = application;
  const event = assistedById === undefined ? 'submit' : 'write-at-desk';
  const transition = transitionOf(applicationTransitions, 'none', event);
  if (!transition) throw new Error('nobody can apply');
  const due = transition.dueInWorkingDays ?? null;
  const id = services.newId();
  const { product, amountHalalas, months, graceMonths } = wishOf(answers);
  const inserted = await transaction.application.createMany({
    data: [
      {
        id,
        familyId,
        personId,
        state: transition.to,
        sealedAnswers: key.seal(JSON.stringify(keptAnswers(answers)), place('answers', id)),
        keyId: key.id,
        rulesVersion,
        needsGuarantor,
        productKey: product,
        amountHalalas: BigInt(amountHalalas),
        months,
        graceMonths,
        submittedAt: services.now,
        assistedById: assistedById ?? null,
        promisedAt: due === null ? null : endOfDay(addWorkingDays(services.today, due)),
        updatedAt: services.now,
      },
    ],
    skipDuplicates: true,
  });
  if (inserted.count === 0) return null;
  await forgetHalfWay(transaction, personId);
  const states = { from: null, to: transition.to };
  await writeHistory(transaction, services, id, event, states, assistedById ?? null);
  return transaction.application.findUnique({ where: { id } });
};

export interface ApplicationChange {
  /** The family's key: words of staff about it are sealed like its own. */
  readonly key?: PersonKey;
  readonly opinion?: string;
  readonly decision?: string;
  readonly approved?: { readonly halalas: bigint; readonly months: number };
  /** Whether the family's registration is accepted; only then may a file be made ready. */
  readonly registered?: boolean;
  /** The bank's decision on paper that this carries out, confirmed in the same transaction. */
  readonly letter?: { readonly id: string; readonly proposedById: string };
  /** Whether somebody stands for it, as far as the event is about that. */
  readonly guaranteed?: boolean;
  /** What the family agreed to of what the desk wrote, as it is from now on: corrected by it, under these rules. */
  readonly agreed?: {
    readonly answers: Answers;
    readonly rulesVersion: number;
    readonly needsGuarantor: boolean;
  };
  /** Who sent the paper that it signed. */
  readonly formById?: string;
  /** A smaller amount that the family asks for instead, with what it says of it in its answers. */
  readonly asked?: { readonly halalas: bigint; readonly answers: Answers; readonly needsGuarantor: boolean };
}

/** Who did what, as columns: a file that comes back to study is made ready and sent anew. */
const handsOf = (event: ApplicationEvent, by: By) => {
  const memberId = memberOf(by);
  switch (event) {
    case 'claim':
      return { claimedById: memberId };
    case 'mark-ready':
      return { readyById: memberId, sentById: null };
    case 'send':
      return { sentById: memberId };
    case 'return':
    case 'object':
    case 'object-without-guarantor':
      return { readyById: null, sentById: null, approvedHalalas: null, approvedMonths: null };
    case 'approve':
    case 'approve-less':
    case 'decline':
    case 'approve-by-letter':
    case 'approve-less-by-letter':
    case 'decline-by-letter':
      return { decidedById: memberId };
    default:
      return {};
  }
};

const sealedColumns = (id: string, { key, opinion, decision }: ApplicationChange) => {
  if (opinion === undefined && decision === undefined) return {};
  if (!key) throw new Error('words about a family are sealed under its key');
  return {
    keyId: key.id,
    ...(opinion === undefined ? {} : { sealedOpinion: key.seal(opinion, place('opinion', id)) }),
    ...(decision === undefined ? {} : { sealedDecision: key.seal(decision, place('decision', id)) }),
  };
};

const askedColumns = (
  id: string,
  { key }: ApplicationChange,
  { halalas, answers, needsGuarantor }: NonNullable<ApplicationChange['asked']>,
) => {
  if (!key) throw new Error("a family's answers are sealed under its key");
  return {
    amountHalalas: halalas,
    needsGuarantor,
    keyId: key.id,
    sealedAnswers: key.seal(JSON.stringify(answers), place('answers', id)),
  };
};

/** The columns of what the family agreed to; its application is submitted in this moment. */
const agreedColumns = (
  id: string,
  now: Date,
  { key }: ApplicationChange,
  { answers, rulesVersion, needsGuarantor }: NonNullable<ApplicationChange['agreed']>,
) => {
  if (!key) throw new Error("a family's answers are sealed under its key");
  const { product, amountHalalas, months, graceMonths } = wishOf(answers);
  return {
    agreedAt: now,
    submittedAt: now,
    rulesVersion,
    needsGuarantor,
    productKey: product,
    amountHalalas: BigInt(amountHalalas),
    months,
    graceMonths,
    keyId: key.id,
    sealedAnswers: key.seal(JSON.stringify(keptAnswers(answers)), place('answers', id)),
  };
};

/**
 * Moves an application along its table from the version that was seen, and writes its history; null when the table has
 * no such transition, it is not this one's to bring about, its rule does not hold, or somebody else was faster.
 */
export const moveApplication = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  event: ApplicationEvent,
  by: By,
  change: ApplicationChange = {},
): Promise<Application | null> => {
  const { id, version, state, readyById } = application;
  const memberId = memberOf(by);
  const transition = transitionOf(applicationTransitions, state as ApplicationState, event);
  if (!transition || !mayBring(transition.by, by)) return null;
  const studied = change.registered === true && (change.opinion ?? '') !== '';
  const letterById = change.letter?.proposedById ?? null;
  const { approved, asked, agreed } = change;
  const guaranteed = change.guaranteed === true;
  const needsGuarantor = asked?.needsGuarantor ?? application.needsGuarantor;
  const { assistedById } = application;
  const formById = change.formById ?? null;
  const facts = {
    memberId,
    readyById,
    studied,
    letterById,
    needsGuarantor,
    guaranteed,
    assistedById,
    formById,
  };
  if (!guardHolds(transition.guard, facts)) return null;
  if (event === 'mark-ready' && (await waitingCorrection(transaction, id))) return null;
  const isSentOn = event === 'mark-ready' || event === 'send';
  if (isSentOn && (await quotationLackOf(transaction, application, services.today)) !== null) return null;
  const due = transition.dueInWorkingDays;
  const moved = await transaction.application.updateMany({
    where: { id, version, state },
    data: {
      state: transition.to,
      version: version + 1,
      updatedAt: services.now,
      ...(event === 'expire' ? {} : { remindedAt: null }),
      ...(due === undefined
        ? {}
        : { promisedAt: due === null ? null : endOfDay(addWorkingDays(services.today, due)) }),
      ...handsOf(event, by),
      ...sealedColumns(id, change),
      ...(asked ? askedColumns(id, change, asked) : {}),
      ...(agreed ? agreedColumns(id, services.now, change, agreed) : {}),
      ...(approved ? { approvedHalalas: approved.halalas, approvedMonths: approved.months } : {}),
    },
  });
  if (moved.count !== 1) return null;
  await writeHistory(
    transaction,
    services,
    id,
    event,
    { from: state, to: transition.to },
    memberId,
    change.letter?.id ?? null,
  );
  // What was decided otherwise meanwhile is no longer to be confirmed.
  if (state === 'awaiting-agreement') await overtakeSignedForm(transaction, services, application);
  if (state === 'at-bank') await overtakeBankDecision(transaction, services, application);
  if (!isOpen(transition.to)) await endQuotationTasks(transaction, services, application.personId);
  if (stageOf(transition.to) !== 'study') await overtakeCorrection(transaction, services, id);
  return transaction.application.findUnique({ where: { id } });
};

/** Applications that wait in a state for their families since before a moment and were not reminded since; or were, before another. */
export const applicationsAwaitingFamily = (
  transaction: Transaction,
  state: ApplicationState,
  { waitingSince, remindedBefore }: { readonly waitingSince: Date; readonly remindedBefore: Date },
  most: number,
): Promise<Application[]> =>
  transaction.application.findMany({
    where: {
      state,
      OR: [{ remindedAt: null, updatedAt: { lt: waitingSince } }, { remindedAt: { lt: remindedBefore } }],
    },
    orderBy: { updatedAt: 'asc' },
    take: most,
  });

export const markReminded = async (
  transaction: Transaction,
  { id }: Application,
  remindedAt: Date | null,
): Promise<void> => {
  await transaction.application.update({ where: { id }, data: { remindedAt } });
};

/** A new promised day, told to the family by the caller. */
export const promiseApplicationAnew = async (
  transaction: Transaction,
  { id, version }: Application,
  promisedAt: Date,
): Promise<void> => {
  await transaction.application.updateMany({
    where: { id, version },
    data: { promisedAt, version: version + 1 },
  });
};
