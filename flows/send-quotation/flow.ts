import type { Flow, Json } from '../../src/engine/vocabulary.ts';
import { type QuotationAnswers, quotationQuestions } from '../quotation-questions.ts';

export type SendQuotationAnswers = QuotationAnswers & {
  /** Loaded beside the answers, never asked. */
  application: number | null;
  tools: Json;
  renewable: number;
  awaited: boolean;
  instead: string;
};

const canBeSent = ({ application }: Partial<SendQuotationAnswers>): boolean => (application ?? null) !== null;

/**
 * A family sends a supplier's quotation for the application that is prepared, by a button, in so many words, or in the
 * place of one whose day has passed.
 */
export const sendQuotation: Flow<SendQuotationAnswers> = {
  name: 'send-quotation',
  version: 1,
  openToAll: true,
  asksAll: true,
  questions: [
    ...quotationQuestions<SendQuotationAnswers>(undefined, canBeSent),
    // Its choices are loaded, which comes last: the flow itself is opened with what is loaded.
    {
      key: 'instead',
      kind: 'choice',
      choicesFrom: () => ({ source: 'quotations-to-renew', params: {} }),
      when: (answers) => canBeSent(answers) && (answers.renewable ?? 0) > 1,
    },
  ],
  preload: () => ({ source: 'quotations-wanted', params: {} }),
  command({ instead, pages, of, supplier, until }) {
    return pages === undefined
      ? null
      : {
          name: 'send-quotation',
          answers: {
            pages,
            of: of ?? null,
            supplier: supplier ?? null,
            until: until ?? null,
            ...(instead === undefined ? {} : { instead }),
          },
        };
  },
  outro: ({ pages }) =>
    pages === undefined
      ? { key: 'send-quotation:outro-none' }
      : { key: 'send-quotation:outro', params: { told: { outcome: 'told' } } },
};
