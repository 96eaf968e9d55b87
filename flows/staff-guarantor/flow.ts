import type { Flow, Json } from '../../src/engine/vocabulary.ts';
import { associationOf } from '../facts.ts';
import { nameAlone } from '../names.ts';
import { fullNameSchema } from '../schemas.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffGuarantorAnswers = TaskAnswers & {
  consent: boolean;
  fullName: string;
  relation: string;
  nationalId: string;
  mobile: Json;
  scan: Json;
};

/** A guarantor who signs on paper before an officer: the words are read to him first, and the paper's scan ends it. */
export const staffGuarantor: Flow<StaffGuarantorAnswers> = {
  name: 'staff-guarantor',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    {
      key: 'consent',
      kind: 'yes-no',
      params: (_answers, context) => ({ phone: { code: associationOf(context.facts).phone } }),
      ends: (value) => value === false,
    },
    { key: 'fullName', kind: 'text', tidies: nameAlone, schema: fullNameSchema },
    {
      key: 'relation',
      kind: 'choice',
      choices: ['husband', 'wife', 'parent', 'sibling', 'child', 'relative', 'friend'],
    },
    { key: 'nationalId', kind: 'national-id', sensitive: true },
    { key: 'mobile', kind: 'phone', ofAnother: true },
    { key: 'scan', kind: 'photo', orDocument: true, sensitive: true },
  ],
  command: (answers) => (answers.consent ? { name: 'sign-guarantor', answers } : null),
  outro: ({ consent }) => (consent ? null : { key: 'staff-guarantor:outro-kept' }),
};
