import type { Json } from '../../engine/vocabulary.ts';
import type { Source } from '../contract.ts';
import { answeredMember, openTasksOf, readDetails } from '../tasks/index.ts';
import { familyOf, lastOnceKey, memberById } from './store.ts';

/** For so many days an officer's message waits for words that are said at the menu. */
const daysAwaited = 7;

/** Begins the once key of an officer's message in a talk; the task's number and version follow. */
export const messageKey = (taskNumber: number, version: number): string => `talk:${taskNumber}:${version}`;

/** The officer to whom words at the menu are perhaps an answer: an open talk in which staff spoke last; else null. */
export const awaitedAnswer: Source = async ({ transaction, services, actor }): Promise<Json> => {
  const talks = await openTasksOf(transaction, actor.personId, 'person-request');
  const talk = talks.findLast((task) => answeredMember(readDetails(task, actor.key)) !== null);
  if (!talk) return null;
  const said = readDetails(talk, actor.key).said?.at(-1);
  const since = services.now.getTime() - Date.parse(said?.at ?? '');
  if (said?.by === undefined || !(since <= daysAwaited * 86_400_000)) return null;
  const officer = await memberById(transaction, said.by);
  const last = await lastOnceKey(transaction, actor.personId);
  return {
    flow: 'answer-message',
    params: {
      task: String(talk.number),
      officer: { name: officer?.name ?? '', sex: officer?.sex ?? null },
      confirm: true,
    },
    question: 'message',
    isLast: last?.startsWith(`talk:${talk.number}:`) === true,
  };
};

/** What a request for a person need not ask, as the first answers of its flow. */
export const knownForTalk: Source = async ({ transaction, actor }): Promise<Json> => {
  const family = await familyOf(transaction, actor.personId);
  if (family) return { known: { womenOnly: family.womenOnly } };
  const talks = await openTasksOf(transaction, actor.personId, 'person-request');
  return { known: talks.some(({ womenOnly }) => womenOnly) ? { womenOnly: true } : {} };
};
