import type { Answers, Flow, Json } from '../../src/engine/vocabulary.ts';
import { isRegistered } from '../facts.ts';

export type CompleteFileAnswers = {
  what: 'id-photo' | 'iban';
  /** The IBAN was sent without being asked for. */
  given: boolean;
  held: { readonly iban?: boolean };
  iban: string;
  sure: boolean;
  idPhoto: Json;
};

/**
 * A registered family sends what its file still lacks, without having been asked: opened with `what`, and with the IBAN
 * where that was typed already. Who is not registered is told where its place is.
 */
export const completeFile: Flow<CompleteFileAnswers> = {
  name: 'complete-file',
  version: 1,
  openToAll: true,
  fleeting: true,
  asksAll: true,
  questions: [
    // Never put: what the flow is opened with, and what is held already.
    { key: 'what', kind: 'text', when: () => false },
    { key: 'given', kind: 'text', when: () => false },
    { key: 'held', kind: 'text', when: () => false },
    {
      key: 'iban',
      kind: 'iban',
      sensitive: true,
      when: ({ what }, facts) => what === 'iban' && isRegistered(facts),
    },
    {
      key: 'sure',
      kind: 'yes-no',
      when: ({ what, given }, facts) => what === 'iban' && given === true && isRegistered(facts),
      params: ({ held }) => ({
        place: { key: `complete-file:sure.${held?.iban === true ? 'instead' : 'first'}` },
      }),
    },
    {
      key: 'idPhoto',
      kind: 'photo',
      orDocument: true,
      sensitive: true,
      when: ({ what }, facts) => what === 'id-photo' && isRegistered(facts),
    },
  ],
  preload: () => ({ source: 'held-papers', params: {} }),
  command(answers): { readonly name: string; readonly answers: Answers } | null {
    const { iban, idPhoto, sure }: Partial<CompleteFileAnswers> = answers;
    if (idPhoto) return { name: 'answer-request', answers: { what: 'id-photo', idPhoto } };
    return iban === undefined || sure === false
      ? null
      : { name: 'answer-request', answers: { what: 'iban', iban } };
  },
  outro(answers, params) {
    const { iban, idPhoto, sure }: Partial<CompleteFileAnswers> = answers;
    if (sure === false) return { key: 'complete-file:outro-kept' };
    if (idPhoto) return { key: 'complete-file:outro-id-photo' };
    if (iban !== undefined) return { key: 'complete-file:outro-iban' };
    return { key: `complete-file:outro-later-${params.what === 'iban' ? 'iban' : 'id-photo'}` };
  },
};
