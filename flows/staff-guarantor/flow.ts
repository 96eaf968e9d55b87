import type { Answers, Flow, Json, Need, Param } from '../../src/engine/vocabulary.ts';
import { associationOf } from '../facts.ts';
import { nameAlone } from '../names.ts';
import { monthsCount, planIn, tellsPlan } from '../plan-words.ts';
import { fullNameSchema } from '../schemas.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffGuarantorAnswers = TaskAnswers & {
  family: string;
  plan: Json;
  consent: boolean;
  fullName: string;
  relation: string;
  nationalId: string;
  mobile: Json;
  scan: Json;
};

/** Who asks for how much, as the guarantor in the chat reads it; nothing in a flow that was opened before it was told here. */
const termsOf = (answers: Partial<StaffGuarantorAnswers>): Param => {
  const plan = planIn(answers);
  if (!plan) return '';
  const params = {
    family: answers.family || { key: 'guarantee:somebody' },
    amount: { money: plan.amount },
    months: monthsCount(plan.months),
    instalment: { money: plan.instalment },
  };
  return { key: 'staff-guarantor:consent.terms', params };
};

/** Why an ID or a mobile cannot be this guarantor's; the source answers a problem's name, or null. */
const askedOfTask = (task: string | undefined, params: Answers): Need => ({
  source: 'guarantor-at-desk',
  params: { task: task ?? '', ...params },
});

const problemOf = (data: Json): string | null => (typeof data === 'string' ? data : null);

/** A guarantor who signs on paper before an officer: the words are read to him first, and the paper's scan ends it. */
export const staffGuarantor: Flow<StaffGuarantorAnswers> = {
  name: 'staff-guarantor',
  version: 2,
  migrate: (answers) => answers,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    // Never put: they receive the terms that the flow is opened with.
    { key: 'family', kind: 'text', when: () => false },
    { key: 'plan', kind: 'text', when: () => false },
    {
      key: 'consent',
      kind: 'yes-no',
      params: (answers, context) => ({
        terms: termsOf(answers),
        words: {
          key: 'staff-guarantor:consent.words',
          params: { phone: { code: associationOf(context.facts).phone } },
        },
      }),
      ends: (value) => value === false,
    },
    { key: 'fullName', kind: 'text', tidies: nameAlone, schema: fullNameSchema },
    {
      key: 'relation',
      kind: 'choice',
      choices: ['husband', 'wife', 'parent', 'sibling', 'child', 'relative', 'friend'],
    },
    {
      key: 'nationalId',
      kind: 'national-id',
      sensitive: true,
      check: {
        needs: (value, { task }) => askedOfTask(task, { nationalId: value }),
        problem: (_value, _context, data) => problemOf(data),
      },
    },
    {
      key: 'mobile',
      kind: 'phone',
      ofAnother: true,
      check: {
        needs: (value, { task }) =>
          askedOfTask(task, { mobile: (value as { readonly mobile?: string }).mobile ?? '' }),
        problem: (_value, _context, data) => problemOf(data),
      },
    },
    { key: 'scan', kind: 'photo', orDocument: true, sensitive: true },
  ],
  command: (answers) => (answers.consent ? { name: 'sign-guarantor', answers } : null),
  tells: (intent, answers) => tellsPlan(intent, planIn(answers), 'guarantee:plan-told'),
  outro: ({ consent }) => (consent ? null : { key: 'staff-guarantor:outro-kept' }),
};
