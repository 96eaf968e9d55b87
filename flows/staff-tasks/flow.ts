import type { Flow } from '../../src/engine/vocabulary.ts';
import { leadToFile, type TaskAnswers, taskQuestion } from '../staff-task.ts';

export const staffTasks: Flow<TaskAnswers> = {
  name: 'staff-tasks',
  version: 1,
  fleeting: true,
  questions: [
    {
      ...taskQuestion,
      // What stands in the list is meant before anything else that bears the same number or name.
      leads(words) {
        const lead = leadToFile(words);
        return lead && { ...lead, first: false };
      },
    },
  ],
  command: (answers) => ({ name: 'show-task', answers }),
};
