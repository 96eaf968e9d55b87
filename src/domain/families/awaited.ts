import type { Json } from '../../engine/vocabulary.ts';
import type { Source } from '../contract.ts';
import { answeredMember, lastWriter, openTasksOf, readDetails } from '../tasks/index.ts';
import { familyOf, lastOnceKey, memberById } from './store.ts';

/** For so many days after its last words a talk takes more that is said at the menu. */
const daysAwaited = 7;

/** Begins the once key of an officer's message in a talk; the task's number and version follow. */
export const messageKey = (taskNumber: number, version: number): string => `talk:${taskNumber}:${version}`;

/**
 * The open talk that words at the menu perhaps belong to: the one in which staff spoke last, else the latest, since
 * people say one thing in several messages. Null where there is none, or nothing was said in it for days.
 */
export const awaitedAnswer: Source = async ({ transaction, services, actor }): Promise<Json> => {
  const talks = await openTasksOf(transaction, actor.personId, 'person-request');
  const asked = talks.findLast((task) => answeredMember(readDetails(task, actor.key)) !== null);
  const talk = asked ?? talks.at(-1);
  if (!talk) return null;
  const details = readDetails(talk, actor.key);
  const since = services.now.getTime() - Date.parse(details.said?.at(-1)?.at ?? '');
  if (!(since <= daysAwaited * 86_400_000)) return null;
  const writer = lastWriter(details);
  const officer = writer === null ? null : await memberById(transaction, writer);
  const last = await lastOnceKey(transaction, actor.personId);
  return {
    flow: 'answer-message',
    params: {
      task: String(talk.number),
      officer: { name: officer?.name ?? '', sex: officer?.sex ?? null },
      confirm: true,
    },
    question: 'message',
    isLast: asked !== undefined && last?.startsWith(`talk:${talk.number}:`) === true,
  };
};

/** What a request for a person need not ask, as the first answers of its flow. */
export const knownForTalk: Source = async ({ transaction, actor }): Promise<Json> => {
  const family = await familyOf(transaction, actor.personId);
  if (family) return { known: { womenOnly: family.womenOnly } };
  const talks = await openTasksOf(transaction, actor.personId, 'person-request');
  return { known: talks.some(({ womenOnly }) => womenOnly) ? { womenOnly: true } : {} };
};
