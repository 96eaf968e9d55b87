import type { Answers, Choice } from '../../engine/vocabulary.ts';
import type { ActionHandler, Effects } from '../contract.ts';
import { claimFamily, decideDocument, decideFamily, familyAction } from '../families/index.ts';
import { applicationAction, lacksVisit } from '../financing/index.ts';
import {
  filesOfTask,
  followsFrom,
  isVerb,
  lastWriter,
  moveTask,
  type Task,
  type Verb,
} from '../tasks/index.ts';
import { aboutOf } from './about.ts';
import { askToAgree } from './agreement.ts';
import { confirmGrant, grant } from './application-acts.ts';
import { lackingQuotation } from './application-moves.ts';
import { refusedVerb } from './application-verbs.ts';
import { type Act, enter, freshCard, overtaken, overtakenNow, refusal, taskAudit } from './authorise.ts';
import { confirmLetter, showLetter } from './bank-decision.ts';
import { pressBankFile } from './bank-file.ts';
import { mayPress, verbsOf } from './cards.ts';
import { caseView, unmaskedReply } from './case-view.ts';
import { askApplicant, confirmTakeBack, pressDesk, takeBack } from './desk-application.ts';
import { callHim, guarantorTerms } from './guarantor-acts.ts';
import { handOver } from './hand-over.ts';
import { besideLetter } from './letter-beside.ts';
import { nameParam } from './lines.ts';
import { takeApplication } from './on-task.ts';
import { awaitsAgreement } from './opened-task.ts';
import { mayLookCloser } from './policy.ts';
import { quotationParams } from './quotation-acts.ts';
import { toFamily } from './say.ts';
import { askSend, sendCompared } from './send.ts';
import { pressFile } from './show-file.ts';
import { confirmForm, showForm } from './signed-form.ts';
import { visitParams } from './study-visit.ts';
import { unseenOf } from './unseen.ts';

const finish = ({ transaction, services, member, opened }: Act): Promise<Task | null> =>
  moveTask(transaction, services, opened.task, 'finish', { claimedById: member.id });

const claim = async (act: Act): Promise<Effects> => {
  const { transaction, services, member, opened } = act;
  const claimed = await moveTask(transaction, services, opened.task, 'claim', { claimedById: member.id });
  if (!claimed) return overtakenNow(act);
  const { family } = opened.case;
  if (family && opened.task.kind === 'registration') {
    await claimFamily(transaction, services, family, member.id);
  }
  await takeApplication(act, member);
  const card = await freshCard(act, [{ key: 'alerts:result.claimed' }]);
  return { ...card, audit: taskAudit(act, 'task.claimed') };
};

const release = async (act: Act): Promise<Effects> => {
  const { transaction, services, opened } = act;
  const released = await moveTask(transaction, services, opened.task, 'release', { alertAgain: true });
  if (!released) return overtakenNow(act);
  return {
    replies: [{ parts: [{ key: 'alerts:result.released' }] }],
    audit: taskAudit(act, 'task.released'),
  };
};

const open = async (act: Act): Promise<Effects> => {
  const { transaction, services, opened, members, member } = act;
  const { replies, audit } = await caseView(transaction, opened, members, member, services.now);
  return { replies, audit };
};

const unmask = async (act: Act): Promise<Effects> => {
  const { opened, member, actor } = act;
  const womenOnly = opened.task.womenOnly || opened.case.family?.womenOnly === true;
  if (!mayLookCloser(member, womenOnly)) return refusal(actor, 'women-only', opened.task.id, 'unmask');
  const { reply, shown } = unmaskedReply(opened, member, actor);
  if (shown.length === 0) return freshCard(act, [{ key: 'alerts:result.not-allowed' }]);
  return { replies: [reply], audit: taskAudit(act, 'case.unmasked', { fields: shown.join(',') }) };
};

const verify = async (act: Act): Promise<Effects> => {
  const { transaction, member, opened, actor } = act;
  const { task, case: owner, called, quotation } = opened;
  if (!mayLookCloser(member, task.womenOnly)) return refusal(actor, 'women-only', task.id, 'verify');
  if (quotation)
    return {
      openHere: {
        flow: 'staff-quotation',
        params: { task: String(task.number), ...(await quotationParams(act)) },
      },
    };
  if (task.documentId === null) return overtakenNow(act);
  if (!(await finish(act))) return overtakenNow(act);
  for (const id of await filesOfTask(transaction, task))
    await decideDocument(transaction, id, 'verified', member.id);
  return {
    replies: [{ parts: [{ key: 'alerts:result.verified' }] }],
    messages: [
      toFamily(owner.personId, called, {
        key: `alerts:family.document-verified${task.topic === 'id-photo' ? '-id-photo' : ''}`,
      }),
    ],
    audit: taskAudit(act, 'document.verified', { document: task.documentId }),
  };
};

const approve = async (act: Act): Promise<Effects> => {
  if (!act.opened.case.family) return overtakenNow(act);
  const missing = await unseenOf(act);
  if (missing.length === 0) return approveNow(act);
  const { number, version } = act.opened.task;
  const answer = (verb: Verb): Choice => ({
    id: `act:${verb}:${number}:${version}`,
    label: { key: `alerts:button.${verb}` },
  });
  const params = { called: nameParam(act.opened.called), missing: { list: missing, as: 'lines' as const } };
  return {
    replies: [
      {
        parts: [{ key: 'alerts:approve-sure', params }],
        choices: [answer('approve-sure'), answer('back')],
      },
    ],
  };
};

const approveNow = async (act: Act): Promise<Effects> => {
  const { transaction, services, member, opened } = act;
  const { family, personId } = opened.case;
  if (!family) return overtakenNow(act);
  const approved = await decideFamily(transaction, services, family, 'approve', member.id);
  if (!approved) return overtakenNow(act);
  // The case is locked, so nobody can have been faster between the two: half a decision must not stand.
  if (!(await finish(act)))
    throw new Error(`the task ${opened.task.number} changed while its case was locked`);
  return {
    replies: [{ parts: [{ key: 'alerts:result.approved' }] }],
    messages: [
      toFamily(
        personId,
        opened.called,
        {
          key: 'alerts:family.approved',
          params: { called: opened.called, number: String(family.number) },
        },
        {
          onceKey: `family:${family.id}:approved`,
          // What she came for in her first words comes back here; others may want it as well.
          further: [{ key: `alerts:family.financing-${family.goal === 'financing' ? 'wished' : 'offered'}` }],
          choices: [{ id: 'loan-application', label: { key: 'alerts:family.button.financing' } }],
        },
      ),
    ],
    audit: taskAudit(act, 'family.approved', { family: family.id, number: family.number }),
  };
};

/** What the law gives a right to: the family reads what was done before it is closed. */
const byRight: ReadonlySet<string> = new Set(['data-deletion', 'data-copy']);

const done = async (act: Act): Promise<Effects> => {
  if (act.opened.application) return handOver(act);
  const { task, details, case: owner, called } = act.opened;
  const right = task.kind === 'person-request' && byRight.has(task.topic ?? '') ? task.topic : null;
  if (right !== null && lastWriter(details) === null)
    return freshCard(act, [{ key: `alerts:result.say-first.${right}` }]);
  if (!(await finish(act))) return overtakenNow(act);
  const key = `alerts:family.${right === null ? 'person-done' : `${right}-done`}`;
  return {
    replies: [{ parts: [{ key: 'alerts:result.done' }] }],
    ...(task.kind === 'person-request' ? { messages: [toFamily(owner.personId, called, { key })] } : {}),
    audit: taskAudit(act, 'task.done'),
  };
};

/** A button that needs words opens a small flow, which knows its task. */
const withWords =
  (flow: string, more: (act: Act) => Answers = () => ({})) =>
  async (act: Act): Promise<Effects> => ({
    openHere: {
      flow,
      params: { task: String(act.opened.task.number), ...aboutOf(act.opened), ...more(act) },
    },
  });

/** Whom a refusal is about, for its last question. */
const whose = ({ opened: { called } }: Act): Answers => (called === '' ? {} : { called });

/** Where a visit is lacking, the officer is told and says why. */
const sayReady = (act: Act): Promise<Effects> => {
  const { application } = act.opened;
  const lacks = application !== null && lacksVisit(application);
  return withWords('staff-application-ready', () => (lacks ? { lacksVisit: true } : {}))(act);
};

/** Nothing is ready while the family is asked; what was not looked at is said, and confirmed once. */
const askReady = async (act: Act): Promise<Effects> => {
  const { application } = act.opened;
  const lacking = await lackingQuotation(act);
  if (lacking) return lacking;
  if (application?.corrections.some(({ row }) => row.state === 'proposed')) {
    return freshCard(act, [{ key: 'alerts:application-result.correction-waits' }]);
  }
  // Known before anything is typed for nothing.
  if (act.opened.case.family?.state !== 'approved') {
    return freshCard(act, [{ key: 'alerts:application-result.not-registered' }]);
  }
  const missing = await unseenOf(act);
  if (missing.length === 0) return sayReady(act);
  const { number, version } = act.opened.task;
  const params = {
    number: String(application?.application.number ?? ''),
    called: nameParam(act.opened.called),
    missing: { list: missing, as: 'lines' as const },
  };
  const answer = (verb: Verb): Choice => ({
    id: `act:${verb}:${number}:${version}`,
    label: { key: `alerts:button.${verb}` },
  });
  return {
    replies: [
      { parts: [{ key: 'alerts:ready-sure', params }], choices: [answer('ready-sure'), answer('back')] },
    ],
  };
};

const carryOut: { readonly [verb in Verb]: (act: Act) => Promise<Effects> } = {
  claim,
  open,
  unmask,
  verify,
  approve,
  'approve-sure': approveNow,
  agreement: (act) => (act.opened.application ? askApplicant(act) : askToAgree(act)),
  back: (act) => freshCard(act, []),
  release,
  done,
  ask: (act) => withWords(act.opened.application ? 'staff-application-ask' : 'staff-ask-family')(act),
  reply: withWords('staff-reply'),
  reject: withWords('staff-reject-document'),
  decline: besideLetter((act) =>
    withWords(act.opened.application ? 'staff-application-decline' : 'staff-decline', whose)(act),
  ),
  ready: askReady,
  'ready-sure': sayReady,
  visit: withWords('staff-application-visit', visitParams),
  correct: withWords('staff-study-correct'),
  send: askSend,
  'send-sure': sendCompared,
  return: besideLetter(withWords('staff-application-return')),
  grant: besideLetter(confirmGrant),
  'grant-sure': grant,
  'grant-less': besideLetter(withWords('staff-application-less', whose)),
  confirm: (act) => (act.opened.signedForm ? showForm(act) : showLetter(act)),
  'confirm-sure': (act) => (act.opened.signedForm ? confirmForm(act) : confirmLetter(act)),
  'give-back': withWords('staff-letter-return'),
  'guarantor-call': callHim,
  'guarantor-sign': withWords('staff-guarantor', guarantorTerms),
  'guarantor-off': withWords('staff-guarantor-off'),
  'sign-form': withWords('staff-signed-form'),
  'take-back': confirmTakeBack,
  'take-back-sure': takeBack,
  reassign: withWords('staff-reassign'),
};

/** Looking changes nothing, so no card is too old for it. */
const looks = new Set<Verb>(['open', 'back']);

/**
 * A button of a card, `act:<verb>:<task number>:<version>`. A card overtaken by events answers with the task as it
 * stands now; somebody who is no member, or not of the role, is refused, and the attempt is kept.
 */
export const handleAction: ActionHandler = async (request) => {
  const own = (await familyAction(request)) ?? (await applicationAction(request));
  if (own) return own;
  const [verb, number, version] = request.parts;
  if (verb === 'file') return pressFile(request);
  if (verb === 'desk') return pressDesk(request);
  if (verb === 'bank-file') return pressBankFile(request);
  if (verb === undefined || !isVerb(verb)) return refusal(request.actor, 'not-found', null, 'unknown');
  const entry = await enter(request, number ?? '', verb);
  if ('refused' in entry) return entry.refused;
  const { act } = entry;
  const { member, opened } = act;
  if (looks.has(verb)) return carryOut[verb](act);
  const late = await overtaken(act, verb, /^\d{1,9}$/u.test(version ?? '') ? Number(version) : -1);
  if (late) return late;
  const shown = followsFrom[verb] ?? verb;
  if (shown === 'approve' && awaitsAgreement(opened)) {
    return freshCard(act, [{ key: 'alerts:result.not-agreed' }]);
  }
  const why = refusedVerb(opened, member, shown);
  if (why) return refusal(request.actor, why, opened.task.id, verb);
  if (!verbsOf(opened, member).includes(shown)) return overtakenNow(act);
  if (!mayPress(member, opened.task, shown)) {
    return refusal(request.actor, 'women-only', opened.task.id, verb);
  }
  return carryOut[verb](act);
};
