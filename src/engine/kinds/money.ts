import { parseMoney } from '../../kernel/money.ts';
import { matchOption, parseYesNo } from '../../kernel/understanding.ts';
import type { Json } from '../vocabulary.ts';
import {
  answer,
  askAnew,
  type KindRules,
  type ParseOutcome,
  problem,
  typedText,
  unexpected,
} from './kind.ts';

/** An amount that was read in one way, and how else it may be read; or the two ends of a range. Halalas. */
type Pending =
  | { readonly yes: number; readonly no: number | null }
  | { readonly low: number; readonly high: number };

const ends = [
  { id: 'low', labels: ['الأقل', 'الأصغر', 'الأول', 'lower', 'the lower'] },
  { id: 'high', labels: ['الأعلى', 'الأكثر', 'الأكبر', 'higher', 'the higher'] },
];

const confirm = (yes: number, no: number | null): ParseOutcome => ({
  is: 'clarify',
  ask: { key: 'common:clarify.money', params: { amount: { money: yes } } },
  choices: [
    { id: 'yes', label: { key: 'common:choice.yes' } },
    { id: 'no', label: { key: 'common:choice.no' } },
  ],
  pending: { yes, no },
});

const chooseEnd = (low: number, high: number): ParseOutcome => ({
  is: 'clarify',
  ask: { key: 'common:clarify.money-range', params: { low: { money: low }, high: { money: high } } },
  choices: [
    { id: 'low', label: { key: 'common:choice.lower' } },
    { id: 'high', label: { key: 'common:choice.higher' } },
  ],
  pending: { low, high },
});

/** What a word says about an amount that was asked back; null when it says nothing about it. */
const settle = (pending: Pending, typed: string): ParseOutcome | null => {
  if ('low' in pending) {
    const end = matchOption(ends, typed)?.id ?? typed;
    if (end === 'low') return answer(pending.low);
    return end === 'high' ? answer(pending.high) : null;
  }
  const reading = parseYesNo(typed);
  if (reading === 'yes') return answer(pending.yes);
  if (reading === 'unclear') return problem('god-willing');
  if (reading !== 'no') return null;
  // The other way of reading it is said back too, never just taken.
  return pending.no === null ? askAnew('expected.money') : confirm(pending.no, null);
};

/** Money is kept as whole halalas. A range is settled at the end that the person chooses. */
export const money: KindRules = {
  parse(input, { pending }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'money');
    const parsed = parseMoney(typed);
    if (pending !== null && !parsed.ok) {
      const settled = settle(pending as Json as Pending, typed);
      if (settled) return settled;
    }
    if (!parsed.ok) return problem(`money.${parsed.error}`);
    const found = parsed.value;
    if (found.kind === 'exact') return answer(found.amountHalalas);
    return found.kind === 'ambiguous'
      ? confirm(found.valueHalalas, found.otherHalalas)
      : chooseEnd(found.lowHalalas, found.highHalalas);
  },
  describe: (value) => ({ money: Number(value) }),
};
