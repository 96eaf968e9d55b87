import type { Transaction } from '../../db/client.ts';
import type { ApplicationDraft } from '../../db/generated/client.ts';
import type { Answers } from '../../engine/vocabulary.ts';
import type { IsoDate } from '../../kernel/iso-dates.ts';
import type { PersonKey, Services } from '../contract.ts';
import { lockCase } from '../tasks/index.ts';
import { projectAnswers } from './policy.ts';

const place = (personId: string): string => `application-draft.answers:${personId}`;

/** The answers of an application that ended half-way, with the rules under which they were given; null where there are none. */
export interface KeptHalfWay {
  readonly answers: Answers;
  readonly rulesVersion: number | null;
}

/**
 * Keeps what was answered of an application that ended half-way; of two, the later. What the family itself said is not
 * replaced by what an officer wrote for it.
 */
export const keepHalfWay = async (
  transaction: Transaction,
  services: Services,
  owner: { readonly personId: string; readonly key: PersonKey },
  kept: KeptHalfWay & { readonly assistedById: string | null },
): Promise<void> => {
  const { personId, key } = owner;
  const { answers, rulesVersion, assistedById } = kept;
  // The family's and the desk's may end in the same moment.
  await lockCase(transaction, personId);
  const before = await transaction.applicationDraft.findUnique({ where: { personId } });
  if (before && before.assistedById === null && assistedById !== null) return;
  const row = {
    sealedAnswers: key.seal(JSON.stringify(projectAnswers(answers)), place(personId)),
    keyId: key.id,
    rulesVersion,
    assistedById,
    keptAt: services.now,
  };
  await transaction.applicationDraft.upsert({
    where: { personId },
    create: { personId, ...row },
    update: row,
  });
};

export const halfWayOf = async (
  transaction: Transaction,
  personId: string,
  key: PersonKey,
): Promise<KeptHalfWay | null> => {
  const row: ApplicationDraft | null = await transaction.applicationDraft.findUnique({ where: { personId } });
  return (
    row && {
      answers: JSON.parse(key.open(row.sealedAnswers, place(personId))) as Answers,
      rulesVersion: row.rulesVersion,
    }
  );
};

/** An application was made: what was kept of the one before it is of no use any more. */
export const forgetHalfWay = async (transaction: Transaction, personId: string): Promise<void> => {
  await transaction.applicationDraft.deleteMany({ where: { personId } });
};

/** On which day a half-way application's one reminder went out, by its key. */
export type Reminded = { readonly [draft: string]: IsoDate };

/**
 * Conversations of those who may have an application half-way (accepted families, staff) and were not looked at today.
 */
export const conversationsToWatch = (transaction: Transaction, today: Date, most: number) =>
  transaction.conversation.findMany({
    where: {
      sealedState: { not: null },
      person: { OR: [{ family: { state: 'approved' } }, { member: { state: 'active' } }] },
      OR: [{ draftsSeen: null }, { draftsSeen: { lookedOn: { lt: today } } }],
    },
    include: { draftsSeen: true },
    orderBy: { id: 'asc' },
    take: most,
  });

export const markWatched = async (
  transaction: Transaction,
  conversationId: string,
  today: Date,
  reminded: Reminded,
): Promise<void> => {
  const row = { lookedOn: today, reminded: { ...reminded } };
  await transaction.draftWatch.upsert({
    where: { conversationId },
    create: { conversationId, ...row },
    update: row,
  });
};
