import type { Choice, MediaReference, Message } from '../../engine/vocabulary.ts';
import { bySex } from '../by-sex.ts';
import type { CommandHandler, CommandRequest, Effects, MessageToPerson } from '../contract.ts';
import {
  agreedTo,
  agreeRegistrationOnPaper,
  attachDocuments,
  documentById,
  hasContact,
} from '../families/index.ts';
import {
  agreeOnPaper,
  promisedDayOf,
  sendSignedForm,
  settleSignedForm,
  standsOnPaper,
} from '../financing/index.ts';
import { createTask, moveTask } from '../tasks/index.ts';
import { refusedVerb } from './application-verbs.ts';
import { type Act, freshCard, overtakenNow, refusal, taskAudit } from './authorise.ts';
import { monthsParam, nameParam } from './lines.ts';
import { onTask, textOf } from './on-task.ts';
import { toFamily } from './say.ts';
import { hasOtherOfficer } from './too-few.ts';

const scanIn = ({ answers }: CommandRequest): string | null =>
  ((answers.scan ?? {}) as { readonly documentId?: string }).documentId ?? null;

/** The scan of the paper that the family signed: it counts once a second member has seen it. */
export const sendForm: CommandHandler = onTask('sign-form', ['application'], async (act, request) => {
  const { transaction, services, actor, member, members, opened } = act;
  const application = opened.application?.application;
  const documentId = scanIn(request);
  if (documentId === null || application?.state !== 'awaiting-agreement') return overtakenNow(act);
  const { case: owner } = opened;
  const { personId, key } = owner;
  await attachDocuments(transaction, actor.personId, personId, [{ documentId, purpose: 'signed-form' }]);
  const sent = { applicationId: application.id, documentId, key, memberId: member.id };
  const form = await sendSignedForm(transaction, services, sent);
  if (!form) return freshCard(act, [{ key: 'alerts:signed-form.waits' }]);
  await createTask(transaction, services, {
    kind: 'signed-form',
    personId,
    key,
    documentId,
    womenOnly: false,
    details: { application: application.number, signedForm: form.id },
  });
  const hands = [member.id, application.assistedById];
  return {
    ...(await freshCard(act, [
      { key: 'alerts:signed-form.sent' },
      ...(hasOtherOfficer(hands, members, services.now) ? [] : [{ key: 'alerts:signed-form.no-second' }]),
    ])),
    audit: taskAudit(act, 'signed-form.sent', { application: application.id, form: form.id }),
  };
});

/** The paper itself, with what it must say, before anybody says that it is signed. */
export const showForm = async (act: Act): Promise<Effects> => {
  const { opened, transaction } = act;
  const { task, signedForm } = opened;
  const application = opened.application?.application;
  const paper = task.documentId === null ? null : await documentById(transaction, task.documentId);
  if (!paper || !signedForm || !application) return overtakenNow(act);
  const answer = (verb: 'confirm-sure' | 'give-back' | 'back', label: string): Choice => ({
    id: `act:${verb}:${task.number}:${task.version}`,
    label: { key: `alerts:button.${label}` },
  });
  const params = {
    number: String(application.number),
    called: nameParam(opened.called),
    amount: { money: Number(application.amountHalalas) },
    months: monthsParam(application.months),
  };
  return {
    replies: [
      {
        media: { kind: paper.kind as MediaReference['kind'], documentId: paper.id },
        parts: [{ key: 'alerts:signed-form.sure', params }],
        choices: [
          answer('confirm-sure', 'form-sure'),
          answer('give-back', 'give-back'),
          answer('back', 'back'),
        ],
      },
    ],
    audit: taskAudit(act, 'signed-form.opened', { document: paper.id }),
  };
};

/** Who sent the paper, and who wrote the application, hear what came of it. */
const toHands = (act: Act, name: string, more: Message['params'] = {}): readonly MessageToPerson[] => {
  const { members, member, opened } = act;
  const { signedForm, application } = opened;
  const hands = [signedForm?.sentById, application?.application.assistedById];
  const number = String(application?.application.number ?? '');
  return members
    .filter(({ id, state }) => hands.includes(id) && id !== member.id && state === 'active')
    .flatMap(({ id, personId }) =>
      personId === null
        ? []
        : [
            {
              personId,
              policy: 'dialogue' as const,
              onceKey: `signed-form:${signedForm?.id}:${name}:${id}`,
              reply: {
                parts: [
                  {
                    key: bySex(`alerts:signed-form.${name}`, member.sex),
                    params: { number, by: member.name, ...more },
                  },
                ],
              },
            },
          ],
    );
};

/** A second member saw the signature: what the desk wrote is an application, as if the family had agreed in its chat. */
export const confirmForm = async (act: Act): Promise<Effects> => {
  const { transaction, services, member, opened } = act;
  const { signedForm, task, case: owner } = opened;
  const application = opened.application?.application;
  if (!signedForm || !application) return overtakenNow(act);
  if (!(await standsOnPaper(act, application, owner.key)))
    return freshCard(act, [{ key: 'alerts:signed-form.rules-changed' }]);
  const by = { memberId: member.id, role: member.role, formById: signedForm.sentById };
  const confirmed = await settleSignedForm(transaction, services, signedForm, 'confirm', by);
  if (!confirmed) return overtakenNow(act);
  const { personId, key, family } = owner;
  const agreed = await agreeOnPaper(act, application, { key, womenOnly: family?.womenOnly === true }, by);
  // The case is locked: a paper that is confirmed and brings nothing about would be half an agreement.
  if (agreed === null) throw new Error(`the paper of task ${task.number} brought nothing about`);
  const finished = await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
  if (!finished) throw new Error(`the task ${task.number} changed while its case was locked`);
  if (family && !agreedTo(family)) await agreeRegistrationOnPaper(transaction, services, { family, key });
  const { begun, freed } = agreed;
  const message = {
    key: `alerts:application-family.signed${agreed.waits ? '-awaiting-guarantor' : ''}`,
    params: { number: String(begun.number), promisedDay: promisedDayOf(begun) },
  };
  return {
    replies: [{ parts: [{ key: 'alerts:signed-form.done' }] }],
    messages: [
      ...freed,
      ...((await hasContact(transaction, personId))
        ? [toFamily(personId, opened.called, message, { onceKey: `application:${begun.id}:signed` })]
        : []),
      ...toHands(act, 'confirmed'),
    ],
    audit: taskAudit(act, 'signed-form.confirmed', {
      application: begun.id,
      form: confirmed.id,
      sentBy: confirmed.sentById,
    }),
  };
};

/** It is not signed, or does not say what was written: it goes back with the reason, and nothing has happened. */
export const returnForm = async (act: Act, request: CommandRequest): Promise<Effects> => {
  const { transaction, services, member, opened } = act;
  const why = refusedVerb(opened, member, 'give-back');
  if (why) return refusal(request.actor, why, opened.task.id, 'give-back');
  const text = textOf(request.answers, 'note') ?? '';
  const settled =
    opened.signedForm &&
    (await settleSignedForm(transaction, services, opened.signedForm, 'give-back', {
      memberId: member.id,
      words: { key: opened.case.key, text },
    }));
  if (!settled) return overtakenNow(act);
  await moveTask(transaction, services, opened.task, 'finish', { claimedById: member.id });
  return {
    replies: [{ parts: [{ key: 'alerts:signed-form.given-back' }] }],
    messages: toHands(act, 'returned', { note: { said: text } }),
    audit: taskAudit(act, 'signed-form.returned', { form: settled.id }),
  };
};
