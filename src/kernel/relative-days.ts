import { toLatinDigits } from './characters.ts';
import { addDays, type IsoDate, toEpochDay } from './iso-dates.ts';
import { matchKey } from './match-key.ts';

/** Days from today by the words for them, as `matchKey` leaves them. */
const fromToday: { readonly [words: string]: number } = Object.fromEntries(
  [
    ['قبل امس', -2],
    ['اول امس', -2],
    ['امس الاول', -2],
    ['قبل البارح', -2],
    ['قبل البارحه', -2],
    ['day before yesterday', -2],
    ['امس', -1],
    ['البارح', -1],
    ['البارحه', -1],
    ['yesterday', -1],
    ['اليوم', 0],
    ['بكره', 1],
    ['بكرا', 1],
    ['باكر', 1],
    ['غدا', 1],
    ['بعد بكره', 2],
    ['بعد باكر', 2],
    ['بعد غد', 2],
    ['today', 0],
    ['tomorrow', 1],
    ['day after tomorrow', 2],
  ].map(([words, days]) => [matchKey(String(words)), Number(days)]),
);

/** Names of the days, Sunday first, without their article. */
const weekdays: readonly (readonly string[])[] = [
  ['احد', 'sunday'],
  ['اثنين', 'اثنن', 'monday'],
  ['ثلاثاء', 'ثلاثا', 'ثلوث', 'tuesday'],
  ['اربعاء', 'اربعا', 'ربوع', 'wednesday'],
  ['خميس', 'thursday'],
  ['جمعه', 'friday'],
  ['سبت', 'saturday'],
].map((names) => names.map(matchKey));

const leadingWords = /^(?:(?:من|الي|لين|لحد|حتي|يوم|from|until|till|to|on|the)\s+)+/u;
const nextWords = /(?:^next\s+|\s+(?:الجاي|الجايه|الجي|القادم|القادمه|المقبل|المقبله)$)/u;

const lastWords = /^last\s+|\s+(?:الماضي|الماضيه|اللي فات|اللي فاتت|اللي راح|اللي راحت|الفايت|الفائت)$/u;

/** Day of the week, 0 for Sunday; the first of January 1970 was a Thursday. */
const weekdayOf = (iso: IsoDate): number => (((toEpochDay(iso) + 4) % 7) + 7) % 7;

/**
 * A day named by its distance from today («بكره», «الخميس», «الأحد الجاي»), where the whole text is that name; null for
 * everything else. A weekday is the next one of its name, today included unless it is called the coming one.
 */
export function readRelativeDay(raw: string, today: IsoDate): IsoDate | null {
  if (raw.length > 40) return null;
  const words = matchKey(toLatinDigits(raw)).replace(leadingWords, '');
  const days = fromToday[words];
  return days === undefined ? weekdayIn(words, today) : addDays(today, days);
}

/**
 * A day that is over, named by its distance from today or by its weekday, which is the last of its name: «أمس», «قبل
 * يومين», «الأحد», «الخميس اللي فات». Today is one where it is named itself; null for every other text.
 */
export function readRecentDay(raw: string, today: IsoDate): IsoDate | null {
  if (raw.length > 40) return null;
  const words = matchKey(toLatinDigits(raw)).replace(leadingWords, '');
  const days = fromToday[words] ?? agoIn(words);
  if (days !== undefined && days !== null) return addDays(today, days);
  const next = weekdayIn(words.replace(lastWords, ''), today);
  // Of today's own weekday the one that is over was a week ago, if it is called that.
  if (next === null || nextWords.test(words)) return next;
  return next === today && !lastWords.test(words) ? today : addDays(next, -7);
}

/** «قبل يومين», «قبل 3 ايام», "3 days ago": so many days before today; null for other words. */
const agoIn = (words: string): number | null => {
  if (words === 'قبل يوم' || words === 'a day ago') return -1;
  if (words === 'قبل يومين') return -2;
  if (words === 'قبل اسبوع' || words === 'a week ago') return -7;
  const [, arabic, english] = /^(?:قبل (\d{1,2}) (?:ايام|يوم)|(\d{1,2}) days ago)$/u.exec(words) ?? [];
  const count = arabic ?? english;
  return count === undefined ? null : -Number(count);
};

/** The next day of a name from a day on, that day included; null for every other text, also for «بكره». */
export function readWeekday(raw: string, from: IsoDate): IsoDate | null {
  if (raw.length > 40) return null;
  return weekdayIn(matchKey(toLatinDigits(raw)).replace(leadingWords, ''), from);
}

const weekdayIn = (words: string, from: IsoDate): IsoDate | null => {
  const coming = nextWords.test(words);
  const name = words.replace(nextWords, '').replace(/^ال/u, '');
  const weekday = weekdays.findIndex((names) => names.includes(name));
  if (weekday === -1) return null;
  const ahead = (weekday - weekdayOf(from) + 7) % 7;
  return addDays(from, ahead === 0 && coming ? 7 : ahead);
};
