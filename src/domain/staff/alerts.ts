import type { Param, Reply } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Effects, MessageToPerson, Services } from '../contract.ts';
import { promiseAnew } from '../families/index.ts';
import { promiseApplicationAnew } from '../financing/index.ts';
import {
  lastWriter,
  lockCase,
  markAlerted,
  moveTask,
  openTasksOf,
  overdueTasks,
  type Task,
  taskById,
  unalertedTasks,
  unclaimedSince,
  unclaimedWorkingDays,
} from '../tasks/index.ts';
import { addWorkingDays, endOfDay } from '../working-days.ts';
import { cardOf } from './cards.ts';
import { type OpenedTask, openTask } from './opened-task.ts';
import { managersOf, recipientsOf } from './policy.ts';
import { toFamily } from './say.ts';
import { allMembers, type Member, type Transaction } from './store.ts';

/** Tasks that one job run takes; what is left waits for the next run. */
const batch = 50;

/** What a job brought about, written by the caller in the same transaction. */
export type JobEffects = Required<Pick<Effects, 'messages' | 'audit'>>;

const toMember = (member: Member, reply: Reply, onceKey: string): readonly MessageToPerson[] =>
  member.personId === null ? [] : [{ personId: member.personId, reply, policy: 'dialogue', onceKey }];

/** Who is told of a task: what waits for a second person is nothing for the first. */
const toldOf = (
  { task, bankDecision, signedForm, application }: OpenedTask,
  members: readonly Member[],
  now: Date,
): readonly Member[] =>
  recipientsOf(
    task,
    members.filter(
      ({ id }) =>
        id !== bankDecision?.row.proposedById &&
        !(signedForm && [signedForm.sentById, application?.application.assistedById].includes(id)),
    ),
    now,
  );

/**
 * The cards of one task for everybody who must know: its owner, or its role on duty. Written at most once for each
 * version of the task and member, so a job that runs twice tells nobody twice.
 */
const alertsFor = async (
  transaction: Transaction,
  services: Services,
  taskId: string,
): Promise<readonly MessageToPerson[]> => {
  const task = await taskById(transaction, taskId);
  if (!task || task.state === 'done') return [];
  const members = await allMembers(transaction);
  const opened = await openTask(transaction, services, task);
  const told = toldOf(opened, members, services.now);
  // An answer also reaches the member whose words it answers, whoever has the task by now.
  const writerId = opened.details.news === undefined ? null : lastWriter(opened.details);
  const writer = members.find(({ id, state }) => id === writerId && state === 'active');
  return [...new Set([...told, ...(writer ? [writer] : [])])].flatMap((member) =>
    toMember(
      member,
      cardOf(opened, members, member, services.now),
      `task:${task.id}:v${task.version}:${member.id}`,
    ),
  );
};

/** A document that came with a case under way is named on that case's card, so that one event is one card. */
const isTold = async (transaction: Transaction, { kind, personId }: Task): Promise<boolean> =>
  kind === 'document' &&
  (await openTasksOf(transaction, personId)).some(
    (other) => other.kind === 'registration' || other.kind === 'correction',
  );

/**
 * The cards of all tasks with news that nobody was told yet. A task for which nobody could be told stays, and is told
 * as soon as somebody is linked.
 */
export const alertNewTasks = async (
  transaction: Transaction,
  services: Services,
): Promise<readonly MessageToPerson[]> => {
  const messages: MessageToPerson[] = [];
  for (const task of await unalertedTasks(transaction, batch)) {
    if (await isTold(transaction, task)) {
      await markAlerted(transaction, task.id, services.now);
      continue;
    }
    const cards = await alertsFor(transaction, services, task.id);
    if (cards.length > 0) await markAlerted(transaction, task.id, services.now);
    messages.push(...cards);
  }
  return messages;
};

const ownerParam = (task: Task, members: readonly Member[]): Param =>
  members.find(({ id }) => id === task.claimedById)?.name ?? { key: 'alerts:nobody' };

/** The family hears where things stand when the promised day has passed, and the new day. */
const lateMessage = (opened: OpenedTask, newDay: string, waitsForFamily: boolean): MessageToPerson =>
  toFamily(
    opened.case.personId,
    opened.called,
    waitsForFamily
      ? { key: 'alerts:family.still-missing', params: { called: opened.called } }
      : {
          key: opened.called === '' ? 'alerts:family.late-nameless' : 'alerts:family.late',
          params: { called: opened.called, promisedDay: { date: newDay, withHijri: true } },
        },
    { onceKey: `late:${opened.task.id}:${newDay}` },
  );

/** The family waits for the decision or the talk; a document or a correction is the staff's own affair. */
const familyWaits = ({ kind }: Task): boolean =>
  kind === 'registration' || kind === 'person-request' || kind === 'application';

/** Whether the next step of a case is the family's: it was asked for something. */
const isFamilysTurn = ({ task, case: { family }, application }: OpenedTask): boolean =>
  (task.kind === 'registration' && family?.state === 'needs-more') ||
  application?.application.state === 'needs-more' ||
  (application?.corrections.some(({ row }) => row.state === 'proposed') ?? false) ||
  application?.application.state === 'awaiting-guarantor' ||
  application?.application.state === 'awaiting-agreement';

/** The new day stands in the case too, where the family is told of it. */
const promiseCaseAnew = async (
  transaction: Transaction,
  { task, case: { family }, application }: OpenedTask,
  dueAt: Date,
): Promise<void> => {
  if (family && task.kind === 'registration') await promiseAnew(transaction, family, dueAt);
  if (application && task.kind === 'application')
    await promiseApplicationAnew(transaction, application.application, dueAt);
};

const escalate = async (
  transaction: Transaction,
  services: Services,
  seen: Task,
  members: readonly Member[],
): Promise<JobEffects> => {
  await lockCase(transaction, seen.personId);
  const task = await taskById(transaction, seen.id);
  const nothing: JobEffects = { messages: [], audit: [] };
  if (!task || task.state === 'done' || task.dueAt >= services.now) return nothing;
  const before = await openTask(transaction, services, task);
  const waitsForFamily = isFamilysTurn(before);
  const newDay = addWorkingDays(services.today, waitsForFamily ? 5 : 1);
  const dueAt = endOfDay(newDay);
  const moved = await moveTask(transaction, services, task, 'escalate', { dueAt });
  if (!moved) return nothing;
  if (!waitsForFamily) await promiseCaseAnew(transaction, before, dueAt);
  const opened: OpenedTask = { ...before, task: moved };
  const key = task.topic === 'agreement' ? 'alerts:escalation-agreement' : 'alerts:escalation';
  const words = { key, params: { name: ownerParam(task, members), called: before.called } };
  const told = waitsForFamily
    ? toldOf(opened, members, services.now)
    : [...new Set([...managersOf(members, services.now), ...toldOf(opened, members, services.now)])];
  // The manager is told once of a task, its owner each time its day passes.
  const keyFor = (member: Member): string =>
    member.role === 'manager' && member.id !== task.claimedById
      ? `task:${task.id}:escalated:${member.id}`
      : `task:${task.id}:late-${newDay}:${member.id}`;
  return {
    messages: [
      ...told.flatMap((member) =>
        toMember(member, cardOf(opened, members, member, services.now, { before: [words] }), keyFor(member)),
      ),
      ...(familyWaits(task) && !(waitsForFamily && task.kind === 'application')
        ? [lateMessage(opened, newDay, waitsForFamily)]
        : []),
    ],
    audit: [
      {
        action: 'task.escalated',
        subjectKind: 'task',
        subjectId: task.id,
        references: { task: task.number, promised: newDay },
      },
    ],
  };
};

/** Tasks whose promised day has passed: raised to the manager, the family told, and a new day promised. */
export const escalations = async (transaction: Transaction, services: Services): Promise<JobEffects> => {
  const members = await allMembers(transaction);
  const all: JobEffects[] = [];
  for (const task of await overdueTasks(transaction, services.now, batch)) {
    all.push(await escalate(transaction, services, task, members));
  }
  return {
    messages: all.flatMap(({ messages }) => messages),
    audit: all.flatMap(({ audit }) => audit),
  };
};

/** Open tasks that nobody took for a working day are brought up again, once, before their promised day passes. */
export const waitingTooLong = async (
  transaction: Transaction,
  services: Services,
): Promise<readonly MessageToPerson[]> => {
  const members = await allMembers(transaction);
  const messages: MessageToPerson[] = [];
  const dayBefore = new Date(services.now.getTime() - 86_400_000);
  for (const task of await unclaimedSince(transaction, dayBefore, batch)) {
    const begun = todayInRiyadh(task.createdAt.getTime());
    const takeBy = addWorkingDays(begun, unclaimedWorkingDays);
    if (task.escalatedAt !== null || services.today < takeBy) continue;
    const opened = await openTask(transaction, services, task);
    for (const member of toldOf(opened, members, services.now)) {
      const card = cardOf(opened, members, member, services.now, { title: 'alerts:title.waiting-too-long' });
      messages.push(...toMember(member, card, `task:${task.id}:waiting:${member.id}`));
    }
  }
  return messages;
};
