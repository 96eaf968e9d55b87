import type { Flow } from '../../src/engine/vocabulary.ts';

export type StaffAbsenceAnswers = {
  until: { iso: string; calendar: string; typed: string };
  deputy: string | null;
};

/** `until` is the last day away, as an ISO date in the command. */
export const staffAbsence: Flow<StaffAbsenceAnswers> = {
  name: 'staff-absence',
  version: 1,
  fleeting: true,
  questions: [
    {
      key: 'until',
      kind: 'date',
      check: {
        problem: (value, context) =>
          (value as StaffAbsenceAnswers['until']).iso < context.today ? 'past' : null,
      },
    },
    {
      key: 'deputy',
      kind: 'choice',
      optional: true,
      choicesFrom: () => ({ source: 'colleagues', params: {} }),
    },
  ],
  command: ({ until, deputy }) => ({
    name: 'set-absence',
    answers: { until: until.iso, deputy: deputy ?? null },
  }),
};
