import type { Transaction } from '../../db/client.ts';
import { columnOfDay, dayOfColumn, type IsoDate } from '../../kernel/iso-dates.ts';
import type { PersonKey, Services } from '../contract.ts';

/** A visit to the project; without a day, the words say why there was none. */
export interface StudyVisit {
  readonly day: IsoDate | null;
  readonly words: string;
  readonly byWoman: boolean;
  readonly documentIds: readonly string[];
  readonly memberId: string;
}

const place = (id: string): string => `study-visit.words:${id}`;

/** The visits of an application, and why there was none, in the order in which they were written down. */
export const visitsOf = async (
  transaction: Transaction,
  applicationId: string,
  key: PersonKey,
): Promise<readonly StudyVisit[]> =>
  (
    await transaction.studyVisit.findMany({
      where: { applicationId },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  ).map(({ id, visitedOn, sealedWords, byWoman, documentIds, memberId }) => ({
    day: visitedOn && dayOfColumn(visitedOn),
    words: key.open(sealedWords, place(id)),
    byWoman,
    documentIds,
    memberId,
  }));

/** Writes down a visit with its photos, which are the family's own files already; or why there is none. */
export const recordVisit = async (
  transaction: Transaction,
  services: Services,
  applicationId: string,
  key: PersonKey,
  visit: StudyVisit,
): Promise<void> => {
  const { day, words, byWoman, documentIds, memberId } = visit;
  const id = services.newId();
  await transaction.studyVisit.create({
    data: {
      id,
      applicationId,
      visitedOn: day === null ? null : columnOfDay(day),
      sealedWords: key.seal(words, place(id)),
      keyId: key.id,
      byWoman,
      documentIds: [...documentIds],
      memberId,
      at: services.now,
    },
  });
};
