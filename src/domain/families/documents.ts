import type { PersonKey, Services } from '../contract.ts';
import { createTask, openTasksOf } from '../tasks/index.ts';
import type { NamedDocument } from './policy.ts';
import { attachDocuments, type Transaction } from './store.ts';

export interface ReceivedDocuments {
  readonly uploadedBy: string;
  readonly ownerId: string;
  readonly key: PersonKey;
  readonly womenOnly: boolean;
  readonly documents: readonly NamedDocument[];
}

/** Files that came with answers: they get their purpose and owner, and each one a task to look at it. */
export const receiveDocuments = async (
  transaction: Transaction,
  services: Services,
  received: ReceivedDocuments,
): Promise<void> => {
  const { uploadedBy, ownerId, key, womenOnly, documents } = received;
  await attachDocuments(transaction, uploadedBy, ownerId, documents);
  const waiting = new Set(
    (await openTasksOf(transaction, ownerId, 'document')).map((task) => task.documentId),
  );
  for (const { documentId, purpose } of documents) {
    if (waiting.has(documentId)) continue;
    await createTask(transaction, services, {
      kind: 'document',
      personId: ownerId,
      key,
      documentId,
      topic: purpose,
      womenOnly,
    });
  }
};
