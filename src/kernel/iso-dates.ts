/** A Gregorian day, `YYYY-MM-DD`. */
export type IsoDate = string;

const dayMillis = 86_400_000;
/** Asia/Riyadh has kept UTC+3 without daylight saving since 1947. */
const riyadhMillis = 3 * 3_600_000;

/** Days since 1970-01-01 of a Gregorian date. */
export function toEpochDay(iso: IsoDate): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / dayMillis);
}

export function fromEpochDay(epochDay: number): IsoDate {
  return new Date(epochDay * dayMillis).toISOString().slice(0, 10);
}

/** The day a year, month (1-12) and day name, or null when there is no such day. */
export function fromGregorian(year: number, month: number, day: number): IsoDate | null {
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const millis = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(millis) || new Date(millis).getUTCDate() !== day ? null : iso;
}

export function addDays(iso: IsoDate, days: number): IsoDate {
  return fromEpochDay(toEpochDay(iso) + days);
}

/** The same day so many months later; the month's last day where it has no such day (31 January to 28 February). */
export function addMonths(iso: IsoDate, months: number): IsoDate {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(first.toISOString().slice(0, 10), Math.min(day, lastDay) - 1);
}

/** Whole years between two days; who is born on 29 February turns a year older on 1 March. */
export function ageInYears(birth: IsoDate, today: IsoDate): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The day it is in Riyadh at a moment given in milliseconds since 1970. */
export function todayInRiyadh(nowMillis: number): IsoDate {
  return fromEpochDay(Math.floor((nowMillis + riyadhMillis) / dayMillis));
}

/** 0 is Sunday, 5 Friday, 6 Saturday. */
export function weekdayOf(iso: IsoDate): number {
  return (((toEpochDay(iso) + 4) % 7) + 7) % 7;
}

/** The wall clock in Riyadh; `weekday` 0 is Sunday. */
export function riyadhTime(nowMillis: number): { hour: number; minute: number; weekday: number } {
  const minutes = Math.floor((nowMillis + riyadhMillis) / 60_000);
  return {
    hour: Math.floor(minutes / 60) % 24,
    minute: minutes % 60,
    weekday: weekdayOf(todayInRiyadh(nowMillis)),
  };
}

/** The hour of the day in Riyadh, 0 to 23. */
export function hourInRiyadh(epochMillis: number): number {
  return new Date(epochMillis + riyadhMillis).getUTCHours();
}

/** A day as a column of dates takes it: its midnight in UTC. */
export function columnOfDay(iso: IsoDate): Date {
  return new Date(`${iso}T00:00:00Z`);
}

/** The day that a column of dates gave. */
export function dayOfColumn(date: Date): IsoDate {
  return date.toISOString().slice(0, 10) as IsoDate;
}
