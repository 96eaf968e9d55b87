import { withoutUnkeepable } from './characters.ts';
import { matchKey } from './match-key.ts';
import type { Amount } from './number-builder.ts';
import { type Found, NumberScan } from './number-scan.ts';
import { tokensOf } from './number-tokens.ts';
import { fail, ok, type Result } from './result.ts';

export type ReadingProblem =
  | 'not-a-number'
  | 'negative'
  | 'too-many-decimals'
  | 'too-large'
  | 'several-numbers';

export type Reading =
  | { readonly kind: 'exact'; readonly amount: Amount }
  /** Most likely meant, and to be confirmed: «ستين الف مو خمسين». */
  | { readonly kind: 'guess'; readonly amount: Amount }
  | { readonly kind: 'range'; readonly low: Amount; readonly high: Amount };

/** «ألف إلا ربع»: a fraction is of the scale said last. */
function withExceptions(found: readonly Found[]): Found[] {
  const merged: Found[] = [];
  for (const item of found) {
    const left = merged.at(-1);
    if (item.join !== 'except' || left === undefined) merged.push(item);
    else if (item.amount.value >= left.amount.value) merged.push({ ...item, join: 'to' });
    else {
      const taken = item.amount.fraction ? item.amount.value * left.amount.scale : item.amount.value;
      const decimals = item.amount.fraction && left.amount.scale === 1 ? 2 : left.amount.decimals;
      const amount = { ...left.amount, value: left.amount.value - taken, decimals };
      merged[merged.length - 1] = { ...left, amount };
    }
  }
  return merged;
}

/** What is left once the numbers that are denied are gone. */
const withoutDenied = (found: readonly Found[]): Found[] => found.filter(({ join }) => join !== 'not');

function isRange(first: Found, second: Found, between: boolean): boolean {
  if (second.join === 'to' || second.join === 'or') return true;
  if (between) return true;
  if (first.before !== '' && first.before === second.before) return true;
  const growing = second.amount.value > first.amount.value && second.amount.value <= first.amount.value * 3;
  return second.join === 'none' && first.fromWords && second.fromWords && growing;
}

/** A quiet and a busy time told side by side: «٢٠ بالهادي و٥٠ بالموسم». */
const seasons = /هادي|عادي|موسم|مواسم|رمضان|عيد|زحمه|ضغط|quiet|busy|season/;

const nothing =
  /^(?:(?:والله|لا|حاليا|الحين|انا) )*(?:ما ?عندي|ما ?عندنا|ما ?معي|ما ?علي(?:نا)?|ما ?في(?:ه)?|لا ?يوجد|لا ?توجد|بدون|من غير|ماكو|ما ?لي)(?: |$)/;
const nothingWords =
  /(?:^| )(?:ولا|و لا) ?(?:شي|شيي|حاجه|واحد|وحده|ريال|هلله|قرش|حبه|فلس)(?: |$)|^(?:لا ?شي|none|nothing|nil|not any|i have none|no one|dont have any|i dont have any)$/;
/** «محد»: nobody, where people are counted. */
const nobody =
  /^(?:والله )?(?:لا |الحمد لله )?(?:محد|ما ?حدا?|ما ?احد|ولا ?(?:احد|حدا?)|لا ?احد|no ?body|none of them)(?: (?:منهم|عندي|معي|والله|الحمد لله|غيري))*$/;
const notKnowing = /فكره|علم|خبر|معلومه|معلومات|وقت|مانع|مشكله|ادري|اعرف/;

function saysNothing(raw: string): boolean {
  const key = matchKey(raw);
  if (notKnowing.test(key)) return false;
  return nothingWords.test(key) || nothing.test(key) || nobody.test(key);
}

/** The whole numbers that a text says in words or digits, in order; empty where one of them is none. */
export function wholeNumbersIn(raw: string): readonly number[] {
  const { found, malformed } = new NumberScan(tokensOf(withoutUnkeepable(raw)));
  const numbers = found.map(({ amount }) => amount.value);
  return malformed || numbers.some((number) => !Number.isInteger(number)) ? [] : numbers;
}

/** Words that tell two times apart: their numbers are a range, nothing to be added. */
const timesApart = /^(?:مره|مرات|احيانا|شهر|يوم|اسبوع|once|sometimes)$/;

/**
 * The numbers of a text that names them one beside the other («راتب ٥٠٠٠ والضمان ١٢٠٠»), to be added up; null where
 * there is one only, where they are a range, or where it is not clear how they hang together.
 */
export function readParts(written: string, maximumDecimals: number): readonly Amount[] | null {
  const raw = withoutUnkeepable(written);
  if (raw.length > longestText) return null;
  const { found, between, negative, malformed } = new NumberScan(tokensOf(raw.replace(/[+＋]/g, ' و ')));
  const [first, ...others] = withExceptions(found);
  if (first === undefined || others.length === 0 || between || negative || malformed) return null;
  if (seasons.test(matchKey(raw))) return null;
  const items = [first, ...others];
  if (found.some(({ join }) => join === 'not')) return null;
  if (others.some(({ join }) => join !== 'and' && join !== 'apart')) return null;
  if (items.some(({ before, amount }) => timesApart.test(before) || amount.decimals > maximumDecimals))
    return null;
  return items.map(({ amount }) => amount);
}

/** Longer texts are stories; their numbers are not the one asked for. */
const longestText = 400;
const limit = 1_000_000_000_000;
const zero: Amount = { value: 0, decimals: 0, scale: 1, fraction: false };

/**
 * The number or range of numbers that a text says, in digits or words, Arabic or English; at most a trillion.
 * Words that are no numbers are passed over.
 */
export function readNumber(written: string, maximumDecimals: number): Result<Reading, ReadingProblem> {
  const raw = withoutUnkeepable(written);
  if (raw.length > longestText) return fail('not-a-number');
  const { found, between, negative, malformed } = new NumberScan(tokensOf(raw));
  const items = withExceptions(withoutDenied(found));
  const isCorrected = items.length > 0 && found.some(({ join }) => join === 'not');
  const first = items[0];
  const second = items[1];
  if (malformed) return fail('not-a-number');
  const onlyOne = items.length === 1 && first!.fromWords && first!.amount.value === 1;
  if ((items.length === 0 || onlyOne) && saysNothing(raw)) return ok({ kind: 'exact', amount: zero });
  if (first === undefined) return fail('not-a-number');
  if (negative) return fail('negative');
  if (items.some((item) => item.amount.value > limit)) return fail('too-large');
  if (items.some((item) => item.amount.decimals > maximumDecimals)) return fail('too-many-decimals');
  if (second === undefined) return ok({ kind: isCorrected ? 'guess' : 'exact', amount: first.amount });
  if (items.length > 2 || !isRange(first, second, between || seasons.test(matchKey(raw))))
    return fail('several-numbers');
  let low = first.amount;
  let high = second.amount;
  // «من ٥ إلى ٧ آلاف» is 5,000 to 7,000.
  if (low.scale === 1 && high.scale > 1 && low.value * high.scale < high.value) {
    low = { ...low, value: low.value * high.scale, decimals: 0 };
  }
  // «مره الفين ومره خمسه» is 2,000 to 5,000.
  const isCarried = high.scale === 1 && low.scale > 1 && high.value < 100;
  if (isCarried && high.value * low.scale > low.value) {
    high = { ...high, value: high.value * low.scale, decimals: 0 };
  }
  if (low.value === high.value) return ok({ kind: 'exact', amount: low });
  if (low.value > high.value) [low, high] = [high, low];
  return ok({ kind: 'range', low, high });
}
