import type { OpenedCase } from '../families/index.ts';
import { openTasksOf } from '../tasks/index.ts';
import { actingFor } from './policy.ts';
import type { Member, Transaction } from './store.ts';

/**
 * Whether a member, or somebody in whose place this one acts, has taken a file or a task of it. What a family was promised
 * that only the officer of its file sees (its income) is hidden from everybody else.
 * @param taskOwner who has the task that the file is looked at from; null where nobody has, or there is none
 */
export const holdsFile = async (
  transaction: Transaction,
  { personId, family }: Pick<OpenedCase, 'personId' | 'family'>,
  reading: { readonly reader: Member; readonly members: readonly Member[]; readonly now: Date },
  taskOwner: string | null = null,
): Promise<boolean> => {
  const own = actingFor(reading.reader, reading.members, reading.now);
  const tasks = await openTasksOf(transaction, personId);
  return [taskOwner, family?.claimedById ?? null, ...tasks.map(({ claimedById }) => claimedById)].some(
    (holder) => holder !== null && own.includes(holder),
  );
};
