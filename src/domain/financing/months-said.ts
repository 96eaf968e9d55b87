import { parseNumber } from '../../kernel/numbers.ts';
import { matchKey } from '../../kernel/text.ts';

const monthsInYear = 12;
const words = (list: string): readonly string[] => list.split('|');

/** Years and months as they are read in words after `matchKey`; half a year is six months. */
const wholeYears = new Map([
  ['سنه', 1],
  ['عام', 1],
  ['سنتين', 2],
  ['سنتان', 2],
  ['عامين', 2],
  ['year', 1],
]);
const yearWords = new Set(words('سنه|سنوات|سنين|عام|اعوام|year|years'));
const monthWords = new Set(words('شهر|شهرا|اشهر|شهور|قسط|قسطا|اقساط|month|months'));
const halves = new Set(words('ونصف|ونص|نصف|نص'));

/** A number and nothing else: the reader of numbers passes over words that are none. */
const countOf = (said: readonly string[]): number | null => {
  const parsed = parseNumber(said.join(' '));
  if (!parsed.ok || parsed.value.kind !== 'exact') return null;
  return said.every((word) => parseNumber(word.replace(/^و(?=.)/u, '')).ok) ? parsed.value.value : null;
};

/** Whole years: «سنة», «سنتين», «٣ سنوات». */
const yearsSaid = (said: readonly string[]): number | null => {
  const last = matchKey(said.at(-1) ?? '');
  if (said.length === 1) return wholeYears.get(last) ?? null;
  return yearWords.has(last) ? countOf(said.slice(0, -1)) : null;
};

/** Months that words say and nothing else: «٢٤», «٢٤ شهرًا», «شهرين», «نصف سنة»; null for all else. */
const plainMonths = (said: readonly string[]): number | null => {
  const keys = said.map((word) => matchKey(word));
  const last = keys.at(-1) ?? '';
  if (keys.length === 1) return last === 'شهرين' ? 2 : countOf(said);
  if (keys.length === 2 && halves.has(keys[0] ?? '') && yearWords.has(last)) return monthsInYear / 2;
  return monthWords.has(last) ? countOf(said.slice(0, -1)) : null;
};

/** As `plainMonths`, also with years: «سنتين», «سنة ونصف», «سنتين وستة أشهر». */
const monthsSaid = (said: readonly string[]): number | null => {
  const years = yearsSaid(said);
  if (years !== null) return years * monthsInYear;
  for (let at = 1; at < said.length; at++) {
    const before = yearsSaid(said.slice(0, at));
    const [joined = '', ...rest] = said.slice(at);
    if (before === null || !joined.startsWith('و')) continue;
    if (rest.length === 0 && halves.has(matchKey(joined))) return before * monthsInYear + monthsInYear / 2;
    const more = plainMonths([joined.slice(1), ...rest].filter((word) => word !== ''));
    if (more !== null && rest.length > 0) return before * monthsInYear + more;
  }
  return plainMonths(said);
};

const mostWordsOfMonths = 6;

/** The months that words begin with, as many words as say them, and what stands behind. */
export const monthsAhead = (text: string): { readonly months: number; readonly rest: string } | null => {
  const parts = text.split(/\s+/u);
  for (let count = Math.min(mostWordsOfMonths, parts.length); count > 0; count--) {
    const months = monthsSaid(parts.slice(0, count));
    if (months !== null && Number.isInteger(months) && months > 0)
      return { months, rest: parts.slice(count).join(' ') };
  }
  return null;
};
