import { parseMoney } from '../kernel/money.ts';
import { matchKey } from '../kernel/text.ts';
import { begsPardon, type Reading, readingAt, takeReading, withoutApologies } from './correct-by-words.ts';
import { questionOf } from './registry.ts';
import type { Frame } from './vocabulary.ts';
import { walk } from './walk.ts';
import { compiledOf, isGiven, type Waiting, type Work } from './work.ts';

const denial = /\s+(?:مو|مب|مهب|موب|مش|ماهو|ماهي|وليس|بدل|not|instead of)\s+/iu;

/** An amount and no other words, in halalas; null for anything else. */
const amountAlone = (text: string): number | null => {
  const letters = matchKey(text).replace(/[\p{N}\s]|ريال|riyals?|sar/gu, '');
  const parsed = parseMoney(text);
  const isExact = parsed.ok && parsed.value.kind === 'exact';
  return isExact && (letters === '' || !/\p{N}/u.test(text)) ? parsed.value.amountHalalas : null;
};

/** The answered questions of amounts and counts that come before this one, the last first. */
const amountsBefore = (work: Work, frame: Frame): readonly string[] => {
  const compiled = compiledOf(work, frame.flow);
  const { keys } = walk(compiled, frame.answers, work.facts);
  const here = frame.at === null ? keys.length : keys.indexOf(frame.at);
  return keys
    .slice(0, here < 0 ? keys.length : here)
    .toReversed()
    .filter((key) => {
      const kind = questionOf(compiled, key)?.kind;
      return (kind === 'money' || kind === 'number') && !isGiven(frame, key);
    });
};

/** What of «٧٠٠٠ مو ٦٥٠٠» holds, as the new answer to the last question that was answered with what is denied. */
const putInPlace = (work: Work, frame: Frame, text: string): Reading | null => {
  const [holds = '', denied = '', ...others] = withoutApologies(text).split(denial);
  const before = amountAlone(denied);
  if (others.length > 0 || before === null || amountAlone(holds) === null) return null;
  const compiled = compiledOf(work, frame.flow);
  const key = amountsBefore(work, frame).find((name) => {
    const unit = questionOf(compiled, name)?.kind === 'money' ? 1 : 100;
    return Number(frame.answers[name] ?? Number.NaN) * unit === before;
  });
  return key === undefined ? null : readingAt(work, frame, key, holds);
};

/** «قصدي ٧٠٠٠» right after an amount was answered: that is the one which is meant, and not the next. */
const meantInstead = (work: Work, frame: Frame, text: string): Reading | null => {
  const said = withoutApologies(text);
  if (!begsPardon(text) || frame.attempts !== undefined || frame.pending !== undefined) return null;
  const compiled = compiledOf(work, frame.flow);
  const { keys } = walk(compiled, frame.answers, work.facts);
  const last = keys[(frame.at === null ? keys.length : keys.indexOf(frame.at)) - 1];
  const isAmount = last !== undefined && amountsBefore(work, frame)[0] === last;
  return isAmount && amountAlone(said) !== null ? readingAt(work, frame, last, said) : null;
};

/** An amount that was answered before and is put right by a bare one («٧٠٠٠ مو ٦٥٠٠», «قصدي ٧٠٠٠»); false where none is. */
export const correctsAmount = (
  work: Work,
  frame: Frame,
  { question, group }: Waiting,
  text: string,
): boolean => {
  if (question.verbatim || question.opens || group !== null || frame.editedFrom !== undefined) return false;
  const reading = putInPlace(work, frame, text) ?? meantInstead(work, frame, text);
  if (!reading) return false;
  takeReading(work, frame, reading);
  return true;
};
