import type { Reply } from '../../engine/vocabulary.ts';
import type { ActionRequest, Effects } from '../contract.ts';
import {
  type Application,
  type ApplicationFile,
  bankFile,
  fileByNumbers,
  insertFile,
  whoStandsFor,
} from '../financing/index.ts';
import { type Act, actingMember, refusal } from './authorise.ts';
import { mayRead } from './bank-file-button.ts';

/** In Arabic with Latin digits, as banks write. */
const reader = { language: 'ar', address: null, digits: 'latin' } as const;

/**
 * Makes the file that goes to the bank with this sending, once: stored before the commit that names it, and kept when a
 * later sending makes another.
 */
export const makeBankFile = async (act: Act, moved: Application): Promise<ApplicationFile> => {
  const { transaction, services, member, members, opened } = act;
  const { application, case: owner } = opened;
  if (!application) throw new Error('a file for the bank without its application');
  const preparedBy = members.find(({ id }) => id === moved.readyById)?.name ?? '';
  const about = {
    profile: owner.profile,
    guarantor: await whoStandsFor(act, moved, application.guarantor),
    preparedBy,
    sentBy: member.name,
    today: services.today,
    licence: services.association.licence,
  };
  const paper = bankFile(application, about, (text) => services.text(text, reader));
  const made = await services.makePaper(transaction, moved.personId, paper);
  return insertFile(transaction, services, moved, made, member.id);
};

const isNumber = (word: string): boolean => /^\d{1,9}$/u.test(word);

/** Looking at a file: `act:bank-file:<application>:<file>`. It changes nothing, so it is never too old; it is audited. */
export const pressBankFile = async (request: ActionRequest): Promise<Effects> => {
  const { transaction, actor, parts } = request;
  const [verb = '', applicationNumber = '', number = ''] = parts;
  const acting = await actingMember(request);
  if (!acting) return refusal(actor, 'not-allowed', null, verb);
  const file =
    isNumber(applicationNumber) && isNumber(number)
      ? await fileByNumbers(transaction, Number(applicationNumber), Number(number))
      : null;
  if (!file) return refusal(actor, 'not-found', null, verb);
  const { application } = file;
  if (!mayRead(acting.member.role, application.state)) return refusal(actor, 'not-allowed', null, verb);
  const reply: Reply = {
    parts: [{ key: 'alerts:bank-file', params: { number: String(application.number) } }],
    media: {
      kind: 'document',
      documentId: file.documentId,
      name: `herfah-${application.number}-${file.number}.pdf`,
    },
  };
  return {
    replies: [reply],
    audit: [
      {
        action: 'application.file-opened',
        subjectKind: 'application',
        subjectId: application.id,
        references: { number: application.number, file: file.number, document: file.documentId },
      },
    ],
  };
};
