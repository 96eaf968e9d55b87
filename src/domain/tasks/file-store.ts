import type { Transaction } from '../../db/client.ts';

/** Files that came with a task, oldest first, and the request that they answer. */
export interface TaskFiles {
  readonly ids: readonly string[];
  readonly requestId?: string | null;
}

/** Puts files behind those that came with the task before; one that is there already stays in its place. */
export const addFiles = async (
  transaction: Transaction,
  taskId: string,
  { ids, requestId = null }: TaskFiles,
): Promise<void> => {
  if (ids.length === 0) return;
  const kept = await transaction.taskDocument.findMany({ where: { taskId }, orderBy: { position: 'asc' } });
  const known = new Set(kept.map(({ documentId }) => documentId));
  const first = (kept.at(-1)?.position ?? -1) + 1;
  const added = [...new Set(ids)].filter((id) => !known.has(id));
  await transaction.taskDocument.createMany({
    data: added.map((documentId, place) => ({ taskId, documentId, requestId, position: first + place })),
  });
};

/** The files of a task in their order; one that a process of an earlier version put there comes last. */
export const filesOfTask = async (
  transaction: Transaction,
  task: { readonly id: string; readonly documentId: string | null },
): Promise<readonly string[]> => {
  const rows = await transaction.taskDocument.findMany({
    where: { taskId: task.id },
    orderBy: { position: 'asc' },
  });
  const ids = rows.map(({ documentId }) => documentId);
  return task.documentId === null || ids.includes(task.documentId) ? ids : [...ids, task.documentId];
};
