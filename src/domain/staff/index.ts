import type { CommandHandler, Source } from '../contract.ts';
import { endAbsence, myAbsence, startAbsence } from './absence.ts';
import { offerLimitsOfTask } from './application-of-task.ts';
import { applicationCommands } from './application-words.ts';
import { returnLetter } from './bank-decision.ts';
import { letterCommands } from './bank-letter.ts';
import { taskCommands } from './commands.ts';
import { beginDesk, deskFamilies, deskFinancing, writeApplication } from './desk-application.ts';
import { fileByWords } from './file-by-words.ts';
import { colleagues, openFiles, openTasks } from './files.ts';
import { guarantorAtDesk, guarantorCommands } from './guarantor-acts.ts';
import { verifyQuotation } from './quotation-acts.ts';
import { showFile } from './show-file.ts';
import { sendForm } from './signed-form.ts';
import { proposeStudyCorrection, readStudyCorrection, studyAssumptions } from './study-correction.ts';
import { recordStudyVisit } from './study-visit.ts';

/** The commands that the staff's flows end with. */
export const staffCommands: { readonly [name: string]: CommandHandler } = {
  ...taskCommands,
  ...applicationCommands,
  ...letterCommands,
  'return-bank-decision': returnLetter,
  ...guarantorCommands,
  'record-study-visit': recordStudyVisit,
  'verify-quotation': verifyQuotation,
  'read-study-correction': readStudyCorrection,
  'propose-study-correction': proposeStudyCorrection,
  'set-absence': startAbsence,
  'end-absence': endAbsence,
  'show-file': showFile,
  'begin-desk-application': beginDesk,
  'write-desk-application': writeApplication,
  'send-signed-form': sendForm,
};

/** The data that the staff's flows ask for. */
export const staffSources: { readonly [name: string]: Source } = {
  'open-tasks': openTasks,
  'open-files': openFiles,
  'file-by-words': fileByWords,
  colleagues,
  'guarantor-at-desk': guarantorAtDesk,
  'study-assumptions': studyAssumptions,
  'offer-limits': offerLimitsOfTask,
  'my-absence': myAbsence,
  'desk-families': deskFamilies,
  'desk-financing': deskFinancing,
};

export { handleAction } from './actions.ts';
export { alertNewTasks, escalations, waitingTooLong } from './alerts.ts';
export { digest } from './digest.ts';
export {
  addMember,
  inviteMember,
  leaveMember,
  listMembers,
  type MemberView,
  memberAudit,
} from './members.ts';
export { isRole } from './policy.ts';
export { tieByCode } from './tie.ts';
