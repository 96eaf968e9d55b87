import { fromEpochDay, type IsoDate, toEpochDay } from './iso-dates.ts';

export interface HijriDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

// Midnights are given in UTC, so the calendar's own day is the Gregorian day's.
const ummAlQura = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

const meanYearDays = 354.36707;
const meanMonthDays = 29.530589;
/** 1 Muharram of year 1, in days before 1970. */
const epochDayOfYearOne = -492_148;

function hijriOf(epochDay: number): HijriDate {
  let year = 0;
  let month = 0;
  let day = 0;
  for (const part of ummAlQura.formatToParts(epochDay * 86_400_000)) {
    if (part.type === 'year') year = Number(part.value);
    else if (part.type === 'month') month = Number(part.value);
    else if (part.type === 'day') day = Number(part.value);
  }
  return { year, month, day };
}

/** The day in the Umm al-Qura calendar. */
export function toHijri(iso: IsoDate): HijriDate {
  return hijriOf(toEpochDay(iso));
}

/**
 * The Gregorian day of a day in the Umm al-Qura calendar, 1300-1600; null when there is no such day (a 30th of a
 * month of 29 days).
 */
export function fromHijri(year: number, month: number, day: number): IsoDate | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!whole || year < 1300 || year > 1600 || month < 1 || month > 12 || day < 1 || day > 30) return null;
  // The months' lengths are observed, not computed: estimate the first of the month, then correct by what it is.
  const monthsBefore = (year - 1) * 12 + month - 1;
  let first = epochDayOfYearOne + Math.round((year - 1) * meanYearDays + (month - 1) * meanMonthDays);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const found = hijriOf(first);
    const months = (found.year - 1) * 12 + found.month - 1 - monthsBefore;
    if (months === 0 && found.day === 1) break;
    first -= months === 0 ? found.day - 1 : Math.round(months * meanMonthDays) + (found.day - 1);
  }
  const result = hijriOf(first + day - 1);
  return result.year === year && result.month === month && result.day === day
    ? fromEpochDay(first + day - 1)
    : null;
}
