import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion } from '../staff-task.ts';

export const staffTasks: Flow<TaskAnswers> = {
  name: 'staff-tasks',
  version: 1,
  fleeting: true,
  questions: [taskQuestion],
  command: (answers) => ({ name: 'show-task', answers }),
};
