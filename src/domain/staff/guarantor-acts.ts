import type { Answers, Json } from '../../engine/vocabulary.ts';
import type { CommandHandler, CommandRequest, Effects, Source } from '../contract.ts';
import {
  callGuarantor,
  guarantorButton,
  promisedDayOf,
  removeGuarantor,
  repaymentPlan,
  signAtDesk,
  whyNotAtDesk,
} from '../financing/index.ts';
import { moveTask, readDetails } from '../tasks/index.ts';
import { applicationOfTask } from './application-of-task.ts';
import { type Act, freshCard, overtakenNow, taskAudit } from './authorise.ts';
import { onTask, own, reopened, textOf } from './on-task.ts';
import { toFamily } from './say.ts';

/** A code for the guarantor, with the number to call: the same press shows both, so it stands in the audit trail. */
export const callHim = async (act: Act): Promise<Effects> => {
  const view = act.opened.application?.guarantor ?? null;
  const call = view && (await callGuarantor(act, view));
  if (!view || !call) return overtakenNow(act);
  const params = { name: view.named.name, mobile: { code: call.mobile }, code: { code: call.code } };
  return {
    replies: [{ parts: [{ key: 'alerts:guarantor-result.call', params }] }],
    audit: taskAudit(act, 'guarantor.call-code', { guarantor: view.guarantor.id }),
  };
};

/** Who asks for how much, for what is read to a guarantor at the desk. */
export const guarantorTerms = ({ opened: { application: opened, called } }: Act): Answers => {
  if (!opened) return {};
  const { amountHalalas, months, graceMonths } = opened.application;
  const wish = { amountHalalas: Number(amountHalalas), months, graceMonths };
  return { family: called, plan: { ...repaymentPlan(opened.product, wish) } };
};

/** Why the ID or the mobile that is typed at the desk cannot be a guarantor's: `own`, `busy`, or null. */
export const guarantorAtDesk: Source = async (request): Promise<Json> => {
  const opened = await applicationOfTask(request, 'study');
  const { nationalId, mobile } = request.params;
  if (!opened) return null;
  return whyNotAtDesk(request, opened.application, {
    ...(typeof nationalId === 'string' ? { nationalId } : {}),
    ...(typeof mobile === 'string' ? { mobile } : {}),
  });
};

const mobileIn = ({ answers }: CommandRequest): string =>
  ((answers.mobile ?? {}) as { readonly mobile?: string }).mobile ?? '';

const scanIn = ({ answers }: CommandRequest): string | null =>
  ((answers.scan ?? {}) as { readonly documentId?: string }).documentId ?? null;

const sign = onTask('guarantor-sign', ['application'], async (seen, request) => {
  const { answers } = request;
  const refuse = (why: string) => freshCard(seen, [{ key: `alerts:guarantor-result.${why}` }]);
  if (answers.consent !== true) return refuse('no-consent');
  const documentId = scanIn(request);
  if (documentId === null) return refuse('no-scan');
  if (seen.opened.application?.application.state !== 'awaiting-guarantor') return overtakenNow(seen);
  const task = await own(seen);
  const act = task && (await reopened(seen, task));
  const application = act?.opened.application?.application;
  if (!act || !application) return overtakenNow(seen);
  const { case: owner, called } = act.opened;
  const fullName = textOf(answers, 'fullName') ?? '';
  const by = { memberId: act.member.id, role: act.member.role };
  const moved = await signAtDesk(
    act,
    application,
    { key: owner.key, mobileHash: owner.family?.mobileHash ?? null },
    by,
    {
      named: { name: fullName, relation: textOf(answers, 'relation') ?? '', mobile: mobileIn(request) },
      identity: { fullName, nationalId: textOf(answers, 'nationalId') ?? '' },
      documentId,
    },
  );
  if (typeof moved === 'string') return refuse(moved);
  // The study has its own day now, and the card says the one that the family is told.
  await moveTask(act.transaction, act.services, act.opened.task, 'touch', {
    ...(moved.promisedAt ? { dueAt: moved.promisedAt } : {}),
  });
  const params = { name: fullName, number: String(moved.number), promisedDay: promisedDayOf(moved) };
  return {
    ...(await freshCard(act, [{ key: 'alerts:guarantor-result.signed' }])),
    messages: [
      toFamily(
        owner.personId,
        called,
        { key: 'alerts:guarantor.signed', params },
        {
          onceKey: `application:${moved.id}:v${moved.version}:signed`,
        },
      ),
    ],
    audit: taskAudit(act, 'guarantor.signed', { application: moved.id, document: documentId }),
  };
});

const remove = onTask('guarantor-off', ['application'], async (act, request) => {
  const { application } = act.opened;
  const note = textOf(request.answers, 'note');
  if (!application || note === null) return overtakenNow(act);
  const { case: owner, called, task } = act.opened;
  const by = { memberId: act.member.id, role: act.member.role };
  const removed = await removeGuarantor(act, application.application, owner.key, by, note);
  if (!removed) return overtakenNow(act);
  const { news: _news, ...details } = readDetails(task, owner.key);
  await moveTask(act.transaction, act.services, task, 'touch', {
    details: { key: owner.key, value: details },
    ...(removed.application.promisedAt ? { dueAt: removed.application.promisedAt } : {}),
  });
  const { id, personId } = removed.guarantor;
  const params = { number: String(removed.application.number) };
  return {
    ...(await freshCard(act, [{ key: 'alerts:guarantor-result.removed' }])),
    messages: [
      toFamily(
        owner.personId,
        called,
        { key: 'alerts:guarantor.removed', params },
        {
          onceKey: `guarantor:${id}:removed`,
          choices: [guarantorButton(removed.application)],
        },
      ),
      ...(personId === null
        ? []
        : [
            {
              personId,
              policy: 'dialogue' as const,
              onceKey: `guarantor:${id}:freed`,
              reply: { parts: [{ key: 'alerts:guarantor.knock' }, { key: 'alerts:guarantor.freed' }] },
            },
          ]),
    ],
    audit: taskAudit(act, 'guarantor.removed', { guarantor: id }),
  };
});

/** What the staff's small flows about guarantors end with. */
export const guarantorCommands: { readonly [name: string]: CommandHandler } = {
  'sign-guarantor': sign,
  'remove-guarantor': remove,
};
