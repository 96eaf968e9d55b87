import type { Profile } from '../../src/engine/vocabulary.ts';
import { formatMoney, type Halalas } from '../../src/kernel/money.ts';
import { parseNumber } from '../../src/kernel/numbers.ts';
import { matchKey, toArabicDigits } from '../../src/kernel/text.ts';

/** English is written with its own digits. */
const digitsOf = ({ language, digits }: Profile): Profile['digits'] => (language === 'en' ? 'latin' : digits);

/** An amount as it stands on a button. */
export const inMoney = (amount: Halalas, profile: Profile): string =>
  formatMoney(amount, { language: profile.language, digits: digitsOf(profile) });

/** A number as it stands on a button. */
export const inNumber = (value: number, profile: Profile): string =>
  digitsOf(profile) === 'arabic' ? toArabicDigits(String(value)) : String(value);

const oftenWords: readonly (readonly [words: RegExp, times: number])[] = [
  [/(?:مرتين|twice).*(?:اسبوع|week)/u, 8],
  [/كل اسبوع|اسبوعيا|(?:مره|once).*(?:اسبوع|week)|every week|weekly/u, 4],
  [/(?:مره|once).*(?:شهر|month)|كل شهر|شهريا|every month|monthly/u, 1],
  [/كل يوم|يوميا|every day|daily/u, 26],
];

/** «كل يوم» and «مرتين في الأسبوع» as times in a month; other words as they are. */
export const timesInMonth = (words: string): string => {
  const key = matchKey(words);
  const often = /\d/u.test(key) ? undefined : oftenWords.find(([pattern]) => pattern.test(key));
  return often ? String(often[1]) : words;
};

const monthsInYear = 12;
const year = /(?:^|\s)(?:ب|على\s|ع)?(?:سنه|سنتين|سنين|سنوات|عام|عامين|years?)(?=\s|$)/u;
const twoYears = /سنتين|عامين/u;

/** «سنتين» and «٣ سنوات» in months; other words as they are. */
export const yearsInMonths = (words: string): string => {
  const key = matchKey(words);
  if (!year.test(key)) return words;
  if (twoYears.test(key)) return String(2 * monthsInYear);
  const parsed = parseNumber(words);
  if (!parsed.ok) return /سنه|عام|year/u.test(key) ? String(monthsInYear) : words;
  return parsed.value.kind === 'exact' && parsed.value.value <= 10
    ? String(Math.round(parsed.value.value * monthsInYear))
    : words;
};
