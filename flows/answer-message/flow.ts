import type { Flow, Json, Param } from '../../src/engine/vocabulary.ts';

export type AnswerMessageAnswers = {
  task: string;
  officer: { readonly name: string; readonly sex: string | null };
  confirm: boolean;
  message: Json;
  sure: boolean;
};

/** Who wrote, by name where it is known. */
const toOfficer = ({ officer }: Partial<AnswerMessageAnswers>): { readonly officer: Param } => ({
  officer: officer?.name || { key: 'alerts:an-officer' },
});

const mostCharacters = 120;

/** What is about to be sent, as far as it helps to know it again: it may have been said a while ago. */
const wordsOf = ({ message = null }: Partial<AnswerMessageAnswers>): Param => {
  if (typeof message === 'string') return [...message].slice(0, mostCharacters).join('');
  if (Array.isArray(message)) {
    const count = message.filter((one) => typeof one !== 'string').length;
    return { key: 'alerts:files', params: { count } };
  }
  const { kind } = (message ?? {}) as { readonly kind?: string };
  return { key: `alerts:document.${kind ?? 'document'}` };
};

/** A family answers what an officer wrote: opened by the button under those words, or with words typed after them. */
export const answerMessage: Flow<AnswerMessageAnswers> = {
  name: 'answer-message',
  version: 1,
  openToAll: true,
  fleeting: true,
  questions: [
    // Never put: what the flow is opened with, the talk's task and who wrote.
    { key: 'task', kind: 'text', when: () => false },
    { key: 'officer', kind: 'text', when: () => false },
    { key: 'confirm', kind: 'yes-no', when: () => false },
    {
      key: 'message',
      kind: 'text',
      verbatim: true,
      takes: ['voice', 'photo', 'document'],
      several: true,
      params: toOfficer,
    },
    // Words that were typed at the menu were perhaps not meant for anybody.
    {
      key: 'sure',
      kind: 'yes-no',
      // «لا ما عندي رخصة» is no refusal to send: it is what she wants to say.
      follows: 'message',
      gathers: 'message',
      when: ({ confirm }) => confirm === true,
      params: (answers) => ({ ...toOfficer(answers), words: wordsOf(answers) }),
    },
  ],
  command: ({ message, sure }) => (sure === false ? null : { name: 'request-person', answers: { message } }),
  outro: ({ sure }) =>
    sure === false
      ? { key: 'answer-message:outro-kept' }
      : { key: 'answer-message:outro', params: { told: { outcome: 'told' } } },
};
