import type { Transaction } from '../../db/client.ts';
import type { Quotation } from '../../db/generated/client.ts';
import { columnOfDay, dayOfColumn, type IsoDate } from '../../kernel/iso-dates.ts';
import type { Halalas } from '../../kernel/money.ts';
import type { PersonKey, Services } from '../contract.ts';
import { moveTask, openTasksOf } from '../tasks/index.ts';
import { transitionOf } from '../transitions.ts';
import {
  needsQuotation,
  preparedStates,
  productNamed,
  type QuotationLack,
  quotationLack,
  quotationStanding,
} from './policy.ts';
import { type QuotationEvent, type QuotationState, quotationTransitions } from './quotation-states.ts';
import { rulesOfVersion } from './rules-store.ts';

export type { Quotation };

/** What a quotation says in words: whose it is and what it is for; null where nobody said. */
export interface QuotationWords {
  readonly supplier: string | null;
  readonly of: string | null;
}

/** A quotation with its words and its days. */
export interface OpenedQuotation extends QuotationWords {
  readonly row: Quotation;
  readonly statedUntil: IsoDate | null;
  readonly validUntil: IsoDate | null;
}

const place = (id: string): string => `quotation.words:${id}`;

const dayIn = (date: Date | null): IsoDate | null => date && dayOfColumn(date);
const dateOf = (day: IsoDate | null): Date | null => (day === null ? null : columnOfDay(day));

const opened = (row: Quotation, key: PersonKey): OpenedQuotation => ({
  row,
  ...(JSON.parse(key.open(row.sealedWords, place(row.id))) as QuotationWords),
  statedUntil: dayIn(row.statedUntil),
  validUntil: dayIn(row.validUntil),
});

/** All quotations of an application in the order in which they came, those that others took the place of among them. */
export const quotationsOf = async (
  transaction: Transaction,
  applicationId: string,
  key: PersonKey,
): Promise<readonly OpenedQuotation[]> =>
  (await transaction.quotation.findMany({ where: { applicationId }, orderBy: { number: 'asc' } })).map(
    (row) => opened(row, key),
  );

/** The quotation that a file is a page of; null where it is none. */
export const quotationOfDocument = async (
  transaction: Transaction,
  documentId: string,
  key: PersonKey,
): Promise<OpenedQuotation | null> => {
  const row = await transaction.quotation.findFirst({ where: { documentIds: { has: documentId } } });
  return row && opened(row, key);
};

/** What an application needs of quotations and does not have on a day, by the rules that it began with. */
export const quotationLackOf = async (
  transaction: Transaction,
  application: {
    readonly id: string;
    readonly rulesVersion: number;
    readonly productKey: string;
    readonly amountHalalas: bigint;
  },
  today: IsoDate,
): Promise<QuotationLack | null> => {
  const product = productNamed(
    await rulesOfVersion(transaction, application.rulesVersion),
    application.productKey,
  );
  const rows = await transaction.quotation.findMany({ where: { applicationId: application.id } });
  const standings = rows.map(({ state, validUntil }) =>
    quotationStanding({ state, validUntil: dayIn(validUntil) }, today),
  );
  return quotationLack(
    product !== null && needsQuotation(product, Number(application.amountHalalas)),
    standings,
  );
};

/** Moves a quotation along its table from the version that was seen; null where it has no such way or somebody was faster. */
export const moveQuotation = async (
  transaction: Transaction,
  { row: { id, version, state } }: Pick<OpenedQuotation, 'row'>,
  event: QuotationEvent,
  settled: {
    readonly at: Date;
    readonly memberId: string;
    readonly found?: {
      readonly key: PersonKey;
      readonly words: QuotationWords;
      readonly totalHalalas: Halalas;
      readonly validUntil: IsoDate;
    };
  } | null = null,
): Promise<Quotation | null> => {
  const transition = transitionOf(quotationTransitions, state as QuotationState, event);
  if (!transition) return null;
  const found = settled?.found;
  const moved = await transaction.quotation.updateMany({
    where: { id, version, state },
    data: {
      state: transition.to,
      version: version + 1,
      ...(settled ? { settledAt: settled.at, settledById: settled.memberId } : {}),
      ...(found
        ? {
            sealedWords: found.key.seal(JSON.stringify(found.words), place(id)),
            keyId: found.key.id,
            totalHalalas: BigInt(found.totalHalalas),
            validUntil: dateOf(found.validUntil),
          }
        : {}),
    },
  });
  return moved.count === 1 ? transaction.quotation.findUnique({ where: { id } }) : null;
};

export interface NewQuotation {
  readonly applicationId: string;
  readonly key: PersonKey;
  readonly words: QuotationWords;
  /** The family's own files already, in their order. */
  readonly documentIds: readonly string[];
  readonly pages: number;
  readonly statedUntil: IsoDate | null;
  /** The one in whose place it comes, superseded already. */
  readonly insteadOfId: string | null;
}

export const insertQuotation = async (
  transaction: Transaction,
  services: Services,
  quotation: NewQuotation,
): Promise<Quotation> => {
  const { applicationId, key, words, documentIds, pages, statedUntil, insteadOfId } = quotation;
  const id = services.newId();
  const before = await transaction.quotation.count({ where: { applicationId } });
  return transaction.quotation.create({
    data: {
      id,
      applicationId,
      number: before + 1,
      state: 'received',
      sealedWords: key.seal(JSON.stringify(words), place(id)),
      keyId: key.id,
      documentIds: [...documentIds],
      pages,
      statedUntil: dateOf(statedUntil),
      insteadOfId,
      receivedAt: services.now,
    },
  });
};

/** Verified quotations whose day has passed, of applications that are still prepared; the oldest first. */
export const quotationsPast = (transaction: Transaction, today: IsoDate, most: number) =>
  transaction.quotation.findMany({
    where: {
      state: 'verified',
      validUntil: { lt: columnOfDay(today) },
      application: { state: { in: [...preparedStates] } },
    },
    include: { application: true },
    orderBy: [{ validUntil: 'asc' }, { id: 'asc' }],
    take: most,
  });

/** Nobody looks any more at quotations of an application that is over: their tasks end; what was sent is kept. */
export const endQuotationTasks = async (
  transaction: Transaction,
  services: Services,
  personId: string,
): Promise<void> => {
  for (const task of await openTasksOf(transaction, personId, 'document'))
    if (task.topic === 'quotation') await moveTask(transaction, services, task, 'finish');
};
