import type { Choice, Message, Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { AuditEntry, Effects } from '../contract.ts';
import {
  type Application,
  type ApplicationChange,
  type ApplicationEvent,
  beginStage,
  moveApplication,
  quotationLackOf,
} from '../financing/index.ts';
import { moveTask, type TaskDetails } from '../tasks/index.ts';
import { type Act, freshCard, taskAudit } from './authorise.ts';
import { own, reopened } from './on-task.ts';
import { managersOf } from './policy.ts';
import { toFamily } from './say.ts';

/** The card with the sentence why a file is not ready, where it lacks a quotation that its rules ask for; else null. */
export const lackingQuotation = async (act: Act): Promise<Effects | null> => {
  const { transaction, services, opened } = act;
  const application = opened.application?.application;
  const lack = application ? await quotationLackOf(transaction, application, services.today) : null;
  return lack === null ? null : freshCard(act, [{ key: `alerts:quotation.lack.${lack}` }]);
};

const saidOnly = ({ said }: TaskDetails): TaskDetails => (said ? { said } : {});

/**
 * Moves the application of a task: the task is done, and whoever comes next gets one of its own with what was said so
 * far. Null when its state, a rule or another decision does not allow it any more.
 */
export const moveOn = async (
  act: Act,
  event: ApplicationEvent,
  change: Omit<ApplicationChange, 'key' | 'registered'> = {},
  details: TaskDetails = {},
): Promise<Application | null> => {
  const { transaction, services, member, opened } = act;
  const { case: owner, task, application } = opened;
  if (!application) return null;
  const by = { memberId: member.id, role: member.role };
  const moved = await moveApplication(transaction, services, application.application, event, by, {
    ...change,
    key: owner.key,
    registered: owner.family?.state === 'approved',
  });
  if (!moved) return null;
  const finished = await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
  // The case is locked, so nobody can have been faster between the two: half a decision must not stand.
  if (!finished) throw new Error(`the task ${task.number} changed while its case was locked`);
  const next = { ...saidOnly(opened.details), ...details };
  await beginStage(transaction, services, moved, { key: owner.key, womenOnly: task.womenOnly }, next);
  return moved;
};

export const audited = (
  act: Act,
  action: string,
  { id, number }: Application,
  more: AuditEntry['references'] = {},
) => taskAudit(act, `application.${action}`, { application: id, applicationNumber: number, ...more });

export const numbered = ({ number }: Application): { readonly number: string } => ({
  number: String(number),
});

export const byDay = ({ promisedAt, updatedAt }: Application): Param => ({
  date: todayInRiyadh((promisedAt ?? updatedAt).getTime()),
  withHijri: true,
});

export const told = (name: string): readonly NonNullable<Effects['replies']>[number][] => [
  { parts: [{ key: `alerts:application-result.${name}` }] },
];

/** What the family hears of its application after a step, once for each step. */
export const toApplicant = (
  act: Act,
  moved: Application,
  message: Message,
  more: { readonly further?: readonly Message[]; readonly choices?: readonly Choice[] } = {},
) => {
  const { case: owner, called } = act.opened;
  const onceKey = `application:${moved.id}:v${moved.version}`;
  return toFamily(owner.personId, called, message, { ...more, onceKey });
};

/** The managers beside the one who acts. */
export const toManagers = (
  { members, member, services }: Act,
  { id, version }: Application,
  parts: readonly Message[],
): NonNullable<Effects['messages']> =>
  managersOf(members, services.now)
    .filter((manager) => manager.id !== member.id)
    .flatMap(({ id: managerId, personId }) =>
      personId === null
        ? []
        : [
            {
              personId,
              policy: 'dialogue' as const,
              onceKey: `application:${id}:v${version}:${managerId}`,
              reply: { parts },
            },
          ],
    );

/** The act on an application that the member has, taking it first where nobody has it yet. */
export const taken = async (act: Act): Promise<Act | null> => {
  const task = await own(act);
  return task && reopened(act, task);
};
