import type { Flow } from '../../src/engine/vocabulary.ts';
import { explanationSchema } from '../schemas.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffApplicationReadyAnswers = TaskAnswers & {
  lacksVisit: boolean;
  withoutVisit: string;
  opinion: string;
};

/**
 * The officer's opinion of the project in words: with it the file is ready for whoever sends it to the bank. Where the
 * rules ask for a visit and there was none, the reason comes first.
 */
export const staffApplicationReady: Flow<StaffApplicationReadyAnswers> = {
  name: 'staff-application-ready',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    // Never put: it receives whether a visit is lacking.
    { key: 'lacksVisit', kind: 'yes-no', when: () => false },
    {
      key: 'withoutVisit',
      kind: 'text',
      verbatim: true,
      schema: explanationSchema,
      when: ({ lacksVisit }) => lacksVisit === true,
    },
    { key: 'opinion', kind: 'text', verbatim: true },
  ],
  command: ({ lacksVisit: _lacks, ...answers }) => ({ name: 'mark-application-ready', answers }),
};
