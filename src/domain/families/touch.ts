import type { PersonKey, Services } from '../contract.ts';
import {
  createTask,
  moveTask,
  type News,
  openTasksOf,
  readDetails,
  type Said,
  type Task,
  type TaskDetails,
  type TaskFiles,
  withChanges,
  withWords,
} from '../tasks/index.ts';
import { documentsOf } from './document-store.ts';
import { receiveDocuments } from './documents.ts';
import type { Family, Transaction } from './store.ts';

/** What was sent with words, or instead of them. */
export interface SentFile {
  readonly kind: NonNullable<Said['file']>;
  readonly documentId: string;
}

export interface NewsOfFamily {
  readonly news: News;
  readonly words?: string | null;
  readonly files?: readonly SentFile[];
  /** The request that the files answer. */
  readonly requestId?: string | null;
  /** Files of the answer that are looked at by tasks of their own. */
  readonly papers?: TaskDetails['files'];
  /** When a call suits, and at which number, where that was said. */
  readonly when?: string;
  readonly mobile?: string;
  readonly wish?: 'man';
  /** What an answer was sent for. */
  readonly what?: string;
  readonly changed?: readonly string[];
  readonly womenOnly?: boolean;
}

/** What the files are together, as words are kept with them. */
const fileOf = (files: readonly SentFile[]): Pick<Said, 'file' | 'files'> => {
  const [first] = files;
  if (!first) return {};
  const file = files.every(({ kind }) => kind === first.kind) ? first.kind : 'document';
  return files.length === 1 ? { file } : { file, files: files.length };
};

/** The files as a task takes them. */
export const filesFor = ({
  files = [],
  requestId = null,
}: Pick<NewsOfFamily, 'files' | 'requestId'>): { readonly documents?: TaskFiles } =>
  files.length === 0 ? {} : { documents: { ids: files.map(({ documentId }) => documentId), requestId } };

/** The details of a task after something happened on the family's side. */
export const withNews = (details: TaskDetails, now: Date, told: NewsOfFamily): TaskDetails => {
  const { files = [], when, mobile, wish } = told;
  const said: Said = {
    from: 'family',
    text: told.words ?? '',
    at: now.toISOString(),
    ...fileOf(files),
  };
  const spoken = told.words || files.length > 0 ? withWords(details, said) : details;
  const changed = told.changed ? withChanges(spoken, told.changed) : spoken;
  const { what: _what, files: _files, ...rest } = changed;
  return {
    ...rest,
    news: told.news,
    ...(told.what === undefined ? {} : { what: told.what }),
    ...(told.papers === undefined ? {} : { files: told.papers }),
    ...(when === undefined ? {} : { when }),
    ...(mobile === undefined ? {} : { mobile }),
    ...(wish === undefined ? {} : { wish }),
  };
};

/** Brings news from the family to an unfinished task: whoever has it, or its role, is told. */
export const touchTask = async (
  transaction: Transaction,
  services: Services,
  task: Task,
  key: PersonKey,
  told: NewsOfFamily,
  dueAt?: Date,
): Promise<void> => {
  const moved = await moveTask(transaction, services, task, 'touch', {
    details: { key, value: withNews(readDetails(task, key), services.now, told) },
    alertAgain: true,
    ...(told.womenOnly === undefined ? {} : { womenOnly: told.womenOnly }),
    ...filesFor(told),
    ...(dueAt ? { dueAt } : {}),
  });
  if (!moved) throw new Error(`the task ${task.number} changed while its case was locked`);
};

/** News about a registration: to its unfinished task, or to a new one where it was decided already. */
export const tellRegistration = async (
  transaction: Transaction,
  services: Services,
  family: Family,
  key: PersonKey,
  told: NewsOfFamily,
): Promise<void> => {
  const decided = family.state === 'approved' || family.state === 'declined';
  const registration = (await openTasksOf(transaction, family.personId, 'registration'))[0];
  // A correction's card decides nothing, so what has to be decided (again) is never told on one.
  const task = registration ?? (decided ? await openCorrection(transaction, family) : undefined);
  if (task) {
    await touchTask(transaction, services, task, key, told, family.promisedAt ?? undefined);
    return;
  }
  await createTask(transaction, services, {
    kind: decided ? 'correction' : 'registration',
    personId: family.personId,
    key,
    womenOnly: family.womenOnly,
    details: withNews({}, services.now, told),
    ...filesFor(told),
  });
  if (!decided) await lookAtPapersAgain(transaction, services, family, key);
};

const openCorrection = async (transaction: Transaction, family: Family): Promise<Task | undefined> =>
  (await openTasksOf(transaction, family.personId, 'correction'))[0];

/** Papers that nobody looked at before the case was closed get their tasks back. */
const lookAtPapersAgain = async (
  transaction: Transaction,
  services: Services,
  { personId, womenOnly }: Family,
  key: PersonKey,
): Promise<void> => {
  const papers = (await documentsOf(transaction, personId)).filter(({ state }) => state === 'received');
  const documents = papers.map(({ id, purpose }) => ({ documentId: id, purpose }));
  const received = { uploadedBy: personId, ownerId: personId, key, womenOnly, documents };
  await receiveDocuments(transaction, services, received);
};
