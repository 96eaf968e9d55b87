import type { Message } from '../../engine/vocabulary.ts';
import { bySex } from '../by-sex.ts';
import type { ActionRequest, Actor, AuditEntry, Effects, Services } from '../contract.ts';
import { lockCase, taskByNumber } from '../tasks/index.ts';
import { cardOf } from './cards.ts';
import { type OpenedTask, openTask } from './opened-task.ts';
import { isOwner, isWithinRole } from './policy.ts';
import { allMembers, type Member, type Transaction } from './store.ts';

/** Everything that an act of staff on a task needs, once it is known that it is allowed. */
export interface Act {
  readonly transaction: Transaction;
  readonly services: Services;
  readonly actor: Actor;
  readonly member: Member;
  readonly members: readonly Member[];
  readonly opened: OpenedTask;
}

type Entry = { readonly act: Act } | { readonly refused: Effects };

type Request = Pick<ActionRequest, 'transaction' | 'services' | 'actor'>;

/** What an act on a task leaves in the audit trail. */
export const taskAudit = (
  { opened: { task } }: Act,
  action: string,
  references: AuditEntry['references'] = {},
): readonly AuditEntry[] => [
  {
    action,
    subjectKind: 'task',
    subjectId: task.id,
    references: { task: task.number, kind: task.kind, ...references },
  },
];

/** A refusal that says why, and stands in the audit trail. */
export const refusal = (actor: Actor, why: string, subjectId: string | null, verb: string): Effects => ({
  replies: [{ parts: [{ key: `alerts:result.${why}` }] }],
  audit: [
    {
      action: 'action.refused',
      subjectKind: 'task',
      subjectId,
      references: { verb, why, role: actor.member?.role ?? null },
    },
  ],
});

/** The member who acts, as the table has it now; null for everybody else, whatever the button. */
export const actingMember = async (
  request: Request,
): Promise<{ readonly member: Member; readonly members: readonly Member[] } | null> => {
  const { transaction, actor } = request;
  if (actor.member === null) return null;
  const { id } = actor.member;
  const members = await allMembers(transaction);
  const member = members.find((candidate) => candidate.id === id);
  return member?.state === 'active' && member.personId === actor.personId ? { member, members } : null;
};

/** Locks the case of a task, reads it afresh, and checks that it is within the member's role. */
export const enter = async (request: Request, taskNumber: string, verb: string): Promise<Entry> => {
  const { transaction, services, actor } = request;
  const acting = await actingMember(request);
  if (!acting) return { refused: refusal(actor, 'not-allowed', null, verb) };
  const number = /^\d{1,9}$/u.test(taskNumber) ? Number(taskNumber) : 0;
  const seen = await taskByNumber(transaction, number);
  if (!seen) return { refused: refusal(actor, 'not-found', null, verb) };
  await lockCase(transaction, seen.personId);
  const task = (await taskByNumber(transaction, number)) ?? seen;
  if (!isWithinRole(acting.member, acting.members, task, services.now)) {
    return { refused: refusal(actor, 'not-allowed', task.id, verb) };
  }
  return { act: { ...request, ...acting, opened: await openTask(transaction, services, task) } };
};

/** The task's card as it stands now, after words that say why. */
export const freshCard = async (
  act: Act,
  before: readonly Message[],
  taskNumber?: number,
): Promise<Effects> => {
  const { transaction, services, members, member, opened } = act;
  const task = await taskByNumber(transaction, taskNumber ?? opened.task.number);
  const fresh = task ? await openTask(transaction, services, task) : opened;
  return { replies: [cardOf(fresh, members, member, services.now, { before })] };
};

const ownerOf = (act: Act): Member | undefined =>
  act.members.find(({ id }) => id === act.opened.task.claimedById);

/** Why an act can no longer be carried out on a task, as a card that shows how it stands; null when it can. */
export const overtaken = async (act: Act, verb: string, version: number | null): Promise<Effects | null> => {
  const { task } = act.opened;
  if (task.state === 'done') return freshCard(act, [{ key: 'alerts:result.already-done' }]);
  if (verb === 'claim' && task.claimedById === act.member.id) {
    return freshCard(act, [{ key: 'alerts:result.already-yours' }]);
  }
  if (!isOwner(act.member, act.members, task, act.services.now)) {
    const owner = ownerOf(act);
    const key = verb === 'claim' ? bySex('alerts:result.taken', owner?.sex) : 'alerts:result.not-yours';
    return freshCard(act, [{ key, params: { name: owner?.name ?? '' } }]);
  }
  if (version !== null && version !== task.version) {
    return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  }
  return null;
};

/** Somebody was faster: the card as it stands now. */
export const overtakenNow = (act: Act): Promise<Effects> =>
  freshCard(act, [{ key: 'alerts:result.overtaken' }]);
