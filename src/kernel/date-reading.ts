import { cleanText, toLatinDigits, withoutUnkeepable } from './characters.ts';
import { matchKey } from './match-key.ts';
import { findMonth } from './month-names.ts';
import { wholeNumbersIn } from './number-reading.ts';
import { wordOf } from './number-words.ts';

/** The parts of a date as they stand in a text, before anyone asks which calendar it is. */
export interface DateParts {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** Named by a month or a suffix (هـ, م); null when only the year can tell. */
  readonly calendar: 'gregorian' | 'hijri' | null;
  /** Day and month stand the other way round, since no month is the thirteenth. */
  readonly swapped?: true;
  /** The calendar of a month that is named. */
  readonly monthOf?: 'gregorian' | 'hijri';
}

function calendarOf(text: string): DateParts['calendar'] {
  if (/\d\s*ه(?!\p{L})|هجري|\bah\b|hijri/iu.test(text)) return 'hijri';
  return /\d\s*م(?!\p{L})|ميلادي|\b(?:ad|ce)\b|gregorian/iu.test(text) ? 'gregorian' : null;
}

const isYear = (digits: string): boolean => digits.length === 4;

/** Day first as it is written here; year first as in ISO; the other order only when no other can be. */
function fromThree(digits: readonly [string, string, string]): DateParts | null {
  const [first, , third] = digits;
  const [a, b, c] = digits.map(Number) as [number, number, number];
  const swap = (day: number, month: number): { day: number; month: number; swapped?: true } =>
    month > 12 && month <= 31 && day <= 12 ? { day: month, month: day, swapped: true } : { day, month };
  if (isYear(first) && !isYear(third)) return { year: a, ...swap(c, b), calendar: null };
  if (isYear(third) && !isYear(first)) return { year: c, ...swap(a, b), calendar: null };
  if (digits.some((part) => part.length > 2)) return null;
  if (a > 31) return { year: a, ...swap(c, b), calendar: null };
  return { year: c, ...swap(a, b), calendar: null };
}

function fromEight(digits: string): DateParts | null {
  const head = Number(digits.slice(0, 4));
  if ((head >= 1300 && head <= 1500) || (head >= 1900 && head <= 2100)) {
    return { year: head, month: Number(digits.slice(4, 6)), day: Number(digits.slice(6)), calendar: null };
  }
  return {
    year: Number(digits.slice(4)),
    month: Number(digits.slice(2, 4)),
    day: Number(digits.slice(0, 2)),
    calendar: null,
  };
}

function numbersOnly(numbers: readonly string[], text: string): DateParts | null {
  const [first, second, third] = numbers;
  if (first === undefined) return null;
  if (second === undefined) {
    if (first.length === 8) return fromEight(first);
    const plausible = isYear(first) || first.length === 2;
    return plausible ? { year: Number(first), month: null, day: null, calendar: null } : null;
  }
  if (third === undefined) {
    const month = isYear(first) ? second : first;
    const year = isYear(first) ? first : second;
    if (!isYear(year) || month.length > 2) return null;
    return { year: Number(year), month: Number(month), day: null, calendar: null };
  }
  if (numbers.length > 3 || /\d:\d/.test(text)) return null;
  return fromThree([first, second, third]);
}

/** Number words before or after a month's name: «خمسطعش رمضان», «أول رجب». */
function dayOfWord(key: string): number | null {
  const bare = key.replace(/^(?:ال|و)/, '');
  if (bare === 'اول' || key === 'first') return 1;
  const word = wordOf(key) ?? wordOf(bare);
  return word !== null && word.value >= 1 && word.value <= 31 && word.role !== 'fraction' ? word.value : null;
}

function withMonth(text: string): DateParts | null {
  const words = matchKey(text.replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$1$2 ')).split(' ');
  const month = findMonth(words, /\d/.test(text));
  if (month === null) return null;
  const rest = [...words.slice(0, month.start), ...words.slice(month.end)];
  const numbers = rest.filter((word) => /^\d+$/.test(word));
  const yearAt = numbers.findIndex((digits) => digits.length === 4 || Number(digits) > 31);
  let year = yearAt === -1 ? null : Number(numbers[yearAt]);
  const others = numbers.filter((_, index) => index !== yearAt);
  let day = others[0] === undefined ? null : Number(others[0]);
  if (others.length > 2 || (others.length === 2 && year !== null)) return null;
  if (others.length === 2) year = Number(others[1]);
  if (day === null) {
    day = rest.map(dayOfWord).find((value) => value !== null) ?? null;
  }
  return { year, month: month.month, day, calendar: month.calendar, monthOf: month.calendar };
}

/** Longer texts are stories; their numbers are not the date asked for. */
const longestText = 160;
const isAge = /عمر|سنين|سنوات|\d+\s*سن[ةه]\s*$|years? old|\bage\b/i;

const spokenCalendar = (text: string): DateParts['calendar'] =>
  /هجري/.test(text) ? 'hijri' : /ميلادي/.test(text) ? 'gregorian' : null;

/** «خمسه ثلاثه» as `5/3`: just so many numbers, at least one of them in words; null for anything else. */
export function spokenNumbers(raw: string, count: number): string | null {
  const numbers = raw.length > longestText ? [] : wholeNumbersIn(raw);
  return numbers.length === count && !/\p{N}.*\p{N}/u.test(raw) ? numbers.join('/') : null;
}

/** Whether a text tells an age and no date («عمري ٤٥ سنة»). */
export const tellsAge = (written: string): boolean => isAge.test(toLatinDigits(cleanText(written)));

const notKnowing =
  /(?:^|[^\p{L}])(?:ما|مو|ماني|مب|لا|مش) ?(?:اعرف|عرف|ادري|دري|احفظ|حافظ|اذكر|ذاكر|اتذكر|متذكر|متاكد)|مدري|ناسي|نسيت|\b(?:do ?n[o'’]?t|cannot|can['’]?t) (?:know|remember|recall)|\b(?:not sure|no idea|forgot)\b/giu;

/** «ما أذكر» is no month, however near one it is spelt. */
const withoutNotKnowing = (text: string): string =>
  text.replace(/[أإآ](?=عرف|دري|حفظ|ذكر|تذكر)/gu, 'ا').replace(notKnowing, ' ');

/** Whether words say that a date, or the rest of it, is not known by heart. */
export const tellsNotKnowing = (written: string): boolean =>
  withoutNotKnowing(cleanText(written)) !== cleanText(written);

/** Reads the parts of one date out of a text; null when there is none. */
export function readDateParts(written: string): DateParts | null {
  const raw = withoutUnkeepable(written);
  if (raw.length > longestText) return null;
  // A tatweel between digits is a dash; elsewhere it is part of هـ and goes.
  const all = toLatinDigits(cleanText(raw.replace(/([\d٠-٩۰-۹])\s*ـ+\s*(?=[\d٠-٩۰-۹])/g, '$1-')));
  if (isAge.test(all)) return null;
  for (const text of withoutNotKnowing(all).split(/الموافق|موافق|corresponding to/)) {
    const parts = withMonth(text) ?? numbersOnly(text.match(/\d+/g) ?? [], text);
    if (parts !== null) return { ...parts, calendar: parts.calendar ?? calendarOf(text) };
  }
  const spoken = spokenNumbers(all, 3);
  const parts = spoken === null ? null : numbersOnly(spoken.split('/'), '');
  return parts === null ? null : { ...parts, calendar: calendarOf(all) ?? spokenCalendar(all) };
}
