import type { Message, Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { MessageToPerson, Services } from '../contract.ts';
import type { Task } from '../tasks/index.ts';
import { nameParam } from './lines.ts';
import { type OpenedTask, openTask } from './opened-task.ts';
import { isAbsent } from './policy.ts';
import { openTasksOfMember } from './queue.ts';
import { allMembers, type Member, type Transaction } from './store.ts';
import { titleKey } from './task-lines.ts';
import { tooFew } from './too-few.ts';

const mostLines = 10;
const mostTasks = 200;

const counted = (key: string, count: number): readonly Message[] =>
  count === 0 ? [] : [{ key: `alerts:digest.${key}`, params: { count } }];

/** Whose a task is, by the number that staff know it by. */
const numbered = ({ called, application, case: opened }: OpenedTask): Param => {
  const name = nameParam(called);
  if (application)
    return {
      key: 'alerts:whose.application',
      params: { number: String(application.application.number), called: name },
    };
  if (opened.family)
    return { key: 'alerts:whose.file', params: { number: String(opened.family.number), called: name } };
  return name;
};

/** A task as one line of a list. */
export const lineOf = async (transaction: Transaction, services: Services, task: Task): Promise<Param> => {
  const opened = await openTask(transaction, services, task);
  return {
    key: 'alerts:digest.line',
    params: {
      title: { key: titleKey(opened) },
      whose: numbered(opened),
      city: opened.city === null ? '—' : { key: `registration:city.choices.${opened.city}` },
      promised: { date: todayInRiyadh(task.dueAt.getTime()) },
    },
  };
};

/** What waits for one member: how much and how urgent, then the first lines by urgency. */
const digestOf = async (
  transaction: Transaction,
  services: Services,
  tasks: readonly Task[],
): Promise<readonly Message[]> => {
  const { today, now } = services;
  const overdue = tasks.filter((task) => task.dueAt < now).length;
  const dueToday = tasks.filter(
    (task) => task.dueAt >= now && todayInRiyadh(task.dueAt.getTime()) === today,
  ).length;
  const unclaimed = tasks.filter(({ state }) => state === 'open').length;
  const lines: Param[] = [];
  for (const task of tasks.slice(0, mostLines)) lines.push(await lineOf(transaction, services, task));
  return [
    { key: 'alerts:digest.title' },
    {
      key: 'alerts:digest.counts',
      params: {
        lines: {
          list: [
            ...counted('overdue', overdue),
            ...counted('due-today', dueToday),
            ...counted('open', tasks.length),
            ...counted('unclaimed', unclaimed),
          ].map((message) => message as Param),
          as: 'lines',
        },
      },
    },
    { key: 'alerts:digest.lines', params: { lines: { list: lines, as: 'lines' } } },
    ...counted('more', Math.max(0, tasks.length - mostLines)),
  ];
};

const isTold = (member: Member, now: Date): member is Member & { readonly personId: string } =>
  member.state === 'active' && member.personId !== null && !isAbsent(member, now);

/** What the manager must hear where too few people are there: files wait that nobody could send, decide or compare. */
const lackingIn = async (
  transaction: Transaction,
  services: Services,
  tasks: readonly Task[],
  members: readonly Member[],
): Promise<readonly Message[]> => {
  const opened: OpenedTask[] = [];
  for (const task of tasks) {
    const takesTwo = task.kind === 'bank-decision' || task.kind === 'signed-form';
    if (task.topic !== 'sending' && task.topic !== 'bank' && !takesTwo) continue;
    opened.push(await openTask(transaction, services, task));
  }
  return tooFew(opened, members, services.now);
};

/** The morning's list for every member on duty who has something waiting; at most one a day. */
export const digest = async (
  transaction: Transaction,
  services: Services,
): Promise<readonly MessageToPerson[]> => {
  const members = await allMembers(transaction);
  const messages: MessageToPerson[] = [];
  for (const member of members) {
    if (!isTold(member, services.now)) continue;
    const tasks = await openTasksOfMember(transaction, services, member, members, mostTasks);
    if (tasks.length === 0) continue;
    const lacking = member.role === 'manager' ? await lackingIn(transaction, services, tasks, members) : [];
    messages.push({
      personId: member.personId,
      policy: 'once',
      onceKey: `digest:${member.id}:${services.today}`,
      reply: {
        parts: [...(await digestOf(transaction, services, tasks)), ...lacking],
        choices: [{ id: 'staff-tasks', label: { key: 'menu:menu.choices.staff-tasks' } }],
      },
    });
  }
  return messages;
};
