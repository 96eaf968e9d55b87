import { parseNumber } from '../../kernel/numbers.ts';
import { countPeople, parseYesNo } from '../../kernel/understanding.ts';
import type { Choice, Json } from '../vocabulary.ts';
import {
  answer,
  askAnew,
  type KindRules,
  type ParseOutcome,
  problem,
  typedText,
  unexpected,
} from './kind.ts';
import { chosenEnd } from './two-ends.ts';

const yesOrNo: readonly Choice[] = [
  { id: 'yes', label: { key: 'common:choice.yes' } },
  { id: 'no', label: { key: 'common:choice.no' } },
];

/** A range is kept as both ends: the quiet month and the season. */
const settled = (pending: Json): Json => {
  if (pending === null || typeof pending !== 'object' || Array.isArray(pending)) return null;
  const { value } = pending as { readonly value?: Json };
  return value ?? null;
};

const confirm = (key: string, params: Record<string, number>, value: Json): ParseOutcome => ({
  is: 'clarify',
  ask: { key, params },
  choices: yesOrNo,
  pending: { value },
});

/** Where one number is asked, of two only one can be meant. */
const chooseEnd = (low: number, high: number): ParseOutcome => ({
  is: 'clarify',
  ask: { key: 'common:clarify.which-number', params: { low, high } },
  choices: [
    { id: 'low', label: { key: 'common:choice.number', params: { value: low } } },
    { id: 'high', label: { key: 'common:choice.number', params: { value: high } } },
  ],
  pending: { low, high },
});

/** «خمس عيال» tells nobody else: how many they are with whoever writes, and with the other parent, is asked. */
const askWithParents = (children: number): ParseOutcome => {
  const [low, high] = [children + 1, children + 2];
  return {
    is: 'clarify',
    ask: { key: 'common:clarify.children', params: { children, low, high } },
    choices: [
      { id: 'low', label: { key: 'common:choice.number', params: { value: low } } },
      { id: 'high', label: { key: 'common:choice.number', params: { value: high } } },
    ],
    pending: { low, high },
  };
};

/** The one of two numbers that was chosen; null where they were not asked back, or something else was said. */
const endOf = (pending: Json, typed: string): number | null => {
  const { low, high } = (pending ?? {}) as { readonly low?: number; readonly high?: number };
  return low === undefined || high === undefined ? null : chosenEnd({ low, high }, typed);
};

export const confirmNumber = (value: number): ParseOutcome =>
  confirm('common:clarify.number', { value }, value);

const confirmAgain = (value: Json): ParseOutcome => {
  const { low, high } = (value ?? {}) as { readonly low?: number; readonly high?: number };
  return low === undefined || high === undefined
    ? confirmNumber(Number(value))
    : confirm('common:clarify.range', { low, high }, value);
};

/** What a word says about a number that was asked back; null when it says nothing about it. */
const settle = (pending: Json, typed: string): ParseOutcome | null => {
  const { low, high } = (pending ?? {}) as { readonly low?: number; readonly high?: number };
  if (low !== undefined && high !== undefined) {
    return parseYesNo(typed) === 'no' ? askAnew('expected.number') : null;
  }
  const reading = parseYesNo(typed);
  if (reading === 'yes') return answer(settled(pending));
  if (reading === 'no') return askAnew('expected.number');
  // Neither yes nor no: the number is said again, since the next word may be the yes to it.
  return reading === 'unclear' ? confirmAgain(settled(pending)) : null;
};

export const number: KindRules = {
  parse(input, { pending, question }) {
    const words = typedText(input);
    if (words === null) return unexpected(input, 'number');
    const typed = question.tidies?.(words) ?? words;
    const parsed = parseNumber(typed);
    const end = pending === null || parsed.ok ? null : endOf(pending, typed);
    if (end !== null) return answer(end);
    const people = question.counts === 'people' ? countPeople(typed) : null;
    if (people?.sure) return answer(people.people);
    if (people?.children !== undefined) return askWithParents(people.children);
    if (people) return confirmNumber(people.people);
    if (pending !== null && !parsed.ok) {
      const outcome = settle(pending, typed);
      if (outcome) return outcome;
    }
    if (!parsed.ok) return problem(`number.${parsed.error}`);
    const found = parsed.value;
    if (found.kind === 'exact') return answer(found.value);
    if (found.kind === 'ambiguous' || found.kind === 'guess') return confirmNumber(found.value);
    const range = { low: found.low, high: found.high };
    const isOne = question.schema?.safeParse(range).success === false;
    if (isOne) return chooseEnd(range.low, range.high);
    return confirm('common:clarify.range', range, range);
  },
  describe(value) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const { low, high } = value as { readonly low?: Json; readonly high?: Json };
      return { key: 'common:value.range', params: { low: Number(low), high: Number(high) } };
    }
    return Number(value);
  },
};
