import { parseNumber } from '../../kernel/numbers.ts';
import { parseYesNo } from '../../kernel/understanding.ts';
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

export const number: KindRules = {
  parse(input, { pending }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'number');
    const parsed = parseNumber(typed);
    if (pending !== null && !parsed.ok) {
      const reading = parseYesNo(typed);
      if (reading === 'yes') return answer(settled(pending));
      if (reading === 'no') return askAnew('expected.number');
      if (reading === 'unclear') return problem('god-willing');
    }
    if (!parsed.ok) return problem(`number.${parsed.error}`);
    const found = parsed.value;
    if (found.kind === 'exact') return answer(found.value);
    if (found.kind === 'ambiguous')
      return confirm('common:clarify.number', { value: found.value }, found.value);
    const range = { low: found.low, high: found.high };
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
