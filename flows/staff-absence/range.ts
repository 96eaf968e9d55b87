import { type IsoDate, parseDate } from '../../src/kernel/dates.ts';
import { toEpochDay } from '../../src/kernel/iso-dates.ts';
import { readRelativeDay, readWeekday } from '../../src/kernel/relative-days.ts';
import { cleanText, toLatinDigits } from '../../src/kernel/text.ts';

/** A day as an answer to a question of a date. */
export interface Day {
  readonly [key: string]: string;
  readonly iso: string;
  readonly calendar: string;
  readonly typed: string;
}

const absence =
  /^(?:(?:عندي|ابي|أبي|ابغى|أبغى|انا|أنا|بكون|باخذ|بأخذ|طالع[ةه]?|ماخذ[ةه]?|i am|i[’']m|i will be|on|my|a)\s+)*(?:[إا]جاز[ةه]|[إا]جازتي|غياب|غيابي|غايب[ةه]?|غائب[ةه]?|مسافر[ةه]?|سفر|away|absent|absence|leave|vacation|holiday|off)\s+/iu;
/** The same behind the days: «بكره أنا غايبة», "tomorrow I am off". */
const absenceBehind =
  /\s+(?:(?:عندي|انا|أنا|بكون|i am|i[’']m|i will be|on|a)\s+)*(?:[إا]جاز[ةه]|غياب|غايب[ةه]?|غائب[ةه]?|مسافر[ةه]?|away|absent|off)$/iu;
const alone = /\s+(?:بس|فقط|only)$/iu;
const opening = /^(?:من|from)\s+/iu;
const fromTo = /^(.{1,40}?)\s+(?:إلى|الى|الي|لين|لحد|حتى|لغاية|ل|to|until|till|[-–—])\s+(.{1,40}?)$/iu;
/** «١٠-١٥ ديسمبر», "December 10-15". */
const dashedDays = /^(?:(\p{L}+)\s+)?(\d{1,2})\s*[-–—]\s*(\d{1,2})(?:\s+(?!\d)(.+))?$/u;
const dayAlone = /^\d{1,2}$/u;
const shortDate = /^(\d{1,2})\s*[/\-.]\s*(\d{1,2})$/u;
/** Longer absences are told day by day. */
const mostDays = 120;

interface Side {
  readonly iso: IsoDate;
  readonly calendar: string;
}

const gregorian = (iso: IsoDate): Side => ({ iso, calendar: 'gregorian' });

/** «١٢/١»: the next day of that month, day first or month first. */
const readingsOfShort = (words: string, today: IsoDate): readonly IsoDate[] => {
  const [, first = '', second = ''] = shortDate.exec(words) ?? [];
  const year = Number(today.slice(0, 4));
  return [
    [first, second],
    [second, first],
  ].flatMap(([day, month]) => {
    const dates = [year, year + 1].flatMap((candidate) => {
      const parsed = parseDate(`${day}/${month}/${candidate}`, { today, expects: 'any' });
      return parsed.ok && parsed.value.kind === 'date' ? [parsed.value.iso] : [];
    });
    const next = dates.find((iso) => iso >= today);
    return next === undefined || Number(month) > 12 ? [] : [next];
  });
};

const readDay = (words: string, today: IsoDate): readonly Side[] => {
  if (shortDate.test(words)) return readingsOfShort(words, today).map(gregorian);
  const relative = readRelativeDay(words, today);
  if (relative !== null) return [gregorian(relative)];
  const parsed = parseDate(words, { today, expects: 'coming' });
  return parsed.ok && parsed.value.kind === 'date'
    ? [{ iso: parsed.value.iso, calendar: parsed.value.calendar }]
    : [];
};

const readLast = (words: string, from: IsoDate, today: IsoDate): readonly Side[] => {
  const weekday = readWeekday(words, from);
  return weekday === null ? readDay(words, today) : [gregorian(weekday)];
};

const daysBetween = (from: IsoDate, until: IsoDate): number => toEpochDay(until) - toEpochDay(from);

/** The two ends of a range as they are told, each with the month that only the other one names; null where there is none. */
const endsIn = (text: string): readonly [string, string] | null => {
  const [dashed, before, one = '', other = '', behind] = dashedDays.exec(text) ?? [];
  const month = before ?? behind;
  if (dashed !== undefined && month !== undefined) return [`${one} ${month}`, `${other} ${month}`];
  const [whole, first = '', last = ''] = fromTo.exec(text) ?? [];
  if (whole === undefined) return null;
  if (dayAlone.test(first) && /\d/u.test(last)) return [last.replace(/\d{1,2}/u, first), last];
  if (dayAlone.test(last) && /\d/u.test(first)) return [first, first.replace(/\d{1,2}/u, last)];
  return [first, last];
};

const asDay = ({ iso, calendar }: Side, typed: string): Day => ({ iso, calendar, typed });

/** The shortest absence from one day to another, where days and months can be read in either order. */
const shortestBetween = (first: string, last: string, today: IsoDate): { from: Day; until: Day } | null => {
  const spans = readDay(first, today).flatMap((from) =>
    readLast(last, from.iso, today).map((until) => ({ from, until })),
  );
  const [shortest] = spans
    .filter(({ from, until }) => from.iso >= today && until.iso >= from.iso)
    .filter(({ from, until }) => daysBetween(from.iso, until.iso) <= mostDays)
    .toSorted(
      (one, other) => daysBetween(one.from.iso, one.until.iso) - daysBetween(other.from.iso, other.until.iso),
    );
  // A day of the week is read from the first day on; it is kept as what it was found to be.
  return shortest
    ? { from: asDay(shortest.from, first), until: asDay(shortest.until, shortest.until.iso) }
    : null;
};

/**
 * The days of an absence that one sentence tells: from one to another («إجازة من الأحد إلى الخميس», "10-15 December"), one
 * day («إجازة بكره», «بكره بس»), or the first alone («إجازة من بكره»); null where it tells none that is yet to come. Days
 * and months without a year are read in the order that makes the shorter absence.
 * @param named whether a word for an absence must stand in it, as where anything may be typed
 */
export const readAbsence = (
  words: string,
  today: IsoDate,
  named: boolean,
): { readonly from: Day; readonly until?: Day } | null => {
  const text = toLatinDigits(cleanText(words))
    .trim()
    .replace(/[.!،]+$/u, '');
  const isNamed = absence.test(text) || absenceBehind.test(text);
  if (named && !isNamed) return null;
  const told = text.replace(absence, '').replace(absenceBehind, '');
  const days = told.replace(alone, '').trim();
  const bare = days.replace(opening, '');
  const ends = endsIn(bare);
  if (ends) return shortestBetween(...ends, today);
  // At its own question a day alone is the first day; that it is the only one must be said.
  if (!isNamed && days === told) return null;
  const [day, ...others] = readDay(bare, today).filter(({ iso }) => iso >= today);
  if (!day || others.length > 0) return null;
  const from = asDay(day, bare);
  return bare === days ? { from, until: asDay(day, day.iso) } : { from };
};
