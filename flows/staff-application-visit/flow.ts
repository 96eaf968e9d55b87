import type { Flow, Json, Question } from '../../src/engine/vocabulary.ts';
import { sentenceSchema } from '../schemas.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffApplicationVisitAnswers = TaskAnswers & {
  today: string;
  asksWoman: boolean;
  day: Json;
  seen: string;
  byWoman: boolean;
  photo: Json;
  photo2: Json;
  photo3: Json;
};

type Given = Partial<StaffApplicationVisitAnswers>;
type VisitQuestion = Question<StaffApplicationVisitAnswers>;

const photo = (key: 'photo' | 'photo2' | 'photo3', before: 'photo' | 'photo2' | null): VisitQuestion => ({
  key,
  kind: 'photo',
  optional: true,
  sensitive: true,
  ...(before === null ? {} : { when: (answers: Given) => (answers[before] ?? null) !== null }),
});

/** A visit to the project: the day, what was seen, a woman where one was asked for, and photos. */
export const staffApplicationVisit: Flow<StaffApplicationVisitAnswers> = {
  name: 'staff-application-visit',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    // Never put: they receive the day on which the flow is opened, and whether a man opens it where a woman must go.
    { key: 'today', kind: 'text', when: () => false },
    { key: 'asksWoman', kind: 'yes-no', when: () => false },
    {
      key: 'byWoman',
      kind: 'yes-no',
      when: ({ asksWoman }) => asksWoman === true,
      check: { problem: (value) => (value === true ? null : 'women-only') },
    },
    {
      key: 'day',
      kind: 'date',
      recent: true,
      known: ({ today }) =>
        today === undefined ? null : { iso: today, calendar: 'gregorian', typed: today },
      check: {
        problem: (value, { today }) => ((value as { readonly iso: string }).iso > today ? 'not-yet' : null),
      },
    },
    { key: 'seen', kind: 'text', verbatim: true, schema: sentenceSchema },
    photo('photo', null),
    photo('photo2', 'photo'),
    photo('photo3', 'photo2'),
  ],
  command: (answers) => ({ name: 'record-study-visit', answers }),
};
