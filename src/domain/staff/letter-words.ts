import type { Param } from '../../engine/vocabulary.ts';
import type { LetterDecision } from '../financing/index.ts';
import { monthsParam } from './lines.ts';

/** What a letter of the bank decides, in words. */
export const decisionParam = (decision: LetterDecision): Param => {
  const said = decision.words ?? '';
  switch (decision.kind) {
    case 'approve':
      return { key: 'alerts:bank-letter.approve' };
    case 'approve-less': {
      const params = { amount: { money: decision.amountHalalas }, months: monthsParam(decision.months) };
      return said === ''
        ? { key: 'alerts:bank-letter.approve-less', params }
        : { key: 'alerts:bank-letter.approve-less-because', params: { ...params, words: { said } } };
    }
    case 'decline':
      return { key: 'alerts:bank-letter.decline', params: { words: { said } } };
  }
};
