import type { Answers, Json } from '../../engine/vocabulary.ts';
import type { IsoDate } from '../../kernel/iso-dates.ts';
import { matchKey } from '../../kernel/text.ts';
import { dayAnswered } from '../answered.ts';
import type { PersonKey, Services } from '../contract.ts';
import { attachDocuments } from '../families/index.ts';
import { createTask } from '../tasks/index.ts';
import { quotationStanding } from './policy.ts';
import {
  insertQuotation,
  moveQuotation,
  type OpenedQuotation,
  type Quotation,
  type QuotationWords,
  quotationsOf,
} from './quotation-store.ts';
import type { Application, Transaction } from './store.ts';

/** A quotation as a family sent it: its pages in their order, and what it said of them. */
export interface SentQuotation {
  readonly documentIds: readonly string[];
  readonly pages: number;
  readonly words: QuotationWords;
  readonly statedUntil: IsoDate | null;
}

const words = (value: Json | undefined): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

const everything =
  /^(?:كل(?:ها|هم|هن)?|لل?كل(?:ها|هم)?|لها كلها|كل الادوات|لكل الادوات|الكل|جميعها|all|all of them|everything|all the tools)$/u;

/** «للكل» is for no tool in particular: it says the same as nothing. */
const ofOne = (value: Json | undefined): string | null => {
  const named = words(value);
  return named !== null && everything.test(matchKey(named)) ? null : named;
};

/** Reads the answers about one quotation; null where no file is among them. */
export const sentQuotation = (answers: Answers): SentQuotation | null => {
  const files = (Array.isArray(answers.pages) ? answers.pages : []) as readonly {
    readonly documentId?: Json;
    readonly pages?: Json;
  }[];
  const documentIds = files.flatMap(({ documentId }) => (typeof documentId === 'string' ? [documentId] : []));
  if (documentIds.length === 0) return null;
  return {
    documentIds,
    pages: files.reduce((sum, { pages }) => sum + (typeof pages === 'number' && pages > 0 ? pages : 1), 0),
    words: { supplier: words(answers.supplier), of: ofOne(answers.of) },
    statedUntil: dayAnswered(answers.until),
  };
};

/** The quotations that a new one can take the place of: those that were rejected, and those whose day has passed. */
export const renewable = (
  quotations: readonly OpenedQuotation[],
  today: IsoDate,
): readonly OpenedQuotation[] =>
  quotations.filter(({ row, validUntil }) =>
    ['rejected', 'expired'].includes(quotationStanding({ state: row.state, validUntil }, today)),
  );

/** Which quotation a new one renews: the one that was named, or the only one that there is to renew. */
const renewedBy = (able: readonly OpenedQuotation[], named: string | null): OpenedQuotation | null => {
  if (named !== null) return able.find(({ row }) => String(row.number) === named) ?? null;
  return able.length === 1 ? (able[0] ?? null) : null;
};

/** Whose papers they become, and who sent them: the family itself, or an officer at the desk. */
export interface Sender {
  readonly key: PersonKey;
  readonly womenOnly: boolean;
  readonly uploadedBy: string;
}

/**
 * A quotation comes in: its pages become the family's own papers of the application, whichever it renews is kept as
 * superseded, and an officer gets it to look at.
 * @param instead the number of the one in whose place it comes, `new` for none, null where nobody said
 */
export const receiveQuotation = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  owner: Sender,
  sent: SentQuotation,
  instead: string | null = null,
): Promise<Quotation> => {
  const { personId, id: applicationId } = application;
  const { key, womenOnly, uploadedBy } = owner;
  const able = renewable(await quotationsOf(transaction, applicationId, key), services.today);
  const renewed = renewedBy(able, instead);
  const superseded = renewed && (await moveQuotation(transaction, renewed, 'supersede'));
  await attachDocuments(
    transaction,
    uploadedBy,
    personId,
    sent.documentIds.map((documentId) => ({ documentId, purpose: 'quotation' })),
  );
  const { supplier, of } = sent.words;
  const quotation = await insertQuotation(transaction, services, {
    ...sent,
    applicationId,
    key,
    // What it renews is for the same things, and mostly of the same shop.
    words: { supplier: supplier ?? renewed?.supplier ?? null, of: of ?? renewed?.of ?? null },
    insteadOfId: superseded?.id ?? null,
  });
  const [first] = sent.documentIds;
  await createTask(transaction, services, {
    kind: 'document',
    personId,
    key,
    topic: 'quotation',
    womenOnly,
    ...(first === undefined ? {} : { documentId: first }),
  });
  return quotation;
};

/** The quotations that came with an application's answers, each a case of its own with its task; how many there are. */
export const receiveQuotations = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  owner: Sender,
  answers: Answers,
): Promise<number> => {
  const lines = Array.isArray(answers.quotations) ? (answers.quotations as readonly Answers[]) : [];
  const sent = lines.flatMap((line) => sentQuotation(line) ?? []);
  for (const one of sent) await receiveQuotation(transaction, services, application, owner, one, 'new');
  return sent.length;
};
