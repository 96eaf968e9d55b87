import type { Transaction } from '../../db/client.ts';
import type { ApplicationFile } from '../../db/generated/client.ts';
import type { MadePaper, Services } from '../contract.ts';

export type { ApplicationFile };

const purpose = 'bank-file';

/** The file that went to the bank last; null before there is one. */
export const lastFileOf = (
  transaction: Transaction,
  applicationId: string,
): Promise<ApplicationFile | null> =>
  transaction.applicationFile.findFirst({ where: { applicationId }, orderBy: { number: 'desc' } });

/** Names a paper that is stored already as the next file of an application; those before it are kept. */
export const insertFile = async (
  transaction: Transaction,
  services: Services,
  application: { readonly id: string; readonly personId: string },
  made: MadePaper,
  memberId: string,
): Promise<ApplicationFile> => {
  const { documentId, mime, bytes, sha256, contentSha256, storageKey, keyId } = made;
  const { personId } = application;
  await transaction.document.create({
    data: {
      id: documentId,
      personId,
      purpose,
      kind: 'document',
      mime,
      bytes,
      sha256,
      storageKey,
      keyId,
      state: 'verified',
      verifiedById: memberId,
    },
  });
  const last = await lastFileOf(transaction, application.id);
  return transaction.applicationFile.create({
    data: {
      id: services.newId(),
      applicationId: application.id,
      number: (last?.number ?? 0) + 1,
      documentId,
      sha256,
      contentSha256,
      madeById: memberId,
      madeAt: services.now,
    },
  });
};

/** A file of an application by their numbers, with whose it is; null where there is none. */
export const fileByNumbers = (transaction: Transaction, applicationNumber: number, number: number) =>
  transaction.applicationFile.findFirst({
    where: { number, application: { number: applicationNumber } },
    include: { application: { select: { id: true, number: true, state: true } } },
  });
