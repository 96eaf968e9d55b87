import type { CommandHandler, Source } from '../contract.ts';
import { answerRequest } from './answer.ts';
import { awaitedAnswer, knownForTalk } from './awaited.ts';
import { recordSettings, recordWelcome, startAnnouncements, stopAnnouncements } from './consents.ts';
import { agreeRegistration, correctFamily } from './correct.ts';
import { openFlow } from './open.ts';
import { registerFamily } from './register.ts';
import { heldPapers, myData, nationalIdTaken } from './sources.ts';
import { requestPerson } from './talk.ts';

/** The commands that families' flows end with. */
export const familyCommands: { readonly [name: string]: CommandHandler } = {
  'register-family': registerFamily,
  'correct-family': correctFamily,
  'agree-registration': agreeRegistration,
  'answer-request': answerRequest,
  'request-person': requestPerson,
  'record-welcome': recordWelcome,
  'record-settings': recordSettings,
  'stop-announcements': stopAnnouncements,
  'start-announcements': startAnnouncements,
  'open-flow': openFlow,
};

/** The data that families' flows ask for. */
export const familySources: { readonly [name: string]: Source } = {
  'national-id-taken': nationalIdTaken,
  'my-data': myData,
  'held-papers': heldPapers,
  'awaited-answer': awaitedAnswer,
  'known-for-talk': knownForTalk,
};

export { familyAction } from './answer-button.ts';
export { messageKey } from './awaited.ts';
export { agreeRegistrationOnPaper } from './correct.ts';

export {
  askFamily,
  claimFamily,
  decideDocument,
  decideFamily,
  type OpenedCase,
  openCase,
  type Refused,
  refusalOf,
} from './decide.ts';
export { codeDays, deskCode } from './desk-code.ts';

export {
  attachDocuments,
  type Document,
  documentById,
  documentsByIds,
  documentsOf,
} from './document-store.ts';
export { draftOf, type OpenFlow, openDrafts, openFlowsIn } from './drafts.ts';

export { lastWords } from './last-words.ts';
export { agreedTo, consentTexts, unmaskable, visibleTo } from './policy.ts';
export { refusalWords } from './refusal.ts';
export { familyStatus } from './sources.ts';
export { type FamilyState, familyStates } from './states.ts';
export {
  changePerson,
  channelOf,
  familiesIn,
  familiesWithNumber,
  familyByNumber,
  familyOf,
  hasContact,
  memberById,
  openRequestsOf,
  promiseAnew,
  readsEnglish,
  recordConsents,
} from './store.ts';
export { touchTask, withNews } from './touch.ts';
