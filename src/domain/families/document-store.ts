import type { Transaction } from '../../db/client.ts';
import type { Document } from '../../db/generated/client.ts';
import type { NamedDocument } from './policy.ts';

export type { Document };

/** Gives files their purpose and their owner. A file that has no row is a bug of the caller. */
export const attachDocuments = async (
  transaction: Transaction,
  uploadedBy: string,
  ownerId: string,
  documents: readonly NamedDocument[],
): Promise<void> => {
  for (const { documentId, purpose } of documents) {
    const attached = await transaction.document.updateMany({
      where: { id: documentId, personId: { in: [uploadedBy, ownerId] } },
      data: { personId: ownerId, purpose },
    });
    if (attached.count !== 1) throw new Error(`the document ${documentId} has no row of this person`);
  }
};

export const documentsOf = (transaction: Transaction, personId: string) =>
  transaction.document.findMany({
    where: { personId, purpose: { in: ['id-photo', 'other-document'] } },
    orderBy: { createdAt: 'asc' },
  });

export const documentById = (transaction: Transaction, id: string) =>
  transaction.document.findUnique({ where: { id } });

export const decideDocument = async (
  transaction: Transaction,
  documentId: string,
  state: 'verified' | 'rejected',
  memberId: string,
): Promise<boolean> => {
  const decided = await transaction.document.updateMany({
    where: { id: documentId, state: 'received' },
    data: { state, verifiedById: memberId },
  });
  return decided.count === 1;
};

/** The same for several, in the order of the ids. */
export const documentsByIds = async (
  transaction: Transaction,
  ids: readonly string[],
): Promise<readonly Document[]> => {
  const found = await transaction.document.findMany({ where: { id: { in: [...ids] } } });
  return ids.flatMap((id) => found.find((document) => document.id === id) ?? []);
};
