import type { Choice, Json, Message, Reply } from '../../engine/vocabulary.ts';
import { fail, ok } from '../../kernel/result.ts';
import type { ActionRequest, CommandHandler, Effects, MessageToPerson, Source } from '../contract.ts';
import {
  agreedTo,
  deskCode,
  familiesIn,
  familyByNumber,
  hasContact,
  type OpenedCase,
  openCase,
} from '../families/index.ts';
import {
  type Application,
  agreeButton,
  agreeFlow,
  deskWords,
  knownForApplication,
  moveApplication,
  receiveQuotations,
  stageTaskOf,
  writeAtDesk,
} from '../financing/index.ts';
import { lockCase, moveTask } from '../tasks/index.ts';
import { type Act, actingMember, freshCard, refusal, taskAudit } from './authorise.ts';
import { cardOf } from './cards.ts';
import { type FoundFile, fileLabel, findFiles, mostFiles, seesFiles } from './find-files.ts';
import { nameParam } from './lines.ts';
import { openTask } from './opened-task.ts';
import { toFamily } from './say.ts';
import { noneFor } from './show-file.ts';
import type { Member } from './store.ts';

type Request = Pick<ActionRequest, 'transaction' | 'services' | 'actor'>;
type Writer = { readonly member: Member; readonly members: readonly Member[] };

/** Who may apply for families at the desk: whose work their files are. */
const writerOf = async (request: Request): Promise<Writer | null> => {
  const acting = await actingMember(request);
  return acting && seesFiles(acting, request.services.now) ? acting : null;
};

const notAllowed = ({ actor }: Request): Effects => refusal(actor, 'not-allowed', null, 'desk');

/** The case of a registered family by its number, and whether it has a chat. */
const caseOf = async ({ transaction, services }: Request, number: unknown) => {
  const family = /^\d{1,9}$/u.test(String(number)) ? await familyByNumber(transaction, Number(number)) : null;
  if (!family) return null;
  const opened = await openCase(transaction, services, family.personId);
  return { family, opened, hasChat: await hasContact(transaction, family.personId) };
};

/**
 * What is known of the family for which an officer applies, as for the family itself. Who has no chat cannot agree to its
 * registration there either: the paper that it signs is for both.
 */
export const deskFinancing: Source = async (request): Promise<Json> => {
  const writer = await writerOf(request);
  const found = writer && (await caseOf(request, request.params.family));
  if (!found) return {};
  const { family, opened, hasChat } = found;
  const byPaper = !hasChat && family.state !== 'declined' && !agreedTo(family);
  return {
    ...(await knownForApplication(request, opened)),
    called: opened.called,
    familyState: byPaper ? 'approved' : family.state,
    agreedRegistration: byPaper || agreedTo(family),
    hasChat,
  };
};

/** Families for which an officer may apply, the latest first. */
export const deskFamilies: Source = async (request): Promise<Json> => {
  const { transaction, services, actor } = request;
  if (!(await writerOf(request))) return [];
  const choices: Json[] = [];
  for (const family of await familiesIn(transaction, ['approved'], mostFiles)) {
    const label = await fileLabel(transaction, services, family, actor.language);
    choices.push({ id: `family-${family.number}`, label });
  }
  return choices;
};

const open = (number: number): Effects => ({
  openHere: { flow: 'desk-application', params: { family: String(number) } },
});

const listed = (files: readonly FoundFile[]): Reply => ({
  parts: [{ key: 'alerts:files.found', params: { count: files.length } }],
  choices: files.map(
    ({ family, label }): Choice => ({ id: `act:desk:${family.number}`, label: { text: label } }),
  ),
});

/** Whom the application is for, as it was chosen or typed: the questions begin, or the list of those whom it may be. */
export const beginDesk: CommandHandler = async (request) => {
  if (!(await writerOf(request))) return ok(notAllowed(request));
  const { transaction, services, actor, answers } = request;
  const typed = String(answers.family ?? '');
  const chosen = /^family-(\d{1,9})$/u.exec(typed)?.[1];
  if (chosen !== undefined) return ok(open(Number(chosen)));
  const { by, files } = await findFiles(transaction, services, typed, actor.language);
  const [first, ...others] = files;
  if (!first) {
    return ok({
      replies: [{ parts: [noneFor(by, typed)] }],
      openHere: { flow: 'staff-application-desk', params: {} },
    });
  }
  return ok(others.length === 0 ? open(first.family.number) : { replies: [listed(files)] });
};

/** A family's button, in a list or under its file: `act:desk:<number>`. */
export const pressDesk = async (request: ActionRequest): Promise<Effects> => {
  if (!(await writerOf(request))) return notAllowed(request);
  const found = await caseOf(request, request.parts[1]);
  return found ? open(found.family.number) : refusal(request.actor, 'not-found', null, 'desk');
};

/** What brings an application of the desk before its family. */
const putToFamily = (
  owner: OpenedCase,
  application: Application,
  officer: Member | null,
  onceKey: string,
): { readonly messages: readonly MessageToPerson[]; readonly opens: NonNullable<Effects['opens']> } => {
  const { personId, called } = owner;
  const choices = [agreeButton(application)];
  return {
    messages: [toFamily(personId, called, deskWords(application, officer), { choices, onceKey })],
    opens: [{ personId, ...agreeFlow(application), onceKey }],
  };
};

/** Writes down what the family answered at the desk. It reads that back in its chat; without one it signs the paper. */
export const writeApplication: CommandHandler = async (request) => {
  const writer = await writerOf(request);
  if (!writer) return ok(notAllowed(request));
  const { transaction, services, answers, params } = request;
  const { member, members } = writer;
  const seen = await caseOf(request, answers.family ?? params.family);
  if (!seen) return ok(refusal(request.actor, 'not-found', null, 'desk'));
  await lockCase(transaction, seen.family.personId);
  const { family, opened, hasChat } = (await caseOf(request, seen.family.number)) ?? seen;
  const covered = agreedTo(family) || !hasChat;
  if (family.state === 'declined' || !covered)
    return fail({ question: 'deskReview', problem: 'not-registered' });
  const { family: _whose, ...kept } = answers;
  const { personId, key } = opened;
  const applied = { familyId: family.id, personId, key, womenOnly: family.womenOnly };
  const written = await writeAtDesk(transaction, services, applied, member.id, kept);
  if (!written.ok) return fail(written.error);
  const application = written.value;
  const sender = { key, womenOnly: family.womenOnly, uploadedBy: request.actor.personId };
  await receiveQuotations(transaction, services, application, sender, kept);
  const task = await stageTaskOf(transaction, personId);
  if (!task) throw new Error(`the application ${application.number} waits without a task`);
  const card = cardOf(await openTask(transaction, services, task), members, member, services.now);
  const told: Message = {
    key: `alerts:desk-application.${hasChat ? 'asked' : 'no-chat'}`,
    params: { called: nameParam(opened.called), number: String(application.number) },
  };
  const onceKey = `agree-application:${application.id}`;
  return ok({
    replies: [{ parts: [told] }, card],
    ...(hasChat ? putToFamily(opened, application, member, onceKey) : {}),
    handOverTo: personId,
    audit: [
      {
        action: 'application.written-at-desk',
        subjectKind: 'application',
        subjectId: application.id,
        references: { number: application.number, family: family.number },
      },
    ],
  });
};

/** The family is asked once more whether it agrees, at most once a day; without a chat the officer gets a code for it. */
export const askApplicant = async (act: Act): Promise<Effects> => {
  const { transaction, services, members, opened } = act;
  const { case: owner } = opened;
  const application = opened.application?.application;
  if (application?.state !== 'awaiting-agreement')
    return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  const audit = taskAudit(act, 'family.asked-to-agree', { application: application.id });
  if (!(await hasContact(transaction, owner.personId))) {
    const card = await freshCard(act, [{ key: 'alerts:desk-application.sign-or-code' }]);
    const code = await deskCode(transaction, services, owner.personId);
    return { replies: [code, ...(card.replies ?? [])], audit };
  }
  const officer = members.find(({ id }) => id === application.assistedById) ?? null;
  const onceKey = `agree-application:${application.id}:${services.today}`;
  return {
    ...(await freshCard(act, [{ key: 'alerts:result.asked-to-agree' }])),
    ...putToFamily(owner, application, officer, onceKey),
    audit,
  };
};

/** What is taken back cannot be agreed to any more, so it is asked once more. */
export const confirmTakeBack = async ({ opened }: Act): Promise<Effects> => {
  const { number, version } = opened.task;
  const answer = (verb: 'take-back-sure' | 'back'): Choice => ({
    id: `act:${verb}:${number}:${version}`,
    label: { key: `alerts:button.${verb}` },
  });
  const params = {
    called: nameParam(opened.called),
    number: String(opened.application?.application.number ?? ''),
  };
  return {
    replies: [
      {
        parts: [{ key: 'alerts:desk-application.take-back', params }],
        choices: [answer('take-back-sure'), answer('back')],
      },
    ],
  };
};

/** What the desk wrote by mistake is put aside; a family that was asked hears that there is nothing to answer. */
export const takeBack = async (act: Act): Promise<Effects> => {
  const { transaction, services, member, opened } = act;
  const { case: owner, called, task } = opened;
  const by = { memberId: member.id, role: member.role };
  const application = opened.application?.application;
  const moved = application && (await moveApplication(transaction, services, application, 'take-back', by));
  if (!moved) return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
  const message = { key: 'alerts:application-family.taken-back', params: { number: String(moved.number) } };
  return {
    replies: [{ parts: [{ key: 'alerts:desk-application.taken-back' }] }],
    messages: (await hasContact(transaction, owner.personId))
      ? [toFamily(owner.personId, called, message, { onceKey: `application:${moved.id}:taken-back` })]
      : [],
    audit: taskAudit(act, 'application.taken-back', { application: moved.id }),
  };
};
