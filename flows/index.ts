import type { Intent } from '../src/engine/registry.ts';
import type { Facts, Flow } from '../src/engine/vocabulary.ts';
import { address } from './address/flow.ts';
import { agreeApplication } from './agree-application/flow.ts';
import { agreeCorrection } from './agree-correction/flow.ts';
import { agreeRegistration } from './agree-registration/flow.ts';
import { answerApplication } from './answer-application/flow.ts';
import { answerMessage } from './answer-message/flow.ts';
import { answerRequest } from './answer-request/flow.ts';
import { completeFile } from './complete-file/flow.ts';
import { dataCopy } from './data-copy/flow.ts';
import { dataDeletion } from './data-deletion/flow.ts';
import { deskApplication } from './desk-application/flow.ts';
import { deskRegistration } from './desk-registration/flow.ts';
import { isRegistered, isWelcomed, memberRole } from './facts.ts';
import { guarantee } from './guarantee/flow.ts';
import { guarantor } from './guarantor/flow.ts';
import { intents as allIntents } from './intents.ts';
import { loanApplication } from './loan-application/flow.ts';
import { loanObjection } from './loan-objection/flow.ts';
import { loanOffer } from './loan-offer/flow.ts';
import { menu } from './menu/flow.ts';
import { myData } from './my-data/flow.ts';
import { nameGuarantor } from './name-guarantor/flow.ts';
import { productListing } from './product-listing/flow.ts';
import { receivedFile } from './received-file/flow.ts';
import { registration } from './registration/flow.ts';
import { sendQuotation } from './send-quotation/flow.ts';
import { settings } from './settings/flow.ts';
import { staffAbsence } from './staff-absence/flow.ts';
import { staffApplicationAsk } from './staff-application-ask/flow.ts';
import { staffApplicationDecline } from './staff-application-decline/flow.ts';
import { staffApplicationDesk } from './staff-application-desk/flow.ts';
import { staffApplicationLess } from './staff-application-less/flow.ts';
import { staffApplicationReady } from './staff-application-ready/flow.ts';
import { staffApplicationReturn } from './staff-application-return/flow.ts';
import { staffApplicationVisit } from './staff-application-visit/flow.ts';
import { staffAskFamily } from './staff-ask-family/flow.ts';
import { staffBankLetter } from './staff-bank-letter/flow.ts';
import { staffBankLetterSure } from './staff-bank-letter-sure/flow.ts';
import { staffDecline } from './staff-decline/flow.ts';
import { staffFiles } from './staff-files/flow.ts';
import { staffGuarantor } from './staff-guarantor/flow.ts';
import { staffGuarantorOff } from './staff-guarantor-off/flow.ts';
import { staffLetterReturn } from './staff-letter-return/flow.ts';
import { staffQuotation } from './staff-quotation/flow.ts';
import { staffReassign } from './staff-reassign/flow.ts';
import { staffRejectDocument } from './staff-reject-document/flow.ts';
import { staffReply } from './staff-reply/flow.ts';
import { staffSignedForm } from './staff-signed-form/flow.ts';
import { staffStudyCorrect } from './staff-study-correct/flow.ts';
import { staffStudyCorrectSure } from './staff-study-correct-sure/flow.ts';
import { staffTasks } from './staff-tasks/flow.ts';
import { startAnnouncements } from './start-announcements/flow.ts';
import { stopAnnouncements } from './stop-announcements/flow.ts';
import { talkToPerson } from './talk-to-person/flow.ts';
import { welcome } from './welcome/flow.ts';
import { withdraw } from './withdraw/flow.ts';

export const flows: readonly Flow[] = [
  menu,
  welcome,
  registration,
  deskRegistration,
  address,
  myData,
  agreeRegistration,
  settings,
  talkToPerson,
  loanApplication,
  deskApplication,
  agreeApplication,
  loanOffer,
  loanObjection,
  nameGuarantor,
  guarantor,
  guarantee,
  productListing,
  stopAnnouncements,
  startAnnouncements,
  withdraw,
  dataDeletion,
  dataCopy,
  answerMessage,
  answerRequest,
  answerApplication,
  agreeCorrection,
  receivedFile,
  completeFile,
  sendQuotation,
  staffTasks,
  staffFiles,
  staffAskFamily,
  staffReply,
  staffRejectDocument,
  staffQuotation,
  staffDecline,
  staffApplicationDesk,
  staffSignedForm,
  staffApplicationAsk,
  staffApplicationReady,
  staffApplicationVisit,
  staffStudyCorrect,
  staffStudyCorrectSure,
  staffApplicationReturn,
  staffApplicationDecline,
  staffApplicationLess,
  staffBankLetter,
  staffBankLetterSure,
  staffLetterReturn,
  staffGuarantor,
  staffGuarantorOff,
  staffReassign,
  staffAbsence,
];

export const home = 'menu';

export const intents: Readonly<Record<string, Intent>> = allIntents;

/** The welcome comes before everything else, except for members of staff. */
export const first = (facts: Facts): string | null =>
  isWelcomed(facts) || memberRole(facts) !== null ? null : 'welcome';

/** A registered family's photo, file or IBAN that nobody asked for; anybody else's has no file to go into. */
export const unasked = (facts: Facts, what: 'file' | 'iban'): string | null => {
  if (!isRegistered(facts) || memberRole(facts) !== null) return null;
  return what === 'file' ? 'received-file' : 'complete-file';
};

/** Flows of earlier versions, whose frames are closed with a word. */
export const retired: readonly string[] = ['financing'];
