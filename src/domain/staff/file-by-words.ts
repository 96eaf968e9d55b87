import type { Json } from '../../engine/vocabulary.ts';
import type { Source, SourceRequest } from '../contract.ts';
import { familyOf } from '../families/index.ts';
import { applicationByNumber } from '../financing/index.ts';
import type { Task } from '../tasks/index.ts';
import { actingMember } from './authorise.ts';
import { findFiles, fitsName, seesFiles } from './find-files.ts';
import { type OpenedTask, openTask } from './opened-task.ts';
import { withoutNumbers } from './policy.ts';
import { openTasksOfMember } from './queue.ts';

/** Tasks that are looked through, the most urgent first. */
const mostTasks = 200;

type Sought = { readonly of: string; readonly words: string };

const openFile = (file: string): Json => ({ flow: 'staff-files', params: { file } });

const isNumber = (words: string): boolean => /^\d{1,9}$/u.test(words);

const fileOf = async ({ transaction, services, actor }: SourceRequest, sought: Sought): Promise<Json> => {
  const { of, words } = sought;
  if (of === 'application' || of === 'number') {
    const application = await applicationByNumber(transaction, Number(words));
    const family = application && (await familyOf(transaction, application.personId));
    if (family) return openFile(of === 'application' ? `application-${words}` : words);
    if (of === 'application') return null;
  }
  const { files } = await findFiles(transaction, services, words, actor.language);
  const [only] = files;
  if (of === 'file' && isNumber(words) && only) return openFile(`family-${only.family.number}`);
  return files.length > 0 || of === 'search' || (of === 'file' && isNumber(words)) ? openFile(words) : null;
};

/** Whether a task is of the file or application with a number, or of somebody of a name. */
const isOf = ({ case: owner, called, application }: OpenedTask, { of, words }: Sought): boolean => {
  const fullName = typeof owner.profile.fullName === 'string' ? owner.profile.fullName : '';
  if (!isNumber(words)) return fitsName(words, `${called} ${fullName}`);
  const numbers = {
    application: application?.application.number,
    file: owner.family?.number,
    // What stands on its button: the application's number, where there is one.
    number: application?.application.number ?? owner.family?.number,
  };
  return numbers[of === 'application' || of === 'number' ? of : 'file'] === Number(words);
};

/** The one task that words fit, or the list where they fit several. */
const taskOf = async (request: SourceRequest, tasks: readonly Task[], sought: Sought): Promise<Json> => {
  const fitting: Task[] = [];
  for (const task of tasks) {
    const opened = await openTask(request.transaction, request.services, task);
    if (isOf(opened, sought)) fitting.push(task);
  }
  const [only, ...others] = fitting;
  if (!only) return null;
  const params: { [key: string]: string } = others.length === 0 ? { task: String(only.number) } : {};
  return { flow: 'staff-tasks', params };
};

/**
 * Where words of a member of staff lead, `{of, words}`: to a file for those whose work the files are, else to a task of
 * its own; null where they name none.
 */
export const fileByWords: Source = async (request) => {
  const acting = await actingMember(request);
  if (!acting) return null;
  const { transaction, services, params } = request;
  const sought = { of: String(params.of ?? 'file'), words: String(params.words ?? '') };
  const file = seesFiles(acting, services.now) ? await fileOf(request, sought) : null;
  if (file !== null) return file;
  const { member, members } = acting;
  const tasks = await openTasksOfMember(transaction, services, member, members, mostTasks);
  const task = await taskOf(request, tasks, sought);
  if (task !== null || sought.of === 'file' || sought.of === 'application') return task;
  // A number is never a place in a menu, and a search that finds nothing says so.
  const key = `alerts:files.${sought.of === 'number' ? 'no-number' : 'none'}`;
  return { say: [{ key, params: { words: withoutNumbers(sought.words) } }] };
};
