import {
  type Calendar,
  type IsoDate,
  parseDate,
  spokenNumbers,
  tellsAge,
  tellsNotKnowing,
  type YearReading,
} from '../../kernel/dates.ts';
import { matchOption, parseYesNo } from '../../kernel/understanding.ts';
import type { Choice, Json, Question } from '../vocabulary.ts';
import {
  answer,
  askAnew,
  type KindRules,
  type ParseOutcome,
  problem,
  typedText,
  unexpected,
} from './kind.ts';

/** What is known so far of a date that is being cleared up. */
interface Pending {
  /** The year may be one of these; a day is known where `iso` is. */
  readonly readings?: readonly {
    readonly calendar: Calendar;
    readonly year?: number;
    readonly iso?: IsoDate;
  }[];
  /** The year, or year and month, that what is typed next belongs to. */
  readonly started?: { readonly calendar: Calendar; readonly year: number; readonly month?: number };
  /** A day that was read the other way round, to be confirmed. */
  readonly guess?: { readonly calendar: Calendar; readonly iso: IsoDate };
  /** Where the date stands written was told. */
  readonly toldWhere?: true;
  readonly typed: string;
}

const suffixes: { readonly [calendar in Calendar]: string } = { hijri: 'هـ', gregorian: 'م' };

const asPending = (pending: Json): Pending | null => pending as unknown as Pending | null;

const yearLabel = (calendar: Calendar, shown: string): Choice => ({
  id: calendar,
  label: { key: `common:clarify.year.${calendar}`, params: { year: shown } },
});

const askCalendar = (
  readings: NonNullable<Pending['readings']>,
  typed: string,
  key = 'common:clarify.which-year',
): ParseOutcome => ({
  is: 'clarify',
  ask: { key },
  choices: readings.map((reading) => yearLabel(reading.calendar, String(reading.year ?? typed))),
  pending: { readings: readings.map((reading) => ({ ...reading })), typed },
});

const askGuess = (guess: NonNullable<Pending['guess']>, typed: string): ParseOutcome => ({
  is: 'clarify',
  ask: { key: 'common:clarify.date-guess', params: { date: { date: guess.iso } } },
  choices: [
    { id: 'yes', label: { key: 'common:choice.yes' } },
    { id: 'no', label: { key: 'common:choice.no' } },
  ],
  pending: { guess: { ...guess }, typed },
});

/** What a word says about a day that was asked back; null when it says nothing about it. */
const settleGuess = ({ guess, typed: before }: Pending, typed: string): ParseOutcome | null => {
  const reading = guess ? parseYesNo(typed) : null;
  if (!guess || reading === null) return null;
  if (reading === 'yes') return answer({ ...guess, typed: before });
  return reading === 'no' ? askAnew('expected.date') : askGuess(guess, before);
};

const askRest = (started: NonNullable<Pending['started']>, typed: string): ParseOutcome => ({
  is: 'clarify',
  ask: {
    key: started.month === undefined ? 'common:clarify.day-and-month' : 'common:clarify.day',
    params: { year: String(started.year) },
  },
  choices: [],
  pending: { started: { ...started }, typed },
});

/** Where a date that is not known by heart stands written; who does not know it still is told how to go on without. */
const askWhereWritten = (started: Pending['started'], typed: string): ParseOutcome => ({
  is: 'clarify',
  ask: started
    ? { key: 'common:clarify.date-unknown-day', params: { year: String(started.year) } }
    : { key: 'common:clarify.date-unknown' },
  choices: [],
  pending: { ...(started ? { started: { ...started } } : {}), toldWhere: true, typed },
});

const pickReading = (pending: Pending, typed: string): ParseOutcome | null => {
  const readings = pending.readings ?? [];
  const options = readings.map((reading) => ({
    id: reading.calendar,
    labels: [
      reading.calendar === 'hijri' ? 'هجري' : 'ميلادي',
      suffixes[reading.calendar],
      String(reading.year ?? ''),
    ],
  }));
  const picked = options.find((option) => option.id === typed) ?? matchOption(options, typed);
  const reading = readings.find((candidate) => candidate.calendar === picked?.id);
  if (!reading) return null;
  if (reading.iso !== undefined)
    return answer({ iso: reading.iso, calendar: reading.calendar, typed: pending.typed });
  return askRest({ calendar: reading.calendar, year: reading.year ?? 0 }, pending.typed);
};

const complete = ({ calendar, year, month }: NonNullable<Pending['started']>, typed: string): string => {
  const rest = spokenNumbers(typed, month === undefined ? 2 : 1) ?? typed;
  return month === undefined
    ? `${rest}/${year}${suffixes[calendar]}`
    : `${rest}/${month}/${year}${suffixes[calendar]}`;
};

/** The day and month that were told where the year's calendar was asked: with a month's name they tell it too. */
const dayOfReadings = (
  { readings = [], typed: before }: Pending,
  typed: string,
  options: Parameters<typeof parseDate>[1],
): ParseOutcome | null => {
  const days = readings.flatMap(({ calendar, year, iso }) => {
    if (year === undefined || iso !== undefined) return [];
    const parsed = parseDate(complete({ calendar, year }, typed), options);
    const isDay = parsed.ok && parsed.value.kind === 'date' && !parsed.value.swapped;
    return isDay && parsed.value.calendar === calendar ? [{ calendar, year, iso: parsed.value.iso }] : [];
  });
  const [first] = days;
  if (!first) return null;
  const both = `${typed.trim()} ${before}`;
  return days.length === 1
    ? answer({ iso: first.iso, calendar: first.calendar, typed: both })
    : askCalendar(days, both, 'common:clarify.which-year-of-day');
};

/** The year that is known stays known: only what is lacking is asked again. */
const stillLacking = ({ year, month }: NonNullable<Pending['started']>): ParseOutcome =>
  problem(month === undefined ? 'date.no-day-and-month' : 'date.no-day', { year: String(year) });

/** Two readings of one calendar cannot be told apart by naming the calendar: the likelier one stands. */
const onePerCalendar = (readings: readonly YearReading[]): readonly YearReading[] =>
  readings.filter(
    (reading, index) => readings.findIndex((other) => other.calendar === reading.calendar) === index,
  );

const expectedOf = ({
  past,
  recent,
  coming,
}: Pick<Question, 'past' | 'recent' | 'coming'>): 'past' | 'recent' | 'coming' | 'any' => {
  if (recent) return 'recent';
  if (coming) return 'coming';
  return past ? 'past' : 'any';
};

/** A date as `{iso, calendar, typed}`: in either calendar, kept as it was typed (a Hijri 1/7 is no mistake). */
export const date: KindRules = {
  parse(input, { question, pending, today }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'date');
    const options = { today, expects: expectedOf(question) };
    const known = asPending(pending);
    const picked = known?.readings ? pickReading(known, typed) : null;
    if (picked) return picked;
    const ofReadings = known?.readings ? dayOfReadings(known, typed, options) : null;
    if (ofReadings) return ofReadings;
    const settled = known?.guess ? settleGuess(known, typed) : null;
    if (settled) return settled;
    const completed = known?.started ? parseDate(complete(known.started, typed), options) : null;
    // Words that are no day leave a year alone as it was: that is no answer to which day.
    const isDay =
      completed?.ok && (completed.value.kind === 'date' || completed.value.kind === 'which-calendar');
    const parsed = isDay ? completed : parseDate(typed, options);
    const notRead = !parsed.ok && (parsed.error === 'not-a-date' || parsed.error === 'no-year');
    const isLacking = notRead && (completed?.ok !== false || completed.error === 'not-a-date');
    if (notRead && question.past && tellsNotKnowing(typed))
      return known?.toldWhere ? problem('date.still-unknown') : askWhereWritten(known?.started, typed.trim());
    if (known?.started && isLacking) return stillLacking(known.started);
    if (notRead && question.past && tellsAge(typed)) return problem('date.age');
    if (!parsed.ok) return problem(`date.${completed && !completed.ok ? completed.error : parsed.error}`);
    const found = parsed.value;
    const askFurther = question.past && tellsNotKnowing(typed) ? askWhereWritten : askRest;
    if (found.kind === 'date' && found.swapped)
      return askGuess({ iso: found.iso, calendar: found.calendar }, typed.trim());
    if (found.kind === 'date')
      return answer({ iso: found.iso, calendar: found.calendar, typed: typed.trim() });
    if (found.kind === 'which-calendar') return askCalendar(found.readings, typed.trim());
    if (found.kind === 'month-only') {
      const { calendar, year, month } = found;
      return askFurther({ calendar, year, month }, typed.trim());
    }
    const [only, ...others] = onePerCalendar(found.readings);
    if (!only) return problem('date.not-a-date');
    return others.length === 0
      ? askFurther(only, typed.trim())
      : askCalendar([only, ...others], typed.trim());
  },
  describe(value) {
    const { iso } = (value ?? {}) as { readonly iso?: string };
    return iso === undefined ? '' : { date: iso, withHijri: true };
  },
};
