import { namedFile } from '../../src/domain/staff/policy.ts';
import type { Flow } from '../../src/engine/vocabulary.ts';
import { leadToFile, type TaskAnswers, taskQuestion } from '../staff-task.ts';

export const staffTasks: Flow<TaskAnswers> = {
  name: 'staff-tasks',
  version: 1,
  fleeting: true,
  questions: [
    {
      ...taskQuestion,
      // What stands in the list is meant before anything else of the same name; a number is that of a file or application,
      // and no place in the list.
      leads(words) {
        const lead = leadToFile(words);
        return lead && { ...lead, first: namedFile(words)?.of === 'number' };
      },
    },
  ],
  command: (answers) => ({ name: 'show-task', answers }),
};
