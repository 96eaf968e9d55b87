import type { Json } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { roleKey } from '../by-sex.ts';
import type { Source, SourceRequest } from '../contract.ts';
import { channelOf, familiesIn, openDrafts } from '../families/index.ts';
import { begunApplications } from '../financing/index.ts';
import { dayIn, deputiesFor, timeOf } from './absence.ts';
import { actingMember } from './authorise.ts';
import {
  decided,
  fileLabel,
  labelIn,
  mostFiles,
  numberedLabel,
  orDash,
  seesFiles,
  underWay,
} from './find-files.ts';
import { halfWayLabel } from './half-way-file.ts';
import { type OpenedTask, openTask } from './opened-task.ts';
import { takersOf, withoutNumbers } from './policy.ts';
import { openTasksOfMember } from './queue.ts';
import { whoActed } from './two-people.ts';

const mostDrafts = 10;

const signs: { readonly [kind: string]: string } = {
  registration: '📝',
  document: '📷',
  'person-request': '💬',
  correction: '✏️',
  application: '💰',
  'bank-decision': '🏦',
  'signed-form': '✍️',
};

/** The tasks of the member who asks, the most urgent first. */
export const openTasks: Source = async (request) => {
  const acting = await actingMember(request);
  if (!acting) return [];
  const { transaction, services } = request;
  const tasks = await openTasksOfMember(transaction, services, acting.member, acting.members, 40);
  const choices: Json[] = [];
  for (const task of tasks) {
    choices.push({
      id: String(task.number),
      label: await taskLabel(request, await openTask(transaction, services, task)),
    });
  }
  return choices;
};

/** Half past ten in the morning as «10:30», in Riyadh's time. */
const clock = (moment: Date): string =>
  new Date(moment.getTime() + 3 * 3_600_000).toISOString().slice(11, 16);

/** Who is not registered is told apart by where and when they wrote, and by their first words. */
const strangerLabel = async (
  { transaction, services, actor }: SourceRequest,
  { task, details }: OpenedTask,
): Promise<string> => {
  const channel = await channelOf(transaction, task.personId);
  const first = details.said?.find(({ from }) => from !== 'staff')?.text ?? '';
  return labelIn(services, actor.language, {
    key: first === '' ? 'alerts:label.stranger-silent' : 'alerts:label.stranger',
    params: {
      channel: { key: `alerts:label.channel.${channel ?? 'unknown'}` },
      day: { date: todayInRiyadh(task.createdAt.getTime()), as: 'day' },
      time: clock(task.createdAt),
      words: { said: withoutNumbers(first).slice(0, 24) },
    },
  });
};

/** A task on a button: what is late first, an application by its own number, everything else by the file's. */
const taskLabel = async (request: SourceRequest, opened: OpenedTask): Promise<string> => {
  const { task, application, called, case: owner } = opened;
  const sign = `${task.dueAt < request.services.now ? '⏰ ' : ''}${signs[task.kind] ?? ''}`;
  if (application) return numberedLabel(request, sign, 'application', application.application.number, called);
  if (owner.family) return numberedLabel(request, sign, 'file', owner.family.number, called);
  return called === ''
    ? `${sign} ${await strangerLabel(request, opened)}`
    : numberedLabel(request, sign, 'file', null, called);
};

/**
 * The registrations under way, those that were begun and not ended, the applications that are not submitted yet, and the
 * way to the decided registrations, the latest first.
 */
export const openFiles: Source = async (request) => {
  const acting = await actingMember(request);
  const { transaction, services } = request;
  if (!acting || !seesFiles(acting, services.now)) return [];
  const choices: Json[] = [];
  for (const family of await familiesIn(transaction, underWay, mostFiles)) {
    choices.push({
      id: `family-${family.number}`,
      label: await fileLabel(transaction, services, family, request.actor.language),
    });
  }
  for (const draft of await openDrafts(transaction, services, mostDrafts)) {
    choices.push({ id: `draft-${draft.conversationId}`, label: `⏳ ${orDash(draft.name)}` });
  }
  for (const begun of await begunApplications(transaction, services, mostDrafts)) {
    choices.push({
      id: `halfway-${begun.conversationId}`,
      label: halfWayLabel(services, request.actor.language, begun),
    });
  }
  for (const state of decided) {
    if ((await familiesIn(transaction, [state], 1)).length === 0) continue;
    choices.push({
      id: `list-${state}`,
      label: labelIn(services, request.actor.language, { key: `alerts:files.${state}` }),
    });
  }
  return choices;
};

/**
 * Colleagues with their roles: for a task, those of its role; for an absence from and until a day, those who can be there
 * in one's place all that time.
 */
export const colleagues: Source = async (request) => {
  const acting = await actingMember(request);
  if (!acting) return [];
  const { member, members } = acting;
  const { services, params, transaction } = request;
  const number = Number(params.task ?? 0);
  const tasks = number > 0 ? await openTasksOfMember(transaction, services, member, members, 200) : [];
  const task = tasks.find((candidate) => candidate.number === number);
  const days = { from: dayIn(params.from) ?? services.today, until: dayIn(params.until) ?? services.today };
  const chosen =
    task === undefined
      ? deputiesFor(member, members, timeOf(days.from, days.until))
      : takersOf(task, member, members, services.now, whoActed(await openTask(transaction, services, task)));
  return chosen.map((colleague) => ({
    id: colleague.id,
    label: `${colleague.name} · ${labelIn(services, request.actor.language, { key: roleKey(colleague) })}`,
  }));
};
