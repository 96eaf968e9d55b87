import type { Answers } from '../../engine/vocabulary.ts';
import type { PersonKey } from '../contract.ts';
import { type ApplicationFile, lastFileOf } from './file-store.ts';
import { type GuarantorView, viewGuarantor } from './guarantor-desk.ts';
import { productNamed, studyInputsOf, termsOf } from './policy.ts';
import type { FinancingProduct, FinancingRules } from './rules.ts';
import { rulesOfVersion } from './rules-store.ts';
import { type Instalment, scheduleOf } from './schedule.ts';
import { type Application, readAnswers, readDecision, readOpinion, type Transaction } from './store.ts';
import { type Study, type StudyInputs, studyOf } from './study.ts';

/** An application with all that its card and its file say; computed by the rules that it began with. */
export interface OpenedApplication {
  readonly application: Application;
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
}

export const openApplication = async (
  transaction: Transaction,
  application: Application,
  key: PersonKey,
): Promise<OpenedApplication> => {
  const rules = await rulesOfVersion(transaction, application.rulesVersion);
  const product = productNamed(rules, application.productKey);
  if (!product) throw new Error(`the rules ${application.rulesVersion} have no ${application.productKey}`);
  const answers = readAnswers(application, key);
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
  };
};
