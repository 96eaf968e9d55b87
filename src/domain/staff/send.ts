import type { Choice, MediaReference } from '../../engine/vocabulary.ts';
import type { Effects } from '../contract.ts';
import { decideDocument, documentById } from '../families/index.ts';
import {
  audited,
  byDay,
  lackingQuotation,
  moveOn,
  numbered,
  overtakenNow,
  toApplicant,
  told,
} from './application-moves.ts';
import { type Act, taskAudit } from './authorise.ts';
import { makeBankFile } from './bank-file.ts';
import { nameParam } from './lines.ts';

/** A file goes to the bank: by another person than the one who made it ready. */
const send = async (act: Act): Promise<Effects> => {
  const lacking = await lackingQuotation(act);
  if (lacking) return lacking;
  const moved = await moveOn(act, 'send');
  if (!moved) return overtakenNow(act);
  const file = await makeBankFile(act, moved);
  const params = { ...numbered(moved), promisedDay: byDay(moved) };
  return {
    replies: told('sent'),
    messages: [toApplicant(act, moved, { key: 'alerts:application-family.sent', params })],
    audit: audited(act, 'sent', moved, { file: file.number, document: file.documentId, sha256: file.sha256 }),
  };
};

/** The paper that a guarantor signed at the desk and that nobody compared yet; null where there is none. */
const openPaper = ({ opened }: Act) => {
  const guarantor = opened.application?.guarantor;
  return guarantor?.paper && guarantor.paper.comparedById === null
    ? { ...guarantor.paper, named: guarantor.named }
    : null;
};

/** Where the guarantor signed on paper, whoever sends the file sees that first: nobody sends what was not seen. */
export const askSend = async (act: Act): Promise<Effects> => {
  const paper = openPaper(act);
  const lacking = paper && (await lackingQuotation(act));
  if (lacking) return lacking;
  if (!paper) return send(act);
  const document = await documentById(act.transaction, paper.documentId);
  if (!document) return overtakenNow(act);
  const { task, called } = act.opened;
  const answer = (verb: 'send-sure' | 'return' | 'back'): Choice => ({
    id: `act:${verb}:${task.number}:${task.version}`,
    label: { key: `alerts:button.${verb}` },
  });
  const params = { name: nameParam(paper.named.name), called: nameParam(called) };
  return {
    replies: [
      {
        media: { kind: document.kind as MediaReference['kind'], documentId: document.id },
        parts: [{ key: 'alerts:guarantor-paper-sure', params }],
        choices: [answer('send-sure'), answer('return'), answer('back')],
      },
    ],
    audit: taskAudit(act, 'guarantor-paper.opened', { document: document.id }),
  };
};

/** The paper is as it was written down: it counts, and the file goes. */
export const sendCompared = async (act: Act): Promise<Effects> => {
  const paper = openPaper(act);
  if (paper) await decideDocument(act.transaction, paper.documentId, 'verified', act.member.id);
  const sent = await send(act);
  const compared = paper ? taskAudit(act, 'guarantor-paper.compared', { document: paper.documentId }) : [];
  return { ...sent, audit: [...compared, ...(sent.audit ?? [])] };
};
