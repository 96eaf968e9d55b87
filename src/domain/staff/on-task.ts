import type { Answers } from '../../engine/vocabulary.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandRequest, Effects } from '../contract.ts';
import { claimFamily } from '../families/index.ts';
import { moveApplication } from '../financing/index.ts';
import { moveTask, promiseTask, type Task, type TaskKind, taskById } from '../tasks/index.ts';
import { type Act, enter, overtaken, refusal } from './authorise.ts';
import { openTask } from './opened-task.ts';
import type { Member } from './store.ts';

export const textOf = (answers: Answers, key: string): string | null => {
  const value = answers[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The words came later than the button: everything is checked again before they count. */
export const onTask =
  (
    verb: string,
    kinds: readonly TaskKind[],
    carryOut: (act: Act, request: CommandRequest) => Promise<Effects>,
  ) =>
  async (request: CommandRequest) => {
    const entry = await enter(request, textOf(request.answers, 'task') ?? '', verb);
    if ('refused' in entry) return ok(entry.refused);
    const { act } = entry;
    const late = await overtaken(act, verb, null);
    if (late) return ok(late);
    if (!kinds.includes(act.opened.task.kind as TaskKind)) {
      return ok(refusal(request.actor, 'not-allowed', act.opened.task.id, verb));
    }
    return ok(await carryOut(act, request));
  };

/**
 * Who takes the task of an application has the application; other stages than the study know no such step. The day that
 * the family is promised with it is the task's own from then on.
 */
export const takeApplication = async (
  { transaction, services, opened }: Act,
  { id, role }: Member,
): Promise<void> => {
  if (!opened.application) return;
  const { application } = opened.application;
  const moved = await moveApplication(transaction, services, application, 'claim', { memberId: id, role });
  const promised = moved?.promisedAt?.getTime();
  if (moved?.promisedAt && promised !== application.promisedAt?.getTime())
    await promiseTask(transaction, opened.task.id, moved.promisedAt);
};

/** An open task becomes the member's own by acting on it; null when somebody was faster. */
export const own = async (act: Act): Promise<Task | null> => {
  const { transaction, services, member, opened } = act;
  const { task } = opened;
  if (task.state !== 'open') return task;
  const claimed = await moveTask(transaction, services, task, 'claim', { claimedById: member.id });
  const { family } = opened.case;
  if (claimed && family && task.kind === 'registration' && family.claimedById === null) {
    await claimFamily(transaction, services, family, member.id);
  }
  if (!claimed) return null;
  await takeApplication(act, member);
  return taskById(transaction, claimed.id);
};

/** The act with its case as it stands after a claim. */
export const reopened = async (act: Act, task: Task): Promise<Act> => ({
  ...act,
  opened: await openTask(act.transaction, act.services, task),
});
