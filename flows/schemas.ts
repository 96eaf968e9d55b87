import { type ZodType, z } from 'zod';
import { containsNationalIdOrIban } from '../src/kernel/text.ts';
import { looksLikeQuestion } from '../src/kernel/understanding.ts';
import { isKunya, isNoProduct, isRelative, isSentence } from './names.ts';

/** A whole number within bounds, both included; a range of two numbers is refused with `one-number`. */
export const wholeNumber = (least: number, most: number): ZodType =>
  z
    .number({ error: 'one-number' })
    .refine(Number.isInteger, { error: 'whole', abort: true })
    .refine((value) => value >= least, { error: 'too-small', abort: true })
    .refine((value) => value <= most, { error: 'too-large' });

/** Halalas from zero to `mostRiyals`, both included. */
export const amountUpTo = (mostRiyals: number): ZodType =>
  z
    .number()
    .refine((value) => value >= 0, { error: 'too-small', abort: true })
    .refine((value) => value <= mostRiyals * 100, { error: 'too-large' });

/** Halalas above `leastRiyals` and at most `mostRiyals`. */
export const amountAbove = (leastRiyals: number, mostRiyals: number): ZodType =>
  z
    .number()
    .refine((value) => value > leastRiyals * 100, { error: 'too-small', abort: true })
    .refine((value) => value <= mostRiyals * 100, { error: 'too-large' });

interface Range {
  readonly low: number;
  readonly high: number;
}

const endsOf = (value: unknown): readonly number[] => {
  if (typeof value === 'number') return [value];
  const { low, high } = (value ?? {}) as Partial<Range>;
  return [low ?? Number.NaN, high ?? Number.NaN];
};

/** A number or a range of two, all above zero and at most `most`. */
export const quantityUpTo = (most: number): ZodType =>
  z
    .unknown()
    .refine((value) => endsOf(value).every((end) => end > 0), { error: 'too-small', abort: true })
    .refine((value) => endsOf(value).every((end) => end <= most), { error: 'too-large' });

const nameLetters = /^[\p{L}\p{M}'’.\- ]+$/u;
const longWord = /[\p{L}]{2,}/gu;

/** What explains a decision to a family: three words at least. */
export const explanationSchema: ZodType = z
  .string()
  .refine((value) => (value.match(longWord) ?? []).length >= 3, { error: 'few-words' });

/** A person's full name: letters only, two words at least, and no sentence. */
export const fullNameSchema: ZodType = z
  .string()
  .refine((value) => !isSentence(value), { error: 'not-a-name', abort: true })
  .refine((value) => nameLetters.test(value), { error: 'letters', abort: true })
  .refine((value) => !isKunya(value), { error: 'kunya', abort: true })
  .refine((value) => (value.match(longWord) ?? []).length >= 2, { error: 'two-words' });

/** What a product is called: it has a letter, and holds no number of an ID or an account. */
export const productNameSchema: ZodType = z
  .string()
  .refine((value) => !containsNationalIdOrIban(value), { error: 'number-not-here', abort: true })
  .refine((value) => !isNoProduct(value), { error: 'not-a-product', abort: true })
  .refine((value) => /\p{L}/u.test(value), { error: 'letters' });

/** A few words at least, and no number of an ID or an account. */
export const sentenceSchema: ZodType = z
  .string()
  .refine((value) => !containsNationalIdOrIban(value), { error: 'number-not-here', abort: true })
  .refine((value) => /\p{L}{3}/u.test(value), { error: 'too-short' });

/** Where somebody lives: no mere name of a relative («ولدي صالح»). */
export const placeSchema: ZodType = z
  .string()
  .refine((value) => !isRelative(value), { error: 'not-a-place', abort: true })
  .refine((value) => !looksLikeQuestion(value), { error: 'asks' });

/** What somebody likes to be called: a name, not a sentence. */
export const calledSchema: ZodType = z
  .string()
  .refine((value) => !isSentence(value), { error: 'not-a-name', abort: true })
  .refine((value) => value.length <= 40, { error: 'too-long-name', abort: true })
  .refine((value) => nameLetters.test(value), { error: 'letters' });
