import type { Message } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { bySex } from '../by-sex.ts';
import type { SourceRequest } from '../contract.ts';
import { lastDoneTask, openTasksOf, readDetails } from '../tasks/index.ts';
import { memberById } from './store.ts';

/** What a member of staff last wrote to somebody in a talk, open or just done, by whom and when; null where nobody did. */
export const lastWords = async ({
  transaction,
  actor,
}: Pick<SourceRequest, 'transaction' | 'actor'>): Promise<Message | null> => {
  const open = await openTasksOf(transaction, actor.personId, 'person-request');
  const done = await lastDoneTask(transaction, actor.personId, 'person-request');
  const written = [...open, ...(done ? [done] : [])]
    .flatMap((task) => readDetails(task, actor.key).said ?? [])
    .filter(({ from, text }) => from === 'staff' && text !== '')
    .toSorted((one, other) => one.at.localeCompare(other.at));
  const last = written.at(-1);
  if (!last) return null;
  const officer = last.by === undefined ? null : await memberById(transaction, last.by);
  return {
    key: bySex('alerts:last-words.written', officer?.sex),
    params: {
      officer: officer?.name ?? { key: 'alerts:an-officer' },
      day: { date: todayInRiyadh(Date.parse(last.at)), withHijri: true },
      note: { said: last.text },
    },
  };
};
