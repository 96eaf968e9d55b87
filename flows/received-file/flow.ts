import type { Answers, Flow, Json } from '../../src/engine/vocabulary.ts';

export type ReceivedFileAnswers = {
  file: Json;
  what: 'id-photo' | 'other-document' | 'nothing';
};

/** What a file of a registered family is for, that came where none was asked for; opened with the file. */
export const receivedFile: Flow<ReceivedFileAnswers> = {
  name: 'received-file',
  version: 1,
  questions: [
    // Never put: it receives the file when the flow is opened with it.
    { key: 'file', kind: 'document', sensitive: true, when: () => false },
    // The others of an album come while this is asked.
    { key: 'what', kind: 'choice', gathers: 'file', choices: ['id-photo', 'other-document', 'nothing'] },
  ],
  command({ what }, _params, loaded): { readonly name: string; readonly answers: Answers } | null {
    const file = loaded.file ?? null;
    if (what === 'nothing' || file === null) return null;
    const given = what === 'id-photo' ? { idPhoto: file } : { otherDocument: file };
    return { name: 'answer-request', answers: { what, ...given } };
  },
  outro: ({ what }) => ({ key: `received-file:outro-${what}` }),
};
