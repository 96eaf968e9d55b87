import type { Transaction } from '../../db/client.ts';
import type { StudyCorrection } from '../../db/generated/client.ts';
import type { PersonKey, Services } from '../contract.ts';
import { transitionOf } from '../transitions.ts';
import type { AssumptionField } from './assumptions.ts';
import { type CorrectionEvent, type CorrectionState, correctionTransitions } from './correction-states.ts';

/** What is changed, from what to what, and why; halalas or a count. */
export interface Change {
  readonly at: string;
  readonly field: AssumptionField;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** A correction with its words. */
export interface OpenedCorrection {
  readonly row: StudyCorrection;
  readonly change: Change;
  /** Why the family did not agree, where it said so. */
  readonly objection: string | null;
}

const place = (what: 'change' | 'objection', id: string): string => `study-correction.${what}:${id}`;

const opened = (row: StudyCorrection, key: PersonKey): OpenedCorrection => ({
  row,
  change: JSON.parse(key.open(row.sealedChange, place('change', row.id))) as Change,
  objection: row.sealedObjection && key.open(row.sealedObjection, place('objection', row.id)),
});

/** All corrections of a study, in the order in which they were proposed. */
export const correctionsOf = async (
  transaction: Transaction,
  applicationId: string,
  key: PersonKey,
): Promise<readonly OpenedCorrection[]> =>
  (
    await transaction.studyCorrection.findMany({
      where: { applicationId },
      orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
    })
  ).map((row) => opened(row, key));

export const correctionById = (transaction: Transaction, id: string): Promise<StudyCorrection | null> =>
  transaction.studyCorrection.findUnique({ where: { id } });

/** The correction that the family is asked about, or null. */
export const waitingCorrection = (
  transaction: Transaction,
  applicationId: string,
): Promise<StudyCorrection | null> =>
  transaction.studyCorrection.findFirst({ where: { applicationId, state: 'proposed' } });

/** Settles a correction along its table; null when it is settled already. */
export const settleCorrection = async (
  transaction: Transaction,
  services: Services,
  seen: StudyCorrection,
  event: Exclude<CorrectionEvent, 'propose'>,
  objection: { readonly key: PersonKey; readonly text: string } | null = null,
): Promise<StudyCorrection | null> => {
  const transition = transitionOf(correctionTransitions, seen.state as CorrectionState, event);
  if (!transition) return null;
  const sealed = objection
    ? {
        keyId: objection.key.id,
        sealedObjection: objection.key.seal(objection.text, place('objection', seen.id)),
      }
    : {};
  const settled = await transaction.studyCorrection.updateMany({
    where: { id: seen.id, version: seen.version, state: seen.state },
    data: { state: transition.to, version: seen.version + 1, settledAt: services.now, ...sealed },
  });
  return settled.count === 1 ? correctionById(transaction, seen.id) : null;
};

/** Corrections that wait for a family since before a day, of which it was not reminded or no officer was told. */
export const correctionsUnanswered = (
  transaction: Transaction,
  { remindBefore, raiseBefore }: { readonly remindBefore: Date; readonly raiseBefore: Date },
  most: number,
): Promise<StudyCorrection[]> =>
  transaction.studyCorrection.findMany({
    where: {
      state: 'proposed',
      OR: [
        { remindedAt: null, proposedAt: { lt: remindBefore } },
        { raisedAt: null, proposedAt: { lt: raiseBefore } },
      ],
    },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
    take: most,
  });

/** What time brought about for a correction that waits, once each. */
export const markCorrection = async (
  transaction: Transaction,
  { id }: StudyCorrection,
  marks: { readonly remindedAt?: Date; readonly raisedAt?: Date },
): Promise<void> => {
  await transaction.studyCorrection.updateMany({ where: { id, state: 'proposed' }, data: marks });
};

/** The family need not answer any more: something newer was proposed, or the study is over. */
export const overtakeCorrection = async (
  transaction: Transaction,
  services: Services,
  applicationId: string,
): Promise<void> => {
  const waiting = await waitingCorrection(transaction, applicationId);
  if (waiting) await settleCorrection(transaction, services, waiting, 'overtake');
};

/** Proposes a change in place of the one that waits, where there is one. */
export const proposeCorrection = async (
  transaction: Transaction,
  services: Services,
  proposal: {
    readonly applicationId: string;
    readonly key: PersonKey;
    readonly change: Change;
    readonly memberId: string;
  },
): Promise<StudyCorrection> => {
  const { applicationId, key, change, memberId } = proposal;
  await overtakeCorrection(transaction, services, applicationId);
  const id = services.newId();
  return transaction.studyCorrection.create({
    data: {
      id,
      applicationId,
      sealedChange: key.seal(JSON.stringify(change), place('change', id)),
      keyId: key.id,
      state: 'proposed',
      proposedById: memberId,
      proposedAt: services.now,
    },
  });
};
