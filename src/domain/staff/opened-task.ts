import type { Services } from '../contract.ts';
import {
  agreedTo,
  type Document,
  documentsByIds,
  draftOf,
  type OpenedCase,
  openCase,
  type Refused,
  readsEnglish,
  refusalOf,
} from '../families/index.ts';
import {
  type Application,
  applicationById,
  applicationByNumber,
  asGuarantor,
  type OpenedApplication,
  type OpenedBankDecision,
  type OpenedQuotation,
  openApplication,
  openBankDecision,
  quotationOfDocument,
  type SignedForm,
  signedFormById,
} from '../financing/index.ts';
import { filesOfTask, openTasksOf, readDetails, type Task, type TaskDetails } from '../tasks/index.ts';
import type { Transaction } from './store.ts';

/** A supplier's quotation and the application that it belongs to. */
export interface QuotationCase extends OpenedQuotation {
  readonly application: Application;
}

/** A task with all that its card says. */
export interface OpenedTask {
  readonly task: Task;
  readonly case: OpenedCase;
  readonly details: TaskDetails;
  /** Unfinished tasks for documents that came with the case; empty for a document's own task. */
  readonly papers: readonly Task[];
  /** The files that came with it, in their order. */
  readonly files: readonly Document[];
  /** How the person is called, also one who is not registered; empty where nobody knows. */
  readonly called: string;
  readonly city: string | null;
  readonly craft: readonly string[];
  /** What is written to the person is read in English. */
  readonly readsEnglish: boolean;
  /** The last refusal, where the case was refused before. */
  readonly refusal: Refused | null;
  /** The application of which the task is a stage; null for every other task. */
  readonly application: OpenedApplication | null;
  /** The number of the application for which the person stands or was asked to, where it has no case of its own. */
  readonly guarantorOf: number | null;
  /** The quotation that the task is to look at, with the application that it was sent for; null for every other task. */
  readonly quotation: QuotationCase | null;
  /** What the bank's letter says of it, where the task is to confirm that. */
  readonly bankDecision: OpenedBankDecision | null;
  /** The signed paper, where the task is to look at that. */
  readonly signedForm: SignedForm | null;
}

const applicationOf = async (
  transaction: Transaction,
  { key }: OpenedCase,
  { application: number }: TaskDetails,
): Promise<OpenedApplication | null> => {
  const application = number === undefined ? null : await applicationByNumber(transaction, number);
  return application && openApplication(transaction, application, key);
};

/** Topic of the task of a document that is a supplier's quotation. */
const quotationTopic = 'quotation';

const quotationOf = async (
  transaction: Transaction,
  { key }: OpenedCase,
  { topic, documentId }: Task,
): Promise<QuotationCase | null> => {
  const found =
    topic === quotationTopic && documentId !== null
      ? await quotationOfDocument(transaction, documentId, key)
      : null;
  const application = found && (await applicationById(transaction, found.row.applicationId));
  return found && application && { ...found, application };
};

/**
 * Papers that came with a case and that nobody has looked at yet: with a registration its own, with the study of an
 * application the suppliers' quotations.
 */
const papersOf = async (
  transaction: Transaction,
  { kind, personId, topic }: Task,
): Promise<readonly Task[]> => {
  const isStudy = kind === 'application' && topic !== 'bank' && topic !== 'contract';
  if (!isStudy && kind !== 'registration' && kind !== 'correction') return [];
  const open = await openTasksOf(transaction, personId, 'document');
  return open.filter((paper) => (paper.topic === quotationTopic) === isStudy);
};

export const openTask = async (
  transaction: Transaction,
  services: Services,
  task: Task,
): Promise<OpenedTask> => {
  const opened = await openCase(transaction, services, task.personId);
  const details = readDetails(task, opened.key);
  const papers = await papersOf(transaction, task);
  const quotation = await quotationOf(transaction, opened, task);
  const files = await documentsByIds(transaction, await filesOfTask(transaction, task));
  const { family } = opened;
  const inEnglish = await readsEnglish(transaction, task.personId);
  const application = await applicationOf(transaction, opened, details);
  const bankDecision =
    details.bankDecision === undefined
      ? null
      : await openBankDecision(transaction, details.bankDecision, opened.key);
  const signedForm =
    details.signedForm === undefined ? null : await signedFormById(transaction, details.signedForm);
  if (family) {
    const craft = family.craft.split(',').filter((id) => id !== '');
    const refusal = await refusalOf(transaction, family, opened.key);
    const { called } = opened;
    const { city } = family;
    const whose = { called, city, craft, refusal };
    return {
      task,
      case: opened,
      details,
      papers,
      files,
      ...whose,
      readsEnglish: inEnglish,
      application,
      quotation,
      bankDecision,
      signedForm,
      guarantorOf: null,
    };
  }
  const guarantor = await asGuarantor(transaction, services, task.personId);
  const draft = await draftOf(transaction, services, { personId: task.personId });
  return {
    task,
    case: opened,
    details,
    papers,
    files,
    called: draft?.name || (guarantor?.name ?? ''),
    city: draft?.city ?? null,
    craft: draft?.craft ?? [],
    readsEnglish: inEnglish,
    refusal: null,
    application,
    quotation,
    bankDecision,
    signedForm,
    guarantorOf: guarantor?.number ?? null,
  };
};

/** Whether a desk registration still waits for the family to read it back and agree. */
export const awaitsAgreement = ({ case: { family } }: Pick<OpenedTask, 'case'>): boolean =>
  family !== null && family.state !== 'approved' && family.state !== 'declined' && !agreedTo(family);
