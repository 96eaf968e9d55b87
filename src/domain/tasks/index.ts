export {
  answeredMember,
  lastWriter,
  type News,
  type Said,
  type TaskDetails,
  unansweredWords,
  withChanges,
  withWords,
} from './details.ts';
export { filesOfTask, type TaskFiles } from './file-store.ts';
export {
  dueInWorkingDays,
  followsFrom,
  isVerb,
  type TaskKind,
  unclaimedWorkingDays,
  type Verb,
  verbsFor,
} from './policy.ts';
export type { TaskState } from './states.ts';
export {
  allOpenTasks,
  claimedTasksOf,
  createTask,
  lastDoneTask,
  lockCase,
  markAlerted,
  moveTask,
  openTasksFor,
  openTasksOf,
  overdueTasks,
  promiseTask,
  readDetails,
  type Task,
  taskById,
  taskByNumber,
  unalertedTasks,
  unclaimedSince,
} from './store.ts';
