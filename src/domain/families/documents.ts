import type { PersonKey, Services } from '../contract.ts';
import { createTask, filesOfTask, openTasksOf } from '../tasks/index.ts';
import { attachDocuments } from './document-store.ts';
import type { NamedDocument } from './policy.ts';
import type { Transaction } from './store.ts';

export interface ReceivedDocuments {
  readonly uploadedBy: string;
  readonly ownerId: string;
  readonly key: PersonKey;
  readonly womenOnly: boolean;
  readonly documents: readonly NamedDocument[];
  /** The request that they answer. */
  readonly requestId?: string | null;
}

/** Files that came with answers: they get their purpose and owner, and those of one purpose a task to look at them. */
export const receiveDocuments = async (
  transaction: Transaction,
  services: Services,
  received: ReceivedDocuments,
): Promise<void> => {
  const { uploadedBy, ownerId, key, womenOnly, documents, requestId = null } = received;
  await attachDocuments(transaction, uploadedBy, ownerId, documents);
  const open = await openTasksOf(transaction, ownerId, 'document');
  const waiting = new Set((await Promise.all(open.map((task) => filesOfTask(transaction, task)))).flat());
  const fresh = documents.filter(({ documentId }) => !waiting.has(documentId));
  for (const topic of new Set(fresh.map(({ purpose }) => purpose))) {
    const ids = fresh.filter(({ purpose }) => purpose === topic).map(({ documentId }) => documentId);
    await createTask(transaction, services, {
      kind: 'document',
      personId: ownerId,
      key,
      documents: { ids, requestId },
      topic,
      womenOnly,
    });
  }
};
