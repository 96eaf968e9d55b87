import type { Transaction } from '../../db/client.ts';
import type { Application, BankDecision } from '../../db/generated/client.ts';
import type { PersonKey, Services } from '../contract.ts';
import { moveTask, openTasksOf } from '../tasks/index.ts';
import { transitionOf } from '../transitions.ts';
import {
  type BankDecisionEvent,
  type BankDecisionState,
  bankDecisionTransitions,
} from './bank-decision-states.ts';
import type { LetterDecision } from './letter-lines.ts';

const place = (what: 'words' | 'return', id: string): string => `bank-decision.${what}:${id}`;

/** How the bank's letter explains a decision, in words that reach the family; null where it says no more. */
const bankWords = ({ id, sealedWords }: BankDecision, key: PersonKey): string | null =>
  sealedWords && key.open(sealedWords, place('words', id));

const bankDecisionById = (transaction: Transaction, id: string): Promise<BankDecision | null> =>
  transaction.bankDecision.findUnique({ where: { id } });

/** A recorded decision with its words, as the letter has them. */
export interface OpenedBankDecision {
  readonly row: BankDecision;
  readonly decision: LetterDecision;
}

const decisionIn = (row: BankDecision, words: string | null): LetterDecision => {
  switch (row.kind) {
    case 'approve-less':
      return {
        kind: 'approve-less',
        amountHalalas: Number(row.approvedHalalas),
        months: row.approvedMonths ?? 0,
        words,
      };
    case 'decline':
      return { kind: 'decline', words: words ?? '' };
    default:
      return { kind: 'approve', words: null };
  }
};

export const openBankDecision = async (
  transaction: Transaction,
  id: string,
  key: PersonKey,
): Promise<OpenedBankDecision | null> => {
  const row = await transaction.bankDecision.findUnique({ where: { id } });
  return row && { row, decision: decisionIn(row, bankWords(row, key)) };
};

/** The decision of an application that waits for a second person, or null. */
export const waitingBankDecision = (
  transaction: Transaction,
  applicationId: string,
): Promise<BankDecision | null> =>
  transaction.bankDecision.findFirst({ where: { applicationId, state: 'proposed' } });

/** Records what the bank's letter says of an application; null when another decision waits for it already. */
export const proposeBankDecision = async (
  transaction: Transaction,
  services: Services,
  proposal: {
    readonly applicationId: string;
    readonly documentId: string;
    readonly key: PersonKey;
    readonly decision: LetterDecision;
    readonly memberId: string;
  },
): Promise<BankDecision | null> => {
  const { applicationId, documentId, key, decision, memberId } = proposal;
  const id = services.newId();
  const inserted = await transaction.bankDecision.createMany({
    data: [
      {
        id,
        applicationId,
        documentId,
        kind: decision.kind,
        ...(decision.kind === 'approve-less'
          ? { approvedHalalas: BigInt(decision.amountHalalas), approvedMonths: decision.months }
          : {}),
        sealedWords: decision.words === null ? null : key.seal(decision.words, place('words', id)),
        keyId: key.id,
        state: 'proposed',
        proposedById: memberId,
        proposedAt: services.now,
      },
    ],
    skipDuplicates: true,
  });
  return inserted.count === 0 ? null : bankDecisionById(transaction, id);
};

/**
 * Settles a recorded decision along its table: confirmed by a second person, given back with words, or overtaken. Null
 * when it is settled already, or is not this one's to confirm.
 */
export const settleBankDecision = async (
  transaction: Transaction,
  services: Services,
  seen: BankDecision,
  event: Exclude<BankDecisionEvent, 'propose'>,
  by: {
    readonly memberId: string;
    readonly words?: { readonly key: PersonKey; readonly text: string };
  } | null,
): Promise<BankDecision | null> => {
  const transition = transitionOf(bankDecisionTransitions, seen.state as BankDecisionState, event);
  if (!transition) return null;
  if (transition.guard === 'other-person' && (by === null || by.memberId === seen.proposedById)) return null;
  const words = by?.words;
  const settled = await transaction.bankDecision.updateMany({
    where: { id: seen.id, version: seen.version, state: seen.state },
    data: {
      state: transition.to,
      version: seen.version + 1,
      settledById: by?.memberId ?? null,
      settledAt: services.now,
      ...(words
        ? { keyId: words.key.id, sealedReturn: words.key.seal(words.text, place('return', seen.id)) }
        : {}),
    },
  });
  return settled.count === 1 ? bankDecisionById(transaction, seen.id) : null;
};

/** What the application's change in this very transaction overtook; null where no letter waited. */
export const overtakenDecision = async (
  transaction: Transaction,
  services: Services,
  applicationId: string,
  key: PersonKey,
): Promise<OpenedBankDecision | null> => {
  const row = await transaction.bankDecision.findFirst({
    where: { applicationId, state: 'overtaken', settledAt: services.now },
  });
  return row && { row, decision: decisionIn(row, bankWords(row, key)) };
};

/** The application went on without it: nobody need confirm what a letter said of it any more. */
export const overtakeBankDecision = async (
  transaction: Transaction,
  services: Services,
  { id, personId }: Application,
): Promise<void> => {
  const waiting = await waitingBankDecision(transaction, id);
  if (!waiting) return;
  await settleBankDecision(transaction, services, waiting, 'overtake', null);
  for (const task of await openTasksOf(transaction, personId, 'bank-decision')) {
    await moveTask(transaction, services, task, 'finish');
  }
};
