import type { Flow, Json } from '../../src/engine/vocabulary.ts';
import { amountAbove, productNameSchema } from '../schemas.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffQuotationAnswers = TaskAnswers & {
  namedSupplier: string;
  likelyTotal: number;
  likelyUntil: string;
  supplier: string;
  total: number;
  until: Json;
};

/** An officer has a quotation before it: whose it is, how much, and until when it holds; what is likely is kept by one press. */
export const staffQuotation: Flow<StaffQuotationAnswers> = {
  name: 'staff-quotation',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    // Never put: they receive what is likely.
    { key: 'namedSupplier', kind: 'text', when: () => false },
    { key: 'likelyTotal', kind: 'money', when: () => false },
    { key: 'likelyUntil', kind: 'text', when: () => false },
    {
      key: 'supplier',
      kind: 'text',
      schema: productNameSchema,
      known: ({ namedSupplier }) => namedSupplier ?? null,
    },
    {
      key: 'total',
      kind: 'money',
      schema: amountAbove(0, 1_000_000),
      known: ({ likelyTotal }) => (likelyTotal === undefined || likelyTotal <= 0 ? null : likelyTotal),
    },
    {
      key: 'until',
      kind: 'date',
      known: ({ likelyUntil }) =>
        likelyUntil === undefined ? null : { iso: likelyUntil, calendar: 'gregorian', typed: likelyUntil },
      check: {
        problem: (value, { today }) =>
          String((value as { readonly iso?: Json } | null)?.iso ?? '') < today ? 'passed' : null,
      },
    },
  ],
  command: ({ task, supplier, total, until }) => ({
    name: 'verify-quotation',
    answers: { task, supplier, total, until },
  }),
};
