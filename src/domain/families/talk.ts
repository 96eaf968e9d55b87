import type { Param } from '../../engine/vocabulary.ts';
import { parseMobile } from '../../kernel/identifiers.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import { toLatinDigits } from '../../kernel/text.ts';
import { bySex } from '../by-sex.ts';
import type { AuditEntry, CommandHandler, CommandRequest } from '../contract.ts';
import {
  answeredMember,
  createTask,
  dueInWorkingDays,
  lockCase,
  openTasksOf,
  readDetails,
  type Task,
  taskByNumber,
} from '../tasks/index.ts';
import { addWorkingDays, endOfDay } from '../working-days.ts';
import { isObjection, mobileOf, textOf } from './policy.ts';
import { type Sent, takeSent } from './sent.ts';
import { type Family, familyOf, memberById, moveFamily } from './store.ts';
import { filesFor, type NewsOfFamily, tellRegistration, touchTask, withNews } from './touch.ts';

const mobileShape = /(?<!\d)(?:\+?966|00966|0)?[ -]?5\d(?:[ -]?\d){7}(?!\d)/u;

/** A number to call that stands among the words: cards hide it, so it is kept apart for whoever may call. */
const mobileIn = (words: string): string => {
  const found = parseMobile(mobileShape.exec(toLatinDigits(words))?.[0] ?? '');
  return found.ok ? found.value : '';
};

/** The task that the answered message belongs to, whatever became of it since; null where none is named. */
const namedTask = async ({ transaction, actor, params }: CommandRequest): Promise<Task | null> => {
  const number = textOf(params.task);
  const task =
    number !== null && /^\d{1,9}$/u.test(number) ? await taskByNumber(transaction, Number(number)) : null;
  return task?.personId === actor.personId ? task : null;
};

/** What the law gives a day for, or what ends a case: never lost among the words of a talk about something else. */
const ofItsOwn: ReadonlySet<string> = new Set(['withdrawal', 'data-deletion', 'data-copy']);

/**
 * An unfinished talk that further words belong to: the one that is named, else the one in which staff spoke last,
 * whatever topic is named; else one of the same topic, or the last one where no topic is named.
 */
const talkFor = async (
  request: CommandRequest,
  named: Task | null,
  topic: string | null,
): Promise<Task | null> => {
  const open = await openTasksOf(request.transaction, request.actor.personId, 'person-request');
  if (named === null && topic !== null && ofItsOwn.has(topic))
    return open.findLast((task) => task.topic === topic) ?? null;
  const meant = open.find(({ id }) => id === named?.id);
  const answered = open.findLast((task) => answeredMember(readDetails(task, request.actor.key)) !== null);
  return (
    meant ??
    answered ??
    open.findLast((task) => topic === null || topic === 'other' || task.topic === topic) ??
    null
  );
};

/** A refused family objects: its registration is looked at again. */
const object = async (request: CommandRequest, family: Family, sent: Sent): Promise<Family> => {
  const { transaction, services, actor } = request;
  const reopened = await moveFamily(transaction, services, family, 'object', null);
  if (!reopened) throw new Error(`the family ${family.number} changed while its case was locked`);
  await tellRegistration(transaction, services, reopened, actor.key, { news: 'objection', ...sent });
  return reopened;
};

/** Who answers, where and by which day, as the family is told. */
const toldOf = async (
  { transaction }: CommandRequest,
  who: {
    readonly memberId: string | null;
    readonly womenOnly: boolean;
    readonly isReachable: boolean;
    readonly promisedDay: Param;
  },
): Promise<Param> => {
  const { memberId, womenOnly, isReachable, promisedDay } = who;
  const officer = memberId === null ? null : await memberById(transaction, memberId);
  if (officer?.state === 'active' && (!womenOnly || officer.sex === 'female')) {
    const key = bySex('talk-to-person:told.officer', officer.sex);
    return { key, params: { officer: officer.name, promisedDay } };
  }
  const name = isReachable ? (womenOnly ? 'woman' : 'somebody') : womenOnly ? 'here-woman' : 'here';
  return { key: `talk-to-person:told.${name}`, params: { promisedDay } };
};

/** The same in one sentence that fits any request. */
const replyOf = (womenOnly: boolean, promisedDay: Param): Param => ({
  key: `talk-to-person:told.${womenOnly ? 'reply-woman' : 'reply'}`,
  params: { promisedDay },
});

/** Somebody asks for a person: a task for the role of the topic, with a promised day. Further words join the open talk. */
export const requestPerson: CommandHandler = async (request) => {
  const { transaction, services, actor, answers, params } = request;
  await lockCase(transaction, actor.personId);
  const family = await familyOf(transaction, actor.personId);
  const named = await namedTask(request);
  const topic = textOf(answers.topic) ?? textOf(params.topic) ?? named?.topic ?? null;
  const sent = await takeSent(request, answers.message ?? null);
  const audit = (subjectId: string): readonly AuditEntry[] => [
    { action: 'person.requested', subjectKind: 'task', subjectId, references: { topic } },
  ];
  // An answer to an officer is no objection, whatever became of the registration meanwhile.
  if (family && named === null && isObjection(family.state, topic)) {
    const reopened = await object(request, family, sent);
    const day = todayInRiyadh((reopened.promisedAt ?? services.now).getTime());
    const promisedDay: Param = { date: day, withHijri: true };
    const told: Param = { key: 'talk-to-person:told.objection', params: { promisedDay } };
    const reply = replyOf(family.womenOnly, promisedDay);
    return ok({ outcome: { promisedDay, told, reply }, audit: audit(family.id) });
  }
  const talk = await talkFor(request, named, topic);
  const promised = addWorkingDays(services.today, dueInWorkingDays['person-request']);
  const promisedDay: Param = { date: promised, withHijri: true };
  // Who once asked for women only is not passed to a man because a later message did not say it again.
  const womenOnly = answers.womanOnly === true || family?.womenOnly === true || talk?.womenOnly === true;
  const when = textOf(answers.when);
  const mobile = mobileOf(answers) || mobileIn(sent.words ?? '');
  const told: NewsOfFamily = {
    news: 'message',
    ...sent,
    womenOnly,
    ...(when === null ? {} : { when }),
    ...(mobile === '' ? {} : { mobile }),
    ...(params.wish === 'man' ? { wish: 'man' as const } : {}),
  };
  const before = talk ? readDetails(talk, actor.key) : {};
  const memberId = talk ? (answeredMember(before) ?? talk.claimedById) : null;
  const isReachable = family !== null || withNews(before, services.now, told).mobile !== undefined;
  const outcome = {
    promisedDay,
    told: await toldOf(request, { memberId, womenOnly, isReachable, promisedDay }),
    reply: replyOf(womenOnly, promisedDay),
  };
  if (talk) {
    await touchTask(transaction, services, talk, actor.key, told, endOfDay(promised));
    return ok({ outcome, audit: audit(talk.id) });
  }
  const task = await createTask(transaction, services, {
    kind: 'person-request',
    personId: actor.personId,
    key: actor.key,
    womenOnly,
    details: withNews({}, services.now, told),
    ...(topic === null ? {} : { topic }),
    ...filesFor(sent),
  });
  return ok({ outcome, audit: audit(task.id) });
};
