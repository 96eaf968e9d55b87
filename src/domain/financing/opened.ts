import type { Answers } from '../../engine/vocabulary.ts';
import type { PersonKey } from '../contract.ts';
import { withAssumption } from './assumptions.ts';
import { correctionsOf, type OpenedCorrection } from './correction-store.ts';
import { type DeskView, viewDesk } from './desk-view.ts';
import { type ApplicationFile, lastFileOf } from './file-store.ts';
import { type GuarantorView, viewGuarantor } from './guarantor-desk.ts';
import { productNamed, studyInputsOf, termsOf } from './policy.ts';
import { type OpenedQuotation, quotationsOf } from './quotation-store.ts';
import { type FinancingProduct, type FinancingRules, halalasOf } from './rules.ts';
import { rulesOfVersion } from './rules-store.ts';
import { type Instalment, scheduleOf } from './schedule.ts';
import { type Application, readAnswers, readDecision, readOpinion, type Transaction } from './store.ts';
import { type Study, type StudyInputs, studyOf } from './study.ts';
import { type StudyVisit, visitsOf } from './visit-store.ts';

/** An application with all that its card and its file say; computed by the rules that it began with. */
export interface OpenedApplication {
  readonly application: Application;
  /** As the family gave them, with the corrections that it agreed to. */
  readonly answers: Answers;
  readonly rules: FinancingRules;
  readonly product: FinancingProduct;
  readonly inputs: StudyInputs;
  readonly study: Study;
  /** For the amount and the months that were asked for. */
  readonly schedule: readonly Instalment[];
  readonly opinion: string | null;
  /** The last file that went to the bank; null before there is one. */
  readonly file: ApplicationFile | null;
  /** How the last decision was explained, in words. */
  readonly decision: string | null;
  /** Who was last named to stand for it; null where nobody was. */
  readonly guarantor: GuarantorView | null;
  /** Visits to the project, and why there was none. */
  readonly visits: readonly StudyVisit[];
  /** What staff corrected in the study: what the family agreed to is in the answers already. */
  readonly corrections: readonly OpenedCorrection[];
  /** Who wrote it at the desk, and how the family agreed; null where the family applied itself. */
  readonly desk: DeskView | null;
  /** Suppliers' quotations in the order in which they came, those that others took the place of among them. */
  readonly quotations: readonly OpenedQuotation[];
}

/** Whether the rules ask for a visit that nobody wrote down, nor why there is none. */
export const lacksVisit = ({ application, rules, visits }: OpenedApplication): boolean => {
  const above = rules.visitNeededAboveRiyals ?? null;
  return above !== null && Number(application.amountHalalas) > halalasOf(above) && visits.length === 0;
};

export const openApplication = async (
  transaction: Transaction,
  application: Application,
  key: PersonKey,
): Promise<OpenedApplication> => {
  const rules = await rulesOfVersion(transaction, application.rulesVersion);
  const product = productNamed(rules, application.productKey);
  if (!product) throw new Error(`the rules ${application.rulesVersion} have no ${application.productKey}`);
  const corrections = await correctionsOf(transaction, application.id, key);
  const answers = corrections
    .filter(({ row }) => row.state === 'agreed')
    .reduce((before, { change }) => withAssumption(before, change), readAnswers(application, key));
  const inputs = studyInputsOf(answers);
  return {
    application,
    answers,
    rules,
    product,
    inputs,
    study: studyOf(inputs, rules),
    schedule: scheduleOf(termsOf(product, Number(application.amountHalalas), application.months)),
    opinion: readOpinion(application, key),
    file: await lastFileOf(transaction, application.id),
    decision: readDecision(application, key),
    guarantor: await viewGuarantor(transaction, application, key),
    visits: await visitsOf(transaction, application.id, key),
    corrections,
    desk: await viewDesk(transaction, application),
    quotations: await quotationsOf(transaction, application.id, key),
  };
};
