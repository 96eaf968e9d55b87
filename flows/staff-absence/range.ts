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
const fromTo =
  /^(?:(من|from)\s+)?(.{1,40}?)\s+(?:إلى|الى|الي|لين|لحد|حتى|لغاية|ل|to|until|till)\s+(.{1,40}?)$/iu;
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
  const parsed = parseDate(words, { today, expects: 'any' });
  return parsed.ok && parsed.value.kind === 'date'
    ? [{ iso: parsed.value.iso, calendar: parsed.value.calendar }]
    : [];
};

const readLast = (words: string, from: IsoDate, today: IsoDate): readonly Side[] => {
  const weekday = readWeekday(words, from);
  return weekday === null ? readDay(words, today) : [gregorian(weekday)];
};

const daysBetween = (from: IsoDate, until: IsoDate): number => toEpochDay(until) - toEpochDay(from);

/**
 * The first and last day of an absence that one sentence tells («إجازة من الأحد إلى الخميس», "away from Sunday to
 * Thursday"); null where it tells none that is yet to come. Days and months without a year are read in the order that
 * makes the shorter absence.
 * @param named whether a word for an absence must stand in it, as where anything may be typed
 */
export const readAbsence = (
  words: string,
  today: IsoDate,
  named: boolean,
): { readonly from: Day; readonly until: Day } | null => {
  const text = toLatinDigits(cleanText(words))
    .trim()
    .replace(/[.!،]+$/u, '');
  if (named && !absence.test(text)) return null;
  const [whole, opens, first = '', last = ''] = fromTo.exec(text.replace(absence, '')) ?? [];
  if (whole === undefined || (opens === undefined && !absence.test(text))) return null;
  const spans = readDay(first, today).flatMap((from) =>
    readLast(last, from.iso, today).map((until) => ({ from, until })),
  );
  const [shortest] = spans
    .filter(({ from, until }) => from.iso >= today && until.iso >= from.iso)
    .filter(({ from, until }) => daysBetween(from.iso, until.iso) <= mostDays)
    .toSorted(
      (one, other) => daysBetween(one.from.iso, one.until.iso) - daysBetween(other.from.iso, other.until.iso),
    );
  if (!shortest) return null;
  return {
    from: { ...shortest.from, typed: first },
    // A day of the week is read from the first day on; it is kept as what it was found to be.
    until: { ...shortest.until, typed: shortest.until.iso },
  };
};
