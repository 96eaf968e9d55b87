import type { Choice, MediaReference, Message } from '../../engine/vocabulary.ts';
import type { Effects } from '../contract.ts';
import { decideDocument, documentById } from '../families/index.ts';
import {
  audited,
  byDay,
  lackingQuotation,
  moveOn,
  numbered,
  toApplicant,
  told,
} from './application-moves.ts';
import { type Act, overtakenNow, taskAudit } from './authorise.ts';
import { makeBankFile } from './bank-file.ts';
import { monthsParam, nameParam } from './lines.ts';
import { unseenOf } from './unseen.ts';

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

/**
 * A file that went out does not come back, so it is asked once more: whose, how much and for how long, and what nobody
 * looked at. Where the guarantor signed on paper, whoever sends the file sees that first.
 */
export const askSend = async (act: Act): Promise<Effects> => {
  const { task, called, application } = act.opened;
  if (!application) return overtakenNow(act);
  const paper = openPaper(act);
  const lacking = await lackingQuotation(act);
  if (lacking) return lacking;
  const document = paper && (await documentById(act.transaction, paper.documentId));
  if (paper && !document) return overtakenNow(act);
  const answer = (verb: 'send-sure' | 'return' | 'back', label: string = verb): Choice => ({
    id: `act:${verb}:${task.number}:${task.version}`,
    label: { key: `alerts:button.${label}` },
  });
  const missing = await unseenOf(act);
  const { amountHalalas, months } = application.application;
  const params = {
    ...numbered(application.application),
    called: nameParam(called),
    amount: { money: Number(amountHalalas) },
    months: monthsParam(months),
    missing: { list: missing, as: 'lines' as const },
  };
  const sure: Message = { key: `alerts:send-sure${missing.length === 0 ? '' : '-unseen'}`, params };
  if (!paper || !document) {
    return { replies: [{ parts: [sure], choices: [answer('send-sure', 'send-now'), answer('back')] }] };
  }
  const signed = { name: nameParam(paper.named.name), called: nameParam(called) };
  return {
    replies: [
      {
        media: { kind: document.kind as MediaReference['kind'], documentId: document.id },
        parts: [sure, { key: 'alerts:guarantor-paper-sure', params: signed }],
        choices: [answer('send-sure'), answer('return'), answer('back')],
      },
    ],
    audit: taskAudit(act, 'guarantor-paper.opened', { document: document.id }),
  };
};

/** It is sure; a paper that was shown is as it was written down, and counts. */
export const sendCompared = async (act: Act): Promise<Effects> => {
  const paper = openPaper(act);
  if (paper) await decideDocument(act.transaction, paper.documentId, 'verified', act.member.id);
  const sent = await send(act);
  const compared = paper ? taskAudit(act, 'guarantor-paper.compared', { document: paper.documentId }) : [];
  return { ...sent, audit: [...compared, ...(sent.audit ?? [])] };
};
