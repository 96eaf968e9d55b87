import type { Effects } from '../contract.ts';
import { moveApplication } from '../financing/index.ts';
import { moveTask } from '../tasks/index.ts';
import { type Act, freshCard, taskAudit } from './authorise.ts';
import { toFamily } from './say.ts';

/**
 * The officer has spoken to the family about its contract and closes that task: the application is contracted, and
 * stays open until it is settled. The family hears where it stands.
 */
export const handOver = async (act: Act): Promise<Effects> => {
  const { transaction, services, member, opened } = act;
  const { case: owner, called, task } = opened;
  const application = opened.application?.application;
  const by = { memberId: member.id, role: member.role };
  const moved =
    application && (await moveApplication(transaction, services, application, 'hand-over', by, {}));
  if (!moved) return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  const finished = await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
  // The case is locked, so nobody can have been faster between the two: half a step must not stand.
  if (!finished) throw new Error(`the task ${task.number} changed while its case was locked`);
  const message = { key: 'alerts:application-family.contracted', params: { number: String(moved.number) } };
  return {
    replies: [{ parts: [{ key: 'alerts:application-result.contracted' }] }],
    messages: [
      toFamily(owner.personId, called, message, { onceKey: `application:${moved.id}:v${moved.version}` }),
    ],
    audit: taskAudit(act, 'application.contracted', {
      application: moved.id,
      applicationNumber: moved.number,
    }),
  };
};
