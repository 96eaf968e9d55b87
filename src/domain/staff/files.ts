import type { Json, Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import { roleKey } from '../by-sex.ts';
import type { CommandHandler, Source, SourceRequest } from '../contract.ts';
import { draftOf, familiesInProgress, familyByNumber, openCase, openDrafts } from '../families/index.ts';
import { openTasksOf } from '../tasks/index.ts';
import { actingMember, refusal } from './authorise.ts';
import { cardOf } from './cards.ts';
import { fileMessage } from './case-view.ts';
import { line, nameParam } from './lines.ts';
import { openTask } from './opened-task.ts';
import { actingFor, actingRoles, canStandIn } from './policy.ts';
import { openTasksOfMember } from './queue.ts';
import type { Member } from './store.ts';

const mostFiles = 20;

/** Whose work is the families' registrations. */
const seesFiles = (member: Member, roles: readonly string[]): boolean =>
  member.role === 'manager' || roles.includes('case-officer');

const orDash = (name: string): string => (name === '' ? '—' : name);

const signs: { readonly [kind: string]: string } = {
  registration: '📝',
  document: '📷',
  'person-request': '💬',
  correction: '✏️',
};

/** The tasks of the member who asks, the most urgent first. */
export const openTasks: Source = async (request) => {
  const acting = await actingMember(request);
  if (!acting) return [];
  const { transaction, services } = request;
  const tasks = await openTasksOfMember(transaction, services, acting.member, acting.members, 40);
  const choices: Json[] = [];
  for (const task of tasks) {
    const { called } = await openTask(transaction, services, task);
    choices.push({
      id: String(task.number),
      label: `${signs[task.kind] ?? ''} ${task.number} · ${orDash(called)}`,
    });
  }
  return choices;
};

/** The registrations under way, and those that were begun and not ended. */
export const openFiles: Source = async (request) => {
  const acting = await actingMember(request);
  const { transaction, services } = request;
  if (!acting || !seesFiles(acting.member, actingRoles(acting.member, acting.members, services.now)))
    return [];
  const choices: Json[] = [];
  for (const family of await familiesInProgress(transaction, mostFiles)) {
    const { called } = await openCase(transaction, services, family.personId);
    choices.push({ id: `family-${family.number}`, label: `📝 ${family.number} · ${orDash(called)}` });
  }
  for (const draft of await openDrafts(transaction, services, mostFiles)) {
    choices.push({ id: `draft-${draft.conversationId}`, label: `⏳ ${orDash(draft.name)}` });
  }
  return choices;
};

/** A member's role in the language of the one who asks; labels of choices from data are plain words. */
const roleIn = ({ services, actor }: SourceRequest, colleague: Member): string =>
  services.text({ key: roleKey(colleague) }, { language: actor.language, address: null, digits: 'latin' });

/** Colleagues who can be there in one's place, with their roles: those of the task's role for a task. */
export const colleagues: Source = async (request) => {
  const acting = await actingMember(request);
  if (!acting) return [];
  const { member, members } = acting;
  const { services, params, transaction } = request;
  const number = Number(params.task ?? 0);
  const tasks = number > 0 ? await openTasksOfMember(transaction, services, member, members, 200) : [];
  const task = tasks.find((candidate) => candidate.number === number);
  const away = new Set(actingFor(member, members, services.now).slice(1));
  return members
    .filter(
      ({ id, state, role }) =>
        id !== member.id && state === 'active' && role !== 'bank-officer' && !away.has(id),
    )
    .filter((colleague) =>
      task === undefined
        ? canStandIn(colleague, member)
        : colleague.role === task.role || colleague.role === 'manager',
    )
    .map((colleague) => ({ id: colleague.id, label: `${colleague.name} · ${roleIn(request, colleague)}` }));
};

const draftLines = (at: string | null, answered: number, since: Date): readonly Param[] => [
  line('since', { since: { date: todayInRiyadh(since.getTime()) } }),
  line('answered', { count: answered }),
  ...(at === null ? [] : [line('waits-at', { question: { key: `registration:${at}.label` } })]),
];

/** A file from the list: a registration as its role sees it with its task's buttons, or how far a draft has come. */
export const showFile: CommandHandler = async (request) => {
  const { transaction, services, actor, answers } = request;
  const acting = await actingMember(request);
  if (!acting) return ok(refusal(actor, 'not-allowed', null, 'file'));
  const { member, members } = acting;
  if (!seesFiles(member, actingRoles(member, members, services.now))) {
    return ok(refusal(actor, 'not-allowed', null, 'file'));
  }
  const chosen = /^(family(?=-\d{1,9}$)|draft(?=-[0-9a-f-]{36}$))-(.+)$/u.exec(String(answers.file ?? ''));
  if (chosen?.[1] === 'draft') {
    const draft = await draftOf(transaction, services, { conversationId: chosen[2] ?? '' });
    if (!draft) return ok(refusal(actor, 'not-found', null, 'file'));
    const lines = draftLines(draft.at, draft.answered, draft.since);
    const name = line('name', { name: nameParam(draft.name) });
    return ok({
      replies: [
        {
          parts: [
            {
              key: 'alerts:card',
              params: {
                title: { key: 'alerts:stage.draft' },
                lines: { list: [name, ...lines], as: 'lines' },
              },
            },
          ],
        },
      ],
      audit: [
        {
          action: 'draft.opened',
          subjectKind: 'conversation',
          subjectId: draft.conversationId,
          references: {},
        },
      ],
    });
  }
  const family = chosen ? await familyByNumber(transaction, Number(chosen[2])) : null;
  if (!family) return ok(refusal(actor, 'not-found', null, 'file'));
  const audit = [
    {
      action: 'case.opened',
      subjectKind: 'family',
      subjectId: family.id,
      references: { number: family.number },
    },
  ];
  const task = (await openTasksOf(transaction, family.personId))[0];
  const opened = await openCase(transaction, services, family.personId);
  const craft = family.craft.split(',').filter((id) => id !== '');
  const message = await fileMessage(
    transaction,
    { case: opened, called: opened.called, city: family.city, craft },
    member,
  );
  const card = task
    ? [cardOf(await openTask(transaction, services, task), members, member, services.now)]
    : [];
  return ok({ replies: [{ parts: [message] }, ...card], audit });
};
