import type { Transaction } from '../../db/client.ts';
import type { Task } from '../../db/generated/client.ts';
import type { PersonKey, Services } from '../contract.ts';
import { transitionOf } from '../transitions.ts';
import { addWorkingDays, endOfDay } from '../working-days.ts';
import type { TaskDetails } from './details.ts';
import { addFiles, type TaskFiles } from './file-store.ts';
import { dueInWorkingDays, roleFor, type TaskKind } from './policy.ts';
import { type TaskEvent, type TaskState, taskTransitions } from './states.ts';

export type { Task, Transaction };

const place = (taskId: string): string => `task.details:${taskId}`;

/**
 * Makes this transaction the only one that changes a person's case until it ends. Everything that changes a case
 * takes this lock first, so that two decisions cannot cross and cannot wait for each other in a circle.
 */
export const lockCase = async (transaction: Transaction, personId: string): Promise<void> => {
  await transaction.$queryRaw`select 1 as one from person where id = ${personId}::uuid for no key update`;
};

export interface NewTask {
  readonly kind: TaskKind;
  readonly personId: string;
  readonly key: PersonKey;
  readonly documentId?: string;
  /** Several files in their order, instead of one. */
  readonly documents?: TaskFiles;
  readonly topic?: string;
  readonly womenOnly: boolean;
  readonly details?: TaskDetails;
  /** The promised day, where it is not that of the kind. */
  readonly dueAt?: Date;
}

/** A new task, open, for the role of its kind, promised by working days. */
export const createTask = async (
  transaction: Transaction,
  services: Services,
  task: NewTask,
): Promise<Task> => {
  const id = services.newId();
  const sealedDetails = task.details ? task.key.seal(JSON.stringify(task.details), place(id)) : null;
  const documentIds = task.documents?.ids ?? (task.documentId === undefined ? [] : [task.documentId]);
  const created = await transaction.task.create({
    data: {
      id,
      kind: task.kind,
      role: roleFor(task.kind, task.topic ?? null),
      personId: task.personId,
      documentId: documentIds.at(-1) ?? null,
      topic: task.topic ?? null,
      womenOnly: task.womenOnly,
      sealedDetails,
      keyId: sealedDetails === null ? null : task.key.id,
      createdAt: services.now,
      dueAt: task.dueAt ?? endOfDay(addWorkingDays(services.today, dueInWorkingDays[task.kind])),
    },
  });
  await addFiles(transaction, created.id, { ...task.documents, ids: documentIds });
  return created;
};

export const readDetails = (task: Task, key: PersonKey): TaskDetails =>
  task.sealedDetails === null
    ? {}
    : (JSON.parse(key.open(task.sealedDetails, place(task.id))) as TaskDetails);

export interface TaskChange {
  readonly claimedById?: string | null;
  readonly details?: { readonly key: PersonKey; readonly value: TaskDetails };
  readonly dueAt?: Date;
  readonly documents?: TaskFiles;
  readonly womenOnly?: boolean;
  /** The role is told again. */
  readonly alertAgain?: boolean;
}

/**
 * Moves a task along its table, only from the version that was seen; null when the table has no such transition or
 * somebody else was faster.
 */
export const moveTask = async (
  transaction: Transaction,
  services: Services,
  task: Task,
  event: TaskEvent,
  change: TaskChange = {},
): Promise<Task | null> => {
  const transition = transitionOf(taskTransitions, task.state as TaskState, event);
  if (!transition) return null;
  const { details } = change;
  const last = change.documents?.ids.at(-1);
  const owner =
    transition.to === 'open'
      ? { claimedById: null }
      : change.claimedById
        ? { claimedById: change.claimedById }
        : {};
  const moved = await transaction.task.updateMany({
    where: { id: task.id, version: task.version, state: task.state },
    data: {
      state: transition.to,
      version: task.version + 1,
      ...owner,
      ...(details
        ? {
            sealedDetails: details.key.seal(JSON.stringify(details.value), place(task.id)),
            keyId: details.key.id,
          }
        : {}),
      ...(change.dueAt ? { dueAt: change.dueAt } : {}),
      ...(last === undefined ? {} : { documentId: last }),
      ...(change.womenOnly === undefined ? {} : { womenOnly: change.womenOnly }),
      ...(event === 'claim' || event === 'reassign' ? { alertedAt: services.now } : {}),
      ...(change.alertAgain ? { alertedAt: null } : {}),
      ...(transition.to === 'done' ? { doneAt: services.now } : {}),
      ...(event === 'escalate' ? { escalatedAt: task.escalatedAt ?? services.now } : {}),
    },
  });
  if (moved.count !== 1) return null;
  if (change.documents) await addFiles(transaction, task.id, change.documents);
  return transaction.task.findUnique({ where: { id: task.id } });
};

/** The promised day of a task becomes that of its case, which has just been promised anew. */
export const promiseTask = async (transaction: Transaction, taskId: string, dueAt: Date): Promise<void> => {
  await transaction.task.updateMany({ where: { id: taskId, state: { not: 'done' } }, data: { dueAt } });
};

export const taskByNumber = (transaction: Transaction, number: number): Promise<Task | null> =>
  transaction.task.findUnique({ where: { number } });

export const taskById = (transaction: Transaction, id: string): Promise<Task | null> =>
  transaction.task.findUnique({ where: { id } });

/** The unfinished tasks of a person, oldest first. */
export const openTasksOf = (transaction: Transaction, personId: string, kind?: TaskKind): Promise<Task[]> =>
  transaction.task.findMany({
    where: { personId, state: { not: 'done' }, ...(kind ? { kind } : {}) },
    orderBy: { number: 'asc' },
  });

/** The task of a kind that was finished last for a person, or null. */
export const lastDoneTask = (
  transaction: Transaction,
  personId: string,
  kind: TaskKind,
): Promise<Task | null> =>
  transaction.task.findFirst({
    where: { personId, kind, state: 'done' },
    orderBy: [{ doneAt: 'desc' }, { number: 'desc' }],
  });

/** Unfinished tasks of roles, or claimed by members, the most urgent first. */
export const openTasksFor = (
  transaction: Transaction,
  who: { readonly roles: readonly string[]; readonly memberIds: readonly string[] },
  most: number,
): Promise<Task[]> =>
  transaction.task.findMany({
    where: {
      state: { not: 'done' },
      OR: [
        { state: 'open', role: { in: [...who.roles] } },
        { state: 'claimed', claimedById: { in: [...who.memberIds] } },
      ],
    },
    orderBy: [{ dueAt: 'asc' }, { number: 'asc' }],
    take: most,
  });

/** Every unfinished task, the most urgent first. */
export const allOpenTasks = (transaction: Transaction, most: number): Promise<Task[]> =>
  transaction.task.findMany({
    where: { state: { not: 'done' } },
    orderBy: [{ dueAt: 'asc' }, { number: 'asc' }],
    take: most,
  });

/** Unfinished tasks of which something is new that nobody has been told yet. */
export const unalertedTasks = (transaction: Transaction, most: number): Promise<Task[]> =>
  transaction.task.findMany({
    where: { state: { not: 'done' }, alertedAt: null },
    orderBy: { number: 'asc' },
    take: most,
  });

export const markAlerted = async (transaction: Transaction, taskId: string, now: Date): Promise<void> => {
  await transaction.task.updateMany({ where: { id: taskId }, data: { alertedAt: now } });
};

/** Unfinished tasks whose promised day has passed; in an order that two jobs share. */
export const overdueTasks = (transaction: Transaction, now: Date, most: number): Promise<Task[]> =>
  transaction.task.findMany({
    where: { state: { not: 'done' }, dueAt: { lt: now } },
    orderBy: [{ personId: 'asc' }, { number: 'asc' }],
    take: most,
  });

/** Open tasks that nobody has claimed since a moment. */
export const unclaimedSince = (transaction: Transaction, since: Date, most: number): Promise<Task[]> =>
  transaction.task.findMany({
    where: { state: 'open', createdAt: { lt: since } },
    orderBy: [{ dueAt: 'asc' }, { number: 'asc' }],
    take: most,
  });

/** Tasks of a member who leaves go back to their role. */
export const claimedTasksOf = (transaction: Transaction, memberId: string): Promise<Task[]> =>
  transaction.task.findMany({ where: { state: 'claimed', claimedById: memberId } });
