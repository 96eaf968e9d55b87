import type { CommandHandler, Source } from '../contract.ts';
import { agreeApplication, deskApplication } from './agreement.ts';
import {
  acceptOffer,
  answerApplication,
  objectApplication,
  refuseOffer,
  withdrawApplication,
} from './answer.ts';
import { answerCorrection } from './answer-correction.ts';
import { answerGuarantee, guarantorId, proveGuarantor } from './guarantor-answer.ts';
import {
  askForLess,
  guarantorMobile,
  guarantorNeeded,
  guarantorToldAtMenu,
  nameGuarantor,
  renewGuarantor,
} from './guarantor-name.ts';
import { keepHalfWayAnswers } from './half-way.ts';
import { quotationsToRenew, quotationsWanted, sendQuotation } from './quotation-send.ts';
import { financingRules, lastWordsOf, objectionTo, status, whyRefused, withdrawable } from './sources.ts';
import { studyPicture } from './study-picture.ts';
import { submitApplication } from './submit.ts';

/** The commands that families' flows about financing end with. */
export const financingCommands: { readonly [name: string]: CommandHandler } = {
  'submit-application': submitApplication,
  'answer-application': answerApplication,
  'accept-offer': acceptOffer,
  'refuse-offer': refuseOffer,
  'object-application': objectApplication,
  'withdraw-application': withdrawApplication,
  'name-guarantor': nameGuarantor,
  'renew-guarantor': renewGuarantor,
  'ask-for-less': askForLess,
  'prove-guarantor': proveGuarantor,
  'answer-guarantee': answerGuarantee,
  'answer-correction': answerCorrection,
  'agree-application': agreeApplication,
  'keep-half-way': keepHalfWayAnswers,
  'send-quotation': sendQuotation,
};

/** The data that families' flows ask for, and where all of a family's cases stand. */
export const financingSources: { readonly [name: string]: Source } = {
  'financing-rules': financingRules,
  withdrawable,
  status,
  'last-words': lastWordsOf,
  'why-refused': whyRefused,
  objection: objectionTo,
  'guarantor-needed': guarantorNeeded,
  'guarantor-told': guarantorToldAtMenu,
  'guarantor-mobile': guarantorMobile,
  'guarantor-id': guarantorId,
  'study-picture': studyPicture,
  'desk-application': deskApplication,
  'quotations-wanted': quotationsWanted,
  'quotations-to-renew': quotationsToRenew,
};

export { applyAgainOn } from './again.ts';
export { agreeButton, agreeFlow, agreeOnPaper, deskWords, standsOnPaper } from './agreement.ts';
export { applicationAction } from './answer-button.ts';
export { applicationsInTime } from './application-clock.ts';
export { assumptionsOf, isHousehold, isWithinBounds } from './assumptions.ts';
export {
  type OpenedBankDecision,
  openBankDecision,
  overtakenDecision,
  proposeBankDecision,
  settleBankDecision,
  waitingBankDecision,
} from './bank-decision-store.ts';
export { bankFile } from './bank-file.ts';
export { correctionsInTime } from './correction-clock.ts';
export { type Change, proposeCorrection } from './correction-store.ts';
export {
  changeSaid,
  changeUnsaid,
  correctionLines,
  largestInstalment,
  numberSaid,
} from './correction-words.ts';
export { type AppliedFor, writeAtDesk } from './desk.ts';
export type { DeskView } from './desk-view.ts';
export { type ApplicationFile, fileByNumbers, insertFile } from './file-store.ts';
export { asGuarantor } from './guarantees.ts';
export { guarantorsInTime } from './guarantor-clock.ts';
export { openGuarantee } from './guarantor-code.ts';
export { callGuarantor, removeGuarantor, signAtDesk, whoStandsFor, whyNotAtDesk } from './guarantor-desk.ts';
export { halfWaysInTime } from './half-way.ts';
export { type BegunApplication, begunApplicationOf, begunApplications } from './half-way-view.ts';
export { type LetterDecision, type LetterLine, type LineProblem, readLetterLines } from './letter-lines.ts';
export { offerLimits, offerParams } from './offer.ts';
export { lacksVisit, type OpenedApplication, openApplication } from './opened.ts';
export {
  canHappen,
  instalmentOf,
  isOpen,
  isUnusualForecast,
  mayBring,
  needsQuotation,
  type OfferProblem,
  offerProblem,
  preparedStates,
  repaymentPlan,
  termsOf,
  whyNot,
} from './policy.ts';
export { quotationsInTime } from './quotation-clock.ts';
export { receiveQuotations } from './quotation-receive.ts';
export {
  moveQuotation,
  type OpenedQuotation,
  quotationLackOf,
  quotationOfDocument,
} from './quotation-store.ts';
export { quotationButton, quotationNamed } from './quotation-words.ts';
export { type FinancingRules, financingRulesSchema } from './rules.ts';
export { putRulesIntoForce } from './rules-store.ts';
export { scheduleOf } from './schedule.ts';
export { type SignedForm, sendSignedForm, settleSignedForm, signedFormById } from './signed-form-store.ts';
export { knownForApplication, standingOf } from './sources.ts';
export { beginStage, stageTaskOf } from './stages.ts';
export type { ApplicationEvent } from './states.ts';
export {
  type Application,
  type ApplicationChange,
  applicationById,
  applicationByNumber,
  lastApplicationOf,
  moveApplication,
  promiseApplicationAnew,
} from './store.ts';
export { guarantorButton, promisedDayOf } from './tell-family.ts';
export { recordVisit } from './visit-store.ts';
