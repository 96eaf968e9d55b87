import type { OpenedTask } from './opened-task.ts';

type Acted = readonly (string | null)[];

/** Who prepared a file that is to be sent: who made it ready, and who wrote down that the guarantor signed. */
export const actedOnFile = (application: OpenedTask['application']): Acted => {
  const guarantor = application?.guarantor ?? null;
  return [
    application?.application.readyById ?? null,
    guarantor?.paper ? guarantor.guarantor.signedById : null,
  ];
};

/** Members who acted already on what a task is to decide by another one: it cannot become theirs. */
export const whoActed = ({
  task,
  application,
  bankDecision,
  signedForm,
}: Pick<OpenedTask, 'task' | 'application' | 'bankDecision' | 'signedForm'>): Acted => {
  if (bankDecision) return [bankDecision.row.proposedById];
  if (signedForm) return [signedForm.sentById, application?.application.assistedById ?? null];
  if (task.topic === 'sending') return actedOnFile(application);
  if (task.topic === 'bank') return [...actedOnFile(application), application?.application.sentById ?? null];
  return [];
};
