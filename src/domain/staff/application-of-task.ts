import type { Json } from '../../engine/vocabulary.ts';
import type { Source } from '../contract.ts';
import { type OpenedApplication, offerLimits } from '../financing/index.ts';
import { actingMember } from './authorise.ts';
import { type OpenedTask, openTask } from './opened-task.ts';
import { openTasksOfMember } from './queue.ts';

const mostTasks = 200;

type Topic = 'study' | 'bank';
type ActingMember = NonNullable<Awaited<ReturnType<typeof actingMember>>>;

/** One of a member's open tasks of a stage, named by `params.task`, with who asks; null where it has none of it. */
export const openedOfTask = async (
  request: Parameters<Source>[0],
  topic: Topic,
): Promise<{ readonly acting: ActingMember; readonly opened: OpenedTask } | null> => {
  const acting = await actingMember(request);
  if (!acting) return null;
  const { transaction, services, params } = request;
  const tasks = await openTasksOfMember(transaction, services, acting.member, acting.members, mostTasks);
  const task = tasks.find((one) => one.number === Number(params.task ?? 0) && one.topic === topic);
  return task ? { acting, opened: await openTask(transaction, services, task) } : null;
};

/** The application of such a task. */
export const applicationOfTask = async (
  request: Parameters<Source>[0],
  topic: Topic,
): Promise<OpenedApplication | null> => (await openedOfTask(request, topic))?.opened.application ?? null;

/** What an offer on a task's application is measured by, an `OfferLimits`; null where there is nothing to offer on. */
export const offerLimitsOfTask: Source = async (request) => {
  const opened = await applicationOfTask(request, 'bank');
  return opened && (offerLimits(opened.application, opened.product) as unknown as Json);
};
