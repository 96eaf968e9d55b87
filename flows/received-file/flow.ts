import { filesIn } from '../../src/engine/files-of-answer.ts';
import type { Flow, Json, Question } from '../../src/engine/vocabulary.ts';
import { type QuotationAnswers, quotationQuestions } from '../quotation-questions.ts';

type Purpose = 'quotation' | 'id-photo' | 'other-document' | 'nothing';

export type ReceivedFileAnswers = QuotationAnswers & {
  /** A file, or several of them that came one after another. */
  file: Json;
  /** Loaded beside the answers, never asked. */
  application: number | null;
  tools: Json;
  renewable: number;
  awaited: boolean;
  which: Purpose;
  what: Exclude<Purpose, 'quotation'>;
  instead: string;
};

type Given = Partial<ReceivedFileAnswers>;
type FileQuestion = Question<ReceivedFileAnswers>;

const canBeQuotation = ({ application }: Given): boolean => (application ?? null) !== null;
const isQuotation = ({ which }: Given): boolean => which === 'quotation';

/** What is asked about a file: with an application that is prepared it may be a quotation. */
const which: FileQuestion = {
  key: 'which',
  kind: 'choice',
  gathers: 'file',
  choices: ({ awaited }) =>
    awaited
      ? ['quotation', 'id-photo', 'other-document', 'nothing']
      : ['id-photo', 'quotation', 'other-document', 'nothing'],
  when: canBeQuotation,
};

const what: FileQuestion = {
  key: 'what',
  kind: 'choice',
  gathers: 'file',
  choices: ['id-photo', 'other-document', 'nothing'],
  when: (answers) => !canBeQuotation(answers),
};

/** What a file of a registered family is for, that came where none was asked for; opened with the file. */
export const receivedFile: Flow<ReceivedFileAnswers> = {
  name: 'received-file',
  version: 2,
  asksAll: true,
  questions: [
    // Never put: it receives the files, the first one when the flow is opened.
    { key: 'file', kind: 'document', several: true, sensitive: true, when: () => false },
    which,
    what,
    ...quotationQuestions<ReceivedFileAnswers>(({ file }) => filesIn(file), isQuotation),
    {
      key: 'instead',
      kind: 'choice',
      choicesFrom: () => ({ source: 'quotations-to-renew', params: {} }),
      when: (answers) => isQuotation(answers) && (answers.renewable ?? 0) > 1,
    },
  ],
  preload: () => ({ source: 'quotations-wanted', params: {} }),
  migrate: (answers) => ({ application: null, ...answers }),
  command({ which: asked, what: other, instead, pages, of, supplier, until }, _params, { file }) {
    const purpose = asked ?? other;
    if (purpose === 'quotation') {
      const told = { of: of ?? null, supplier: supplier ?? null, until: until ?? null };
      return {
        name: 'send-quotation',
        answers: { pages, ...told, ...(instead === undefined ? {} : { instead }) },
      };
    }
    if (purpose === 'nothing' || (file ?? null) === null) return null;
    const given = purpose === 'id-photo' ? { idPhoto: file ?? null } : { otherDocument: file ?? null };
    return { name: 'answer-request', answers: { what: purpose, ...given } };
  },
  outro: ({ which: asked, what: other }) =>
    asked === 'quotation'
      ? { key: 'received-file:outro-quotation', params: { told: { outcome: 'told' } } }
      : { key: `received-file:outro-${asked ?? other}` },
};
