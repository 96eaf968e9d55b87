import type { Flow, Json, Param } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, whoseFile } from '../staff-task.ts';

export type StaffStudyCorrectSureAnswers = TaskAnswers & {
  correction: Json;
  lines: Json;
  sure: boolean;
};

/** A correction of the study read back, from what to what and with what it does, before the family is asked. */
export const staffStudyCorrectSure: Flow<StaffStudyCorrectSureAnswers> = {
  name: 'staff-study-correct-sure',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    // Never put: they receive the task, the correction as it was typed, and the words that tell it.
    { key: 'task', kind: 'text', when: () => false },
    { key: 'correction', kind: 'text', when: () => false },
    { key: 'lines', kind: 'text', when: () => false },
    {
      key: 'sure',
      kind: 'yes-no',
      outright: true,
      params: ({ lines }) => ({
        lines: { list: (lines ?? []) as unknown as readonly Param[], as: 'lines' },
      }),
    },
  ],
  command: ({ sure }, _params, { task, correction }) => ({
    name: 'propose-study-correction',
    answers: { ...(correction as { readonly [key: string]: Json }), task: task ?? null, sure },
  }),
};
