import type { Facts, Flow, Lead, Question } from '../../src/engine/vocabulary.ts';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { readWeekday } from '../../src/kernel/relative-days.ts';
import { todayOf } from '../facts.ts';
import { type Day, readAbsence } from './range.ts';

export type StaffAbsenceAnswers = {
  away: boolean;
  change: string;
  from: Day;
  until: Day;
  deputy: string | null;
};

const goesAway = ({ change }: Partial<StaffAbsenceAnswers>): boolean => change !== 'ended';

/** The last day: a day of the week is the one after the first day, not the one after today. */
const lastDay = ({ iso, typed }: Day, from: Day | undefined): IsoDate =>
  from === undefined || iso >= from.iso ? iso : (readWeekday(typed, from.iso) ?? iso);

/**
 * The days of an absence that one sentence tells: only the last day that it leaves out, and who stands in, are asked then.
 * @param named whether the sentence must call it an absence
 */
export const leadToAbsence = (words: string, facts: Facts, named: boolean): Lead | null => {
  const today = todayOf(facts);
  const days = today === null ? null : readAbsence(words, today, named);
  return days && { opening: { flow: 'staff-absence', params: { change: 'other', ...days } }, first: true };
};

/** Both days are days of the absence. */
const days: readonly Question<StaffAbsenceAnswers>[] = [
  {
    key: 'from',
    kind: 'date',
    coming: true,
    when: goesAway,
    leads: (words, facts) => leadToAbsence(words, facts, false),
    check: { problem: (value, context) => ((value as Day).iso < context.today ? 'past' : null) },
  },
  {
    key: 'until',
    kind: 'date',
    coming: true,
    when: goesAway,
    check: {
      problem(value, context, _data, { from }) {
        const iso = lastDay(value as Day, from);
        if (iso < context.today) return 'past';
        return from !== undefined && iso < from.iso ? 'before-start' : null;
      },
    },
  },
];

/** Somebody whose absence goes on, or is yet to come, may take it back. */
export const staffAbsence: Flow<StaffAbsenceAnswers> = {
  name: 'staff-absence',
  version: 1,
  fleeting: true,
  questions: [
    // Never put: it comes with what is known already.
    { key: 'away', kind: 'yes-no', when: () => false },
    { key: 'change', kind: 'choice', choices: ['ended', 'other'], when: ({ away }) => away === true },
    ...days,
    {
      key: 'deputy',
      kind: 'choice',
      optional: true,
      when: goesAway,
      choicesFrom: ({ from, until }) => ({
        source: 'colleagues',
        params: { from: from?.iso ?? null, until: until ? lastDay(until, from) : null },
      }),
    },
  ],
  preload: () => ({ source: 'my-absence', params: {} }),
  command: ({ change, from, until, deputy }) =>
    change === 'ended'
      ? { name: 'end-absence', answers: {} }
      : {
          name: 'set-absence',
          answers: { from: from.iso, until: lastDay(until, from), deputy: deputy ?? null },
        },
};
