import type { Choice, MediaReference, Message } from '../../engine/vocabulary.ts';
import { bySex } from '../by-sex.ts';
import type { CommandHandler, Effects, MessageToPerson } from '../contract.ts';
import { documentById } from '../families/index.ts';
import { settleBankDecision, stageTaskOf } from '../financing/index.ts';
import { moveTask } from '../tasks/index.ts';
import { grant, offerLess, refuse } from './application-acts.ts';
import { refusedVerb } from './application-verbs.ts';
import { type Act, overtakenNow, refusal, taskAudit } from './authorise.ts';
import { decisionParam } from './letter-words.ts';
import { nameParam } from './lines.ts';
import { onTask, textOf } from './on-task.ts';
import { openTask } from './opened-task.ts';
import { returnForm } from './signed-form.ts';

/** The letter itself, with what was recorded from it, before it is confirmed: nobody confirms what was not seen. */
export const showLetter = async (act: Act): Promise<Effects> => {
  const { opened, transaction } = act;
  const { task, bankDecision, application } = opened;
  const letter = task.documentId === null ? null : await documentById(transaction, task.documentId);
  if (!letter || !bankDecision || !application) return overtakenNow(act);
  const answer = (verb: 'confirm-sure' | 'give-back' | 'back'): Choice => ({
    id: `act:${verb}:${task.number}:${task.version}`,
    label: { key: `alerts:button.${verb}` },
  });
  const params = {
    number: String(application.application.number),
    called: nameParam(opened.called),
    decision: decisionParam(bankDecision.decision),
  };
  return {
    replies: [
      {
        media: { kind: letter.kind as MediaReference['kind'], documentId: letter.id },
        parts: [{ key: 'alerts:bank-letter.sure', params }],
        choices: [answer('confirm-sure'), answer('give-back'), answer('back')],
      },
    ],
    audit: taskAudit(act, 'bank-letter.opened', { document: letter.id }),
  };
};

/** Who recorded a decision hears what became of it. */
const toRecorder = (
  { members, opened }: Act,
  name: string,
  more: Message['params'] = {},
): readonly MessageToPerson[] => {
  const recorded = opened.bankDecision?.row;
  const recorder = members.find(({ id, state }) => id === recorded?.proposedById && state === 'active');
  if (!recorded || !recorder?.personId) return [];
  const number = String(opened.application?.application.number ?? '');
  return [
    {
      personId: recorder.personId,
      policy: 'dialogue',
      onceKey: `bank-decision:${recorded.id}:${name}`,
      reply: { parts: [{ key: `alerts:bank-letter.${name}`, params: { number, ...more } }] },
    },
  ];
};

/** A second person confirms what the letter says: the application moves as if the bank itself had pressed. */
export const confirmLetter = async (act: Act): Promise<Effects> => {
  const { transaction, services, member, opened } = act;
  const { bankDecision, task } = opened;
  const bankTask = await stageTaskOf(transaction, task.personId);
  if (!bankDecision || !bankTask) return overtakenNow(act);
  const by = { memberId: member.id };
  const confirmed = await settleBankDecision(transaction, services, bankDecision.row, 'confirm', by);
  if (!confirmed) return overtakenNow(act);
  const letter = { id: confirmed.id, proposedById: confirmed.proposedById };
  const atBank: Act = { ...act, opened: await openTask(transaction, services, bankTask) };
  const { decision } = bankDecision;
  const effects =
    decision.kind === 'approve'
      ? await grant(atBank, letter)
      : decision.kind === 'decline'
        ? await refuse(atBank, decision.words, letter)
        : await offerLess(atBank, decision, decision.words ?? '', letter);
  const finished = await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
  // The case is locked: a letter that is confirmed and decides nothing would be half a decision.
  if (!finished || (effects.messages ?? []).length === 0) {
    throw new Error(`the letter of task ${task.number} decided nothing while its case was locked`);
  }
  return {
    ...effects,
    messages: [
      ...(effects.messages ?? []),
      ...toRecorder(act, bySex('confirmed', member.sex), { by: member.name }),
    ],
    audit: [
      ...(effects.audit ?? []),
      ...taskAudit(act, 'bank-decision.confirmed', {
        decision: confirmed.id,
        proposedBy: confirmed.proposedById,
      }),
    ],
  };
};

/** What was recorded is not what the letter says: it is given back with the reason, and nothing has happened. */
export const returnLetter: CommandHandler = onTask(
  'give-back',
  ['bank-decision', 'signed-form'],
  async (act, request) => {
    if (act.opened.signedForm) return returnForm(act, request);
    const { actor, answers } = request;
    const { transaction, services, member, opened } = act;
    const why = refusedVerb(opened, member, 'give-back');
    if (why) return refusal(actor, why, opened.task.id, 'give-back');
    const text = textOf(answers, 'note') ?? '';
    const settled =
      opened.bankDecision &&
      (await settleBankDecision(transaction, services, opened.bankDecision.row, 'give-back', {
        memberId: member.id,
        words: { key: opened.case.key, text },
      }));
    if (!settled) return overtakenNow(act);
    await moveTask(transaction, services, opened.task, 'finish', { claimedById: member.id });
    return {
      replies: [{ parts: [{ key: 'alerts:bank-letter.given-back' }] }],
      messages:
        member.id === settled.proposedById
          ? []
          : toRecorder(act, bySex('returned', member.sex), { by: member.name, note: { said: text } }),
      audit: taskAudit(act, 'bank-decision.returned', { decision: settled.id }),
    };
  },
);
