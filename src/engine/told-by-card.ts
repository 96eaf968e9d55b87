import { followsLead } from './awaited.ts';
import { takesToldInstead } from './told-instead.ts';
import type { Frame, Input } from './vocabulary.ts';
import type { Waiting, Work } from './work.ts';

/** Somebody else's card where no number is asked says what its name and number would say, typed. */
export const takesContact = (
  work: Work,
  frame: Frame,
  waiting: Waiting,
  { name, phone, own }: Extract<Input, { type: 'contact' }>,
): boolean => {
  if (own || waiting.question.kind === 'phone' || waiting.question.kind === 'contact') return false;
  const text = name === undefined ? phone : `${name} ${phone}`;
  return takesToldInstead(work, frame, waiting, text) || followsLead(work, waiting, text, true);
};
