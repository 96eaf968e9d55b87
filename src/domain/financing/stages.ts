import type { PersonKey, Services } from '../contract.ts';
import { createTask, openTasksOf, type Task, type TaskDetails } from '../tasks/index.ts';
import { stageOf } from './policy.ts';
import type { ApplicationState } from './states.ts';
import type { Application, Transaction } from './store.ts';

/** The unfinished task of a person's application, or null. */
export const stageTaskOf = async (transaction: Transaction, personId: string): Promise<Task | null> =>
  (await openTasksOf(transaction, personId, 'application'))[0] ?? null;

/** The task of whoever comes next, promised like the application itself; nothing where nobody of staff does. */
export const beginStage = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  owner: { readonly key: PersonKey; readonly womenOnly: boolean },
  details: TaskDetails = {},
): Promise<void> => {
  const topic = stageOf(application.state as ApplicationState);
  if (topic === null) return;
  await createTask(transaction, services, {
    kind: 'application',
    personId: application.personId,
    key: owner.key,
    topic,
    womenOnly: owner.womenOnly,
    details: { ...details, application: application.number },
    ...(application.promisedAt ? { dueAt: application.promisedAt } : {}),
  });
};
