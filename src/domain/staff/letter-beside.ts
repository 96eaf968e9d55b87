import type { Message, Param } from '../../engine/vocabulary.ts';
import type { Effects } from '../contract.ts';
import {
  type Application,
  openBankDecision,
  overtakenDecision,
  waitingBankDecision,
} from '../financing/index.ts';
import { lastDoneTask } from '../tasks/index.ts';
import type { Act } from './authorise.ts';
import { decisionParam } from './letter-words.ts';
import { monthsParam } from './lines.ts';
import { recipientsOf } from './policy.ts';

/** That a letter of the bank for this application waits to be compared, with what it says: told before the bank decides. */
const waitingLetter = async ({ transaction, opened }: Act): Promise<readonly Message[]> => {
  if (!opened.application || opened.task.topic !== 'bank') return [];
  const row = await waitingBankDecision(transaction, opened.application.application.id);
  const waiting = row && (await openBankDecision(transaction, row.id, opened.case.key));
  return waiting
    ? [{ key: 'alerts:bank-letter.waits-beside', params: { decision: decisionParam(waiting.decision) } }]
    : [];
};

/** A step of the bank's own officer, with the letter that waits beside it told first. */
export const besideLetter =
  (step: (act: Act) => Promise<Effects>) =>
  async (act: Act): Promise<Effects> => {
    const letter = await waitingLetter(act);
    const effects = await step(act);
    return letter.length === 0
      ? effects
      : { ...effects, replies: [{ parts: letter }, ...(effects.replies ?? [])] };
  };

/** What became of an application, in the words in which a letter is read back. */
const decidedParam = (moved: Application, words: string | null): Param => {
  const amount = { money: Number(moved.approvedHalalas ?? 0) };
  switch (moved.state) {
    case 'approved':
      return {
        key: 'alerts:bank-letter.approve-all',
        params: { amount, months: monthsParam(moved.approvedMonths ?? 0) },
      };
    case 'offered':
      return {
        key: 'alerts:bank-letter.approve-less',
        params: { amount, months: monthsParam(moved.approvedMonths ?? 0) },
      };
    case 'declined':
      return decisionParam({ kind: 'decline', words: words ?? '' });
    default:
      return { key: 'alerts:bank-letter.sent-back' };
  }
};

/** Who recorded a letter's decision that the bank itself was faster with, and who was to compare it, hear what became of it. */
export const toLettersHands = async (
  { transaction, services, members, member, opened }: Act,
  moved: Application,
  words: string | null = null,
): Promise<NonNullable<Effects['messages']>> => {
  const overtaken = await overtakenDecision(transaction, services, moved.id, opened.case.key);
  if (!overtaken) return [];
  const { proposedById } = overtaken.row;
  const task = await lastDoneTask(transaction, moved.personId, 'bank-decision');
  const checkers = task
    ? recipientsOf({ ...task, state: task.claimedById === null ? 'open' : 'claimed' }, members, services.now)
    : [];
  const makers = members.filter(({ id, state }) => id === proposedById && state === 'active');
  const params = {
    number: String(moved.number),
    letter: decisionParam(overtaken.decision),
    decided: decidedParam(moved, words),
  };
  return [...new Set([...makers, ...checkers])].flatMap(({ id, personId }) =>
    personId === null || id === member.id
      ? []
      : [
          {
            personId,
            policy: 'dialogue' as const,
            onceKey: `application:${moved.id}:v${moved.version}:${id}`,
            reply: { parts: [{ key: 'alerts:bank-letter.overtaken', params }] },
          },
        ],
  );
};
