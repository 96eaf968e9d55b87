import type { Facts, Param } from '../../src/engine/vocabulary.ts';
import { isDeclined, needsAgreement, todayOf } from '../facts.ts';
import type { LoanAnswers } from './answers.ts';

type Reason = 'declined' | 'awaiting-agreement' | 'not-approved' | 'open' | 'later';

/** Why somebody cannot apply for financing now, with the values of the words that say so; null when one can. */
export const ineligibility = (
  { openApplication, applyAgainOn }: Partial<LoanAnswers>,
  facts: Facts,
): { readonly reason: Reason; readonly params: { readonly [name: string]: Param } } | null => {
  const today = todayOf(facts);
  if ((openApplication ?? null) !== null) {
    return { reason: 'open', params: { number: { code: String(openApplication) } } };
  }
  if (isDeclined(facts)) return { reason: 'declined', params: {} };
  if (needsAgreement(facts)) return { reason: 'awaiting-agreement', params: {} };
  if (facts.familyState !== 'approved') return { reason: 'not-approved', params: {} };
  if (typeof applyAgainOn === 'string' && today !== null && applyAgainOn > today) {
    return { reason: 'later', params: { from: { date: applyAgainOn, withHijri: true } } };
  }
  return null;
};

/** What is offered beside «understood», by the reason. */
const nextFor: { readonly [reason in Reason]: readonly LoanAnswers['notEligible'][] } = {
  declined: ['talk-to-person'],
  'awaiting-agreement': ['agree-registration'],
  'not-approved': [],
  open: [],
  later: ['talk-to-person'],
};

export const waysOn = (
  answers: Partial<LoanAnswers>,
  facts: Facts,
): readonly LoanAnswers['notEligible'][] => {
  const why = ineligibility(answers, facts);
  return [...(why ? nextFor[why.reason] : []), 'understood'];
};
