import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import type { AuditEntry, CommandHandler, CommandRequest } from '../contract.ts';
import {
  answeredMember,
  createTask,
  dueInWorkingDays,
  lockCase,
  openTasksOf,
  readDetails,
  type Task,
  type TaskDetails,
} from '../tasks/index.ts';
import { addWorkingDays, endOfDay } from '../working-days.ts';
import { documentsIn, isObjection, textOf } from './policy.ts';
import { attachDocuments, type Family, familyOf, moveFamily } from './store.ts';
import { tellRegistration, touchTask, withNews } from './touch.ts';

/**
 * An unfinished talk that further words belong to: the one in which staff spoke last, whatever topic is named; else one
 * of the same topic, or the last one where no topic is named.
 */
const talkFor = async (request: CommandRequest, topic: string | null): Promise<Task | null> => {
  const open = await openTasksOf(request.transaction, request.actor.personId, 'person-request');
  const answered = open.findLast((task) => answeredMember(readDetails(task, request.actor.key)) !== null);
  return (
    answered ?? open.findLast((task) => topic === null || topic === 'other' || task.topic === topic) ?? null
  );
};

/** A refused family objects: its registration is looked at again. */
const object = async (request: CommandRequest, family: Family, words: string | null): Promise<Family> => {
  const { transaction, services, actor } = request;
  const reopened = await moveFamily(transaction, services, family, 'object', null);
  if (!reopened) throw new Error(`the family ${family.number} changed while its case was locked`);
  await tellRegistration(transaction, services, reopened, actor.key, { news: 'objection', words });
  return reopened;
};

/** Somebody asks for a person: a task for the role of the topic, with a promised day. Further words join the open talk. */
export const requestPerson: CommandHandler = async (request) => {
  const { transaction, services, actor, answers, params } = request;
  await lockCase(transaction, actor.personId);
  const family = await familyOf(transaction, actor.personId);
  const topic = textOf(answers.topic) ?? textOf(params.topic);
  const words = textOf(answers.message);
  const promised = addWorkingDays(services.today, dueInWorkingDays['person-request']);
  const audit = (subjectId: string): readonly AuditEntry[] => [
    { action: 'person.requested', subjectKind: 'task', subjectId, references: { topic } },
  ];
  if (family && isObjection(family.state, topic)) {
    const reopened = await object(request, family, words);
    const day = todayInRiyadh((reopened.promisedAt ?? services.now).getTime());
    return ok({ outcome: { promisedDay: { date: day, withHijri: true } }, audit: audit(family.id) });
  }
  const womenOnly = answers.womanOnly === true || family?.womenOnly === true;
  const voice = documentsIn(answers).filter(({ purpose }) => purpose === 'voice');
  await attachDocuments(transaction, actor.personId, actor.personId, voice);
  const outcome = { promisedDay: { date: promised, withHijri: true } };
  const told = { news: 'message', words, womenOnly } as const;
  const talk = voice.length === 0 ? await talkFor(request, topic) : null;
  if (talk) {
    await touchTask(transaction, services, talk, actor.key, told, endOfDay(promised));
    return ok({ outcome, audit: audit(talk.id) });
  }
  const when = textOf(answers.when);
  const details: TaskDetails = { ...withNews({}, services.now, told), ...(when === null ? {} : { when }) };
  const task = await createTask(transaction, services, {
    kind: 'person-request',
    personId: actor.personId,
    key: actor.key,
    womenOnly,
    details,
    ...(topic === null ? {} : { topic }),
    ...(voice[0] ? { documentId: voice[0].documentId } : {}),
  });
  return ok({ outcome, audit: audit(task.id) });
};
