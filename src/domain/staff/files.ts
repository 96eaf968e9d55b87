import type { Json } from '../../engine/vocabulary.ts';
import { roleKey } from '../by-sex.ts';
import type { Source, SourceRequest } from '../contract.ts';
import { familiesIn, openDrafts } from '../families/index.ts';
import { dayIn, deputiesFor, timeOf } from './absence.ts';
import { actingMember } from './authorise.ts';
import { decided, fileLabel, mostFiles, numberedLabel, orDash, seesFiles, underWay } from './find-files.ts';
import { openTask } from './opened-task.ts';
import { takersOf } from './policy.ts';
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
    const { called, case: owner } = await openTask(transaction, services, task);
    const number = owner.family?.number ?? null;
    const label = numberedLabel(signs[task.kind] ?? '', number, called, request.actor.language);
    choices.push({ id: String(task.number), label });
  }
  return choices;
};

/** Words of the house on a button, in the language of the one who asks; labels of choices from data are plain words. */
const labelIn = ({ services, actor }: SourceRequest, key: string): string =>
  services.text({ key }, { language: actor.language, address: null, digits: 'latin' });

/** The registrations under way, those that were begun and not ended, and the way to the decided ones, the latest first. */
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
  for (const state of decided) {
    if ((await familiesIn(transaction, [state], 1)).length === 0) continue;
    choices.push({ id: `list-${state}`, label: labelIn(request, `alerts:files.${state}`) });
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
    label: `${colleague.name} · ${labelIn(request, roleKey(colleague))}`,
  }));
};
