import { cleanText, toArabicDigits, toLatinDigits } from './characters.ts';
import { matchKey } from './match-key.ts';
import type { Amount } from './number-builder.ts';
import { type ReadingProblem, readNumber, readParts } from './number-reading.ts';
import { fail, ok, type Result } from './result.ts';

/** Whole halalas (1/100 riyal), a safe integer. */
export type Halalas = number;

export type MoneyAnswer =
  | { readonly kind: 'exact'; readonly amountHalalas: Halalas }
  /** Most likely meant, and to be confirmed: «ستين الف مو خمسين». */
  | { readonly kind: 'guess'; readonly amountHalalas: Halalas }
  | { readonly kind: 'range'; readonly lowHalalas: Halalas; readonly highHalalas: Halalas }
  /** «1.800»: thousands are meant here, `otherHalalas` is the other reading; to be confirmed once. */
  | { readonly kind: 'ambiguous'; readonly valueHalalas: Halalas; readonly otherHalalas: Halalas };

export type MoneyProblem =
  | 'not-an-amount'
  | 'negative'
  | 'too-many-decimals'
  | 'too-large'
  | 'several-amounts'
  | 'other-currency';

const problems: Record<ReadingProblem, MoneyProblem> = {
  'not-a-number': 'not-an-amount',
  negative: 'negative',
  'too-many-decimals': 'too-many-decimals',
  'too-large': 'too-large',
  'several-numbers': 'several-amounts',
};

const otherCurrency =
  /[$€£¥]|دولار|يورو|درهم|دراهم|دينار|دنانير|جنيه|جنيهات|\b(?:usd|eur|gbp|aed|kwd|qar|bhd|omr|egp|dollars?|euros?)\b/i;
const halalaWord = /(?:هلل(?:[ةه]|ات|تين|تان)?|halal(?:a|as|ah|ahs))(?![\p{L}\p{M}])/iu;
const riyalWord = /(?:ريال(?:ات|ين|ان|ا|اً|ًا)?|sar|sr|riyals?|rials?|ر\.?\s?س\.?)(?![\p{L}\p{M}])|[﷼⃁]/iu;

const inHalalas = (amount: Amount): Halalas => Math.round(amount.value * 100);
/** Large amounts in floating point are a little off their halalas. */
const isWhole = (riyals: number): boolean =>
  Math.abs(riyals * 100 - Math.round(riyals * 100)) < 1e-6 + riyals * 1e-13;

/** A length of time that stands for itself: «من سنتين», "2 years"; not «كل شهر» or «بالشهر». */
const timeSpan =
  /(?<!(?:^| )(?:كل|بكل|في|لكل|per|a|an|each|every) )(?<=^| )(?:[وبل]?(?:سنتين|عامين|شهرين|اسبوعين|يومين|ساعتين)|سنه|سنين|سنوات|شهر|شهور|اشهر|اسبوع|اسابيع|يوم|ايام|ساعه|ساعات|years?|yrs?|months?|weeks?|days?|hours?)(?: |$)/;
/** From here on a number beside a length of time is an amount after all. */
const leastBesideTime = 100;

function read(text: string): Result<{ low: Amount; high: Amount | null; isGuess: boolean }, MoneyProblem> {
  const reading = readNumber(text, 2);
  if (!reading.ok) return fail(problems[reading.error]);
  if (reading.value.kind === 'range')
    return ok({ low: reading.value.low, high: reading.value.high, isGuess: false });
  return ok({ low: reading.value.amount, high: null, isGuess: reading.value.kind === 'guess' });
}

/** «٥٠٠ ريال و٥٠ هللة»: the halalas are counted apart. */
function withHalalas(text: string): Result<MoneyAnswer, MoneyProblem> {
  const riyal = riyalWord.exec(text);
  const head = riyal === null ? '' : text.slice(0, riyal.index + riyal[0].length);
  const halalas = read(text.slice(head.length));
  if (!halalas.ok) return fail(halalas.error);
  if (halalas.value.high !== null) return fail('several-amounts');
  if (!Number.isInteger(halalas.value.low.value)) return fail('too-many-decimals');
  if (head === '') return ok({ kind: 'exact', amountHalalas: halalas.value.low.value });
  const riyals = read(head);
  if (!riyals.ok) return fail(riyals.error);
  if (riyals.value.high !== null || halalas.value.low.value > 99) return fail('several-amounts');
  return ok({ kind: 'exact', amountHalalas: inHalalas(riyals.value.low) + halalas.value.low.value });
}

/**
 * An amount in riyals as people write it, in whole halalas, at most a trillion riyals. A single point before
 * three digits means thousands here and is to be confirmed once.
 */
export function parseMoney(raw: string): Result<MoneyAnswer, MoneyProblem> {
  const text = toLatinDigits(cleanText(raw));
  if (otherCurrency.test(text)) return fail('other-currency');
  if (halalaWord.test(text)) return withHalalas(raw);
  const reading = read(raw);
  if (!reading.ok) return fail(reading.error);
  const { low, high, isGuess } = reading.value;
  if (!isWhole(low.value) || (high !== null && !isWhole(high.value))) return fail('too-many-decimals');
  if (high !== null) return ok({ kind: 'range', lowHalalas: inHalalas(low), highHalalas: inHalalas(high) });
  const isTime = high === null && low.value < leastBesideTime && !riyalWord.test(text);
  if (isTime && timeSpan.test(matchKey(raw))) return fail('not-an-amount');
  if (isGuess) return ok({ kind: 'guess', amountHalalas: inHalalas(low) });
  if (low.other === undefined || !isWhole(low.other)) {
    return ok({ kind: 'exact', amountHalalas: inHalalas(low) });
  }
  return ok({
    kind: 'ambiguous',
    valueHalalas: inHalalas(low),
    otherHalalas: Math.round(low.other * 100),
  });
}

/** Less than this beside other amounts is seldom one («وعندي ٣ عيال»). */
const leastPartRiyals = 50;
const mostParts = 6;

/** Amounts that a text names one beside the other, in halalas, to be added up; null where it names no such sum. */
export function parseSum(
  raw: string,
): { readonly partsHalalas: readonly Halalas[]; readonly totalHalalas: Halalas } | null {
  if (otherCurrency.test(toLatinDigits(cleanText(raw))) || halalaWord.test(raw)) return null;
  const parts = readParts(raw, 2);
  if (parts === null || parts.length > mostParts) return null;
  if (parts.some(({ value }) => value < leastPartRiyals || !isWhole(value))) return null;
  const partsHalalas = parts.map(inHalalas);
  return { partsHalalas, totalHalalas: partsHalalas.reduce((sum, part) => sum + part, 0) };
}

export interface MoneyStyle {
  readonly language: 'ar' | 'en';
  readonly digits: 'arabic' | 'latin';
}

function grouped(halalas: Halalas, digits: MoneyStyle['digits']): string {
  const riyals = Math.floor(halalas / 100);
  const rest = halalas % 100;
  const arabic = digits === 'arabic';
  const whole = String(riyals).replace(/\B(?=(\d{3})+$)/g, arabic ? '٬' : ',');
  const number = rest === 0 ? whole : `${whole}${arabic ? '٫' : '.'}${String(rest).padStart(2, '0')}`;
  return arabic ? toArabicDigits(number) : number;
}

/** The six Arabic forms: the counted noun follows the last two digits. */
function inArabic(halalas: Halalas, digits: MoneyStyle['digits']): string {
  const number = grouped(halalas, digits);
  if (halalas === 100) return 'ريال واحد';
  if (halalas === 200) return 'ريالان';
  if (halalas % 100 !== 0) return `${number} ريال`;
  const lastTwo = (halalas / 100) % 100;
  if (lastTwo >= 3 && lastTwo <= 10) return `${number} ريالات`;
  return lastTwo >= 11 ? `${number} ريالًا` : `${number} ريال`;
}

/** «٥٬٠٠٠ ريال» or "SAR 5,000"; decimals only when it is not whole. */
export function formatMoney(halalas: Halalas, style: MoneyStyle): string {
  const sign = halalas < 0 ? '-' : '';
  const size = Math.abs(halalas);
  return style.language === 'ar'
    ? sign + inArabic(size, style.digits)
    : `${sign}SAR ${grouped(size, style.digits)}`;
}
