import { type DateParts, readDateParts } from './date-reading.ts';
import { fromHijri, toHijri } from './hijri.ts';
import { ageInYears, fromGregorian, type IsoDate, toEpochDay } from './iso-dates.ts';
import { readRecentDay, readRelativeDay } from './relative-days.ts';
import { fail, ok, type Result } from './result.ts';

export { formatDate } from './date-format.ts';
export { spokenNumbers, tellsAge, tellsNotKnowing } from './date-reading.ts';
export { fromHijri, toHijri } from './hijri.ts';
export type { IsoDate } from './iso-dates.ts';
export { addDays, ageInYears, riyadhTime, todayInRiyadh } from './iso-dates.ts';

export type Calendar = 'gregorian' | 'hijri';

export interface YearReading {
  readonly calendar: Calendar;
  readonly year: number;
}

export interface DateReading {
  readonly calendar: Calendar;
  readonly iso: IsoDate;
}

export type ParsedDate =
  /** `swapped`: read month first, since it is no date day first; to be confirmed. */
  | { readonly kind: 'date'; readonly iso: IsoDate; readonly calendar: Calendar; readonly swapped?: true }
  /** «1/7/87»: a day in either calendar; ask which, likeliest first. */
  | { readonly kind: 'which-calendar'; readonly readings: readonly DateReading[] }
  /** «مواليد ٨٧»: `year` as typed and the years it may be, likeliest first; then month and day are asked. */
  | { readonly kind: 'year-only'; readonly year: number; readonly readings: readonly YearReading[] }
  /** «رمضان ١٤١٠»: the day is missing. */
  | {
      readonly kind: 'month-only';
      readonly calendar: Calendar;
      readonly year: number;
      readonly month: number;
    };

export type DateProblem =
  | 'not-a-date'
  | 'no-year'
  | 'impossible'
  | 'out-of-range'
  | 'future'
  /** «١٥ رمضان ١٩٨٧»: no such day is in either calendar. */
  | 'hijri-month'
  | 'gregorian-month';

export interface DateOptions {
  readonly today: IsoDate;
  /**
   * `past` refuses a day after today and reads two-digit years as a grown person's birth; `recent` is a day of these
   * weeks that is over («أمس», the last Sunday), `coming` one that is not; of these two a day and a month without a year
   * are the nearest of their name. Default `any`.
   */
  readonly expects?: 'past' | 'recent' | 'coming' | 'any';
}

const dayOf = (calendar: Calendar, year: number, month: number, day: number): IsoDate | null =>
  calendar === 'hijri' ? fromHijri(year, month, day) : fromGregorian(year, month, day);

/** The calendar that a year of four digits belongs to; the ranges do not meet. */
function calendarOfYear(year: number): Calendar | null {
  if (year >= 1300 && year <= 1500) return 'hijri';
  return year >= 1900 && year <= 2100 ? 'gregorian' : null;
}

const centuries: readonly YearReading[] = [
  { calendar: 'gregorian', year: 1900 },
  { calendar: 'gregorian', year: 2000 },
  { calendar: 'hijri', year: 1300 },
  { calendar: 'hijri', year: 1400 },
];

/** Ages between which somebody may be who types a birth year in two digits. */
const youngestAge = 14;
const oldestAge = 95;

function ageIn(reading: YearReading, today: IsoDate): number {
  const middle = dayOf(reading.calendar, reading.year, 6, 15);
  return middle === null ? Number.NaN : ageInYears(middle, today);
}

/** The years that two digits may mean; a shown calendar leaves one of the two. */
function readingsOfShortYear(year: number, calendar: Calendar | null, options: DateOptions): YearReading[] {
  const readings = centuries
    .filter((century) => calendar === null || century.calendar === calendar)
    .map((century) => ({ calendar: century.calendar, year: century.year + year }));
  if (options.expects === 'past') {
    const past = readings.filter((reading) => ageIn(reading, options.today) >= 0);
    const grown = past.filter((reading) => {
      const age = ageIn(reading, options.today);
      return age >= youngestAge && age <= oldestAge;
    });
    return grown.length > 0 ? grown : past;
  }
  const distance = (reading: YearReading): number => Math.abs(ageIn(reading, options.today));
  const near = readings.filter((reading) => distance(reading) <= 10);
  return near.sort((left, right) => distance(left) - distance(right));
}

function yearReadings(year: number, calendar: Calendar | null, options: DateOptions): YearReading[] {
  if (year < 100) return readingsOfShortYear(year, calendar, options);
  const own = calendarOfYear(year);
  return own === null ? [] : [{ calendar: own, year }];
}

const relativeDay = (raw: string, { expects, today }: DateOptions): IsoDate | null => {
  if (expects === 'past') return null;
  return expects === 'recent' ? readRecentDay(raw, today) : readRelativeDay(raw, today);
};

/** «١٠ ديسمبر» of these weeks: the last such day, or the next one; null where a day and a month are not both told. */
function nearestOf(
  { month, day, monthOf }: DateParts,
  { expects, today }: DateOptions,
): Result<ParsedDate, DateProblem> | null {
  if ((expects !== 'coming' && expects !== 'recent') || month === null || day === null) return null;
  const calendar = monthOf ?? 'gregorian';
  const thisYear = calendar === 'hijri' ? toHijri(today).year : Number(today.slice(0, 4));
  const years = expects === 'coming' ? [thisYear, thisYear + 1] : [thisYear, thisYear - 1];
  const days = years.flatMap((year) => dayOf(calendar, year, month, day) ?? []);
  const iso = days.find((found) => (expects === 'coming' ? found >= today : found <= today));
  return iso === undefined ? fail('impossible') : ok({ kind: 'date', iso, calendar });
}

/**
 * A date as people write it, in either calendar: day first (ISO: year first), month names of both calendars in
 * their usual spellings, two-digit years, any digits. Years 1300–1500 are Hijri, 1900–2100 Gregorian.
 */
export function parseDate(raw: string, options: DateOptions): Result<ParsedDate, DateProblem> {
  const relative = relativeDay(raw, options);
  if (relative !== null) return ok({ kind: 'date', iso: relative, calendar: 'gregorian' });
  const parts = readDateParts(raw);
  if (parts === null) return fail('not-a-date');
  const { year, month, day, calendar, monthOf, swapped } = parts;
  if (year === null) return nearestOf(parts, options) ?? fail('no-year');
  const yearOf = calendarOfYear(year);
  if (monthOf !== undefined && yearOf !== null && yearOf !== monthOf)
    return fail(monthOf === 'hijri' ? 'hijri-month' : 'gregorian-month');
  const readings = yearReadings(year, calendar, options);
  if (readings.length === 0) return fail('out-of-range');
  if (month === null) {
    const past = readings.filter(
      (reading) => options.expects !== 'past' || !isFutureYear(reading, options.today),
    );
    return past.length === 0 ? fail('future') : ok({ kind: 'year-only', year, readings: past });
  }
  if (day === null) {
    const reading = readings[0]!;
    if (month < 1 || month > 12) return fail('impossible');
    return ok({ kind: 'month-only', calendar: reading.calendar, year: reading.year, month });
  }
  const days = readings.flatMap((reading): DateReading[] => {
    const iso = dayOf(reading.calendar, reading.year, month, day);
    return iso === null ? [] : [{ calendar: reading.calendar, iso }];
  });
  if (days.length === 0) return fail('impossible');
  const allowed = days.filter(({ iso }) => options.expects !== 'past' || iso <= options.today);
  const first = allowed[0];
  if (first === undefined) return fail('future');
  if (allowed.length === 1) return ok({ kind: 'date', ...first, ...(swapped ? { swapped } : {}) });
  return ok({ kind: 'which-calendar', readings: allowed });
}

function isFutureYear(reading: YearReading, today: IsoDate): boolean {
  const first = dayOf(reading.calendar, reading.year, 1, 1);
  return first !== null && toEpochDay(first) > toEpochDay(today);
}
