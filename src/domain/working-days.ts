import { addDays, type IsoDate, weekdayOf } from '../kernel/iso-dates.ts';

/** Sunday to Thursday; public holidays are announced and so are not known here. */
const isWorkingDay = (day: IsoDate): boolean => weekdayOf(day) <= 4;

/** The day `count` working days after a day; zero gives the day itself or the next working one. */
export const addWorkingDays = (day: IsoDate, count: number): IsoDate => {
  let reached = day;
  while (!isWorkingDay(reached)) reached = addDays(reached, 1);
  for (let left = count; left > 0; left--) {
    reached = addDays(reached, 1);
    while (!isWorkingDay(reached)) reached = addDays(reached, 1);
  }
  return reached;
};

/** The last moment of a day in Riyadh (UTC+3): a promise for a day is kept until then. */
export const endOfDay = (day: IsoDate): Date => new Date(Date.parse(`${day}T23:59:59.999+03:00`));

/** The first moment of a day in Riyadh. */
export const startOfDay = (day: IsoDate): Date => new Date(Date.parse(`${day}T00:00:00+03:00`));
