import type { Json } from '../../engine/vocabulary.ts';
import type { Source } from '../contract.ts';
import { type OpenedApplication, offerLimits } from '../financing/index.ts';
import { actingMember } from './authorise.ts';
import { openTask } from './opened-task.ts';
import { openTasksOfMember } from './queue.ts';

const mostTasks = 200;

/** The application of one of a member's open tasks of a stage, named by `params.task`; null where it has none of it. */
export const applicationOfTask = async (
  request: Parameters<Source>[0],
  topic: 'study' | 'bank',
): Promise<OpenedApplication | null> => {
  const acting = await actingMember(request);
  if (!acting) return null;
  const { transaction, services, params } = request;
  const tasks = await openTasksOfMember(transaction, services, acting.member, acting.members, mostTasks);
  const task = tasks.find((one) => one.number === Number(params.task ?? 0) && one.topic === topic);
  return task ? (await openTask(transaction, services, task)).application : null;
};

/** What an offer on a task's application is measured by, an `OfferLimits`; null where there is nothing to offer on. */
export const offerLimitsOfTask: Source = async (request) => {
  const opened = await applicationOfTask(request, 'bank');
  return opened && (offerLimits(opened.application, opened.product) as unknown as Json);
};
