import { type Calendar, parseDate } from '../../kernel/dates.ts';
import { matchOption } from '../../kernel/understanding.ts';
import type { Choice, Json } from '../vocabulary.ts';
import { answer, type KindRules, type ParseOutcome, problem, typedText, unexpected } from './kind.ts';

interface Reading {
  readonly calendar: Calendar;
  readonly year: number;
}

const readingId = (reading: Reading): string => reading.calendar;

const askWhichYear = (readings: readonly Reading[]): ParseOutcome => ({
  is: 'clarify',
  ask: { key: 'common:clarify.which-year' },
  choices: readings.map(
    (reading): Choice => ({
      id: readingId(reading),
      label: { key: `common:clarify.year.${reading.calendar}`, params: { year: { code: String(reading.year) } } },
    }),
  ),
  pending: { readings: readings.map((reading) => ({ ...reading })) },
});

const askDayAndMonth = (reading: Reading): ParseOutcome => ({
  is: 'clarify',
  ask: { key: 'common:clarify.day-and-month', params: { year: { code: String(reading.year) } } },
  choices: [],
  pending: { year: { ...reading } },
});

const pendingYear = (pending: Json): Reading | null =>
  (pending as { readonly year?: Reading } | null)?.year ?? null;

const pendingReadings = (pending: Json): readonly Reading[] =>
  (pending as { readonly readings?: readonly Reading[] } | null)?.readings ?? [];

/** A date as `{iso, calendar, typed}`: in either calendar, kept as it was typed (a Hijri 1/7 is no mistake). */
export const date: KindRules = {
  parse(input, { pending, today }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'date');
    const readings = pendingReadings(pending);
    if (readings.length > 0) {
      const options = readings.map((reading) => ({
        id: readingId(reading),
        labels: [reading.calendar, String(reading.year), reading.calendar === 'hijri' ? 'هجري' : 'ميلادي'],
      }));
      const picked = options.find((option) => option.id === typed) ?? matchOption(options, typed);
      const reading = readings.find((candidate) => candidate.calendar === picked?.id);
      if (reading) return askDayAndMonth(reading);
    }
    const year = pendingYear(pending);
    const suffix = year?.calendar === 'hijri' ? 'هـ' : 'م';
    const completed = year ? parseDate(`${typed}/${year.year}${suffix}`, { today }) : null;
    const parsed = completed?.ok ? completed : parseDate(typed, { today });
    if (!parsed.ok) return problem(`date.${parsed.error}`);
    const found = parsed.value;
    if (found.kind === 'date') return answer({ iso: found.iso, calendar: found.calendar, typed: typed.trim() });
    const [only, ...others] = found.readings;
    if (!only) return problem('date.not-a-date');
    return others.length === 0 ? askDayAndMonth(only) : askWhichYear(found.readings);
  },
  describe(value) {
    const { iso } = (value ?? {}) as { readonly iso?: string };
    return iso === undefined ? '' : { date: iso, withHijri: true };
  },
};
