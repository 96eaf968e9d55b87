import type { Flow, Json, Param } from '../../src/engine/vocabulary.ts';

export type AgreeCorrectionAnswers = {
  correction: string;
  lines: Json;
  agreed: boolean;
  why: string | null;
};

/** What staff would correct in a study, with what it does to surplus and instalment: the family agrees, or says why not. */
export const agreeCorrection: Flow<AgreeCorrectionAnswers> = {
  name: 'agree-correction',
  version: 1,
  fleeting: true,
  questions: [
    // Never put: they receive the correction, and the words that tell it.
    { key: 'correction', kind: 'text', when: () => false },
    { key: 'lines', kind: 'text', when: () => false },
    {
      key: 'agreed',
      kind: 'yes-no',
      params: ({ lines }) => ({
        lines: { list: (lines ?? []) as unknown as readonly Param[], as: 'lines' },
      }),
    },
    { key: 'why', kind: 'text', optional: true, verbatim: true, when: ({ agreed }) => agreed === false },
  ],
  command: ({ agreed, why }, _params, { correction }) => ({
    name: 'answer-correction',
    answers: { agreed, why: why ?? null, correction: correction ?? null },
  }),
  outro: () => ({ key: 'agree-correction:outro', params: { told: { outcome: 'told' } } }),
};
