import { parseMoney, parseSum } from '../../kernel/money.ts';
import { parseYesNo } from '../../kernel/understanding.ts';
import { leavesRestUntold } from '../../kernel/untold-rest.ts';
import type { Json, Message } from '../vocabulary.ts';
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

/** An amount that was read in one way, and how else it may be read; or the two ends of a range. Halalas. */
type Pending =
  | { readonly yes: number; readonly no: number | null }
  | { readonly low: number; readonly high: number };

const askedBack = (amount: number): Message => ({
  key: 'common:clarify.money',
  params: { amount: { money: amount } },
});

const confirm = (yes: number, no: number | null, ask: Message = askedBack(yes)): ParseOutcome => ({
  is: 'clarify',
  ask,
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
    const end = chosenEnd(pending, typed);
    return end === null ? null : answer(end);
  }
  const reading = parseYesNo(typed);
  if (reading === 'yes') return answer(pending.yes);
  // Neither yes nor no: the amount is said again, since the next word may be the yes to it.
  if (reading === 'unclear') return confirm(pending.yes, pending.no);
  if (reading !== 'no') return null;
  // The other way of reading it is said back too, never just taken.
  return pending.no === null ? askAnew('expected.money') : confirm(pending.no, null);
};

/** Several amounts where what they come to is asked: the total is said back with its parts. */
const addUp = (typed: string): ParseOutcome | null => {
  const sum = parseSum(typed);
  if (sum === null) return null;
  const parts = { list: sum.partsHalalas.map((part) => ({ money: part })), as: 'words' } as const;
  const params = { parts, amount: { money: sum.totalHalalas } };
  return confirm(sum.totalHalalas, null, { key: 'common:clarify.sum', params });
};

/** Money is kept as whole halalas. A range is settled at the end that the person chooses. */
export const money: KindRules = {
  parse(input, { pending, question, namespace }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'money');
    if (question.sums && leavesRestUntold(typed)) return problem('money.rest');
    const sum = question.sums ? addUp(typed) : null;
    if (sum !== null) return sum;
    const parsed = parseMoney(typed);
    if (pending !== null && !parsed.ok) {
      const settled = settle(pending as Json as Pending, typed);
      if (settled) return settled;
    }
    if (!parsed.ok) return problem(`money.${parsed.error}`);
    const found = parsed.value;
    if (found.kind === 'exact' && question.doubts?.(typed)) {
      const label = { key: `${namespace}:${question.key}.label` };
      const params = { label, amount: { money: found.amountHalalas } };
      return confirm(found.amountHalalas, null, { key: 'common:clarify.doubted', params });
    }
    if (found.kind === 'exact') return answer(found.amountHalalas);
    if (found.kind === 'guess') return confirm(found.amountHalalas, null);
    return found.kind === 'ambiguous'
      ? confirm(found.valueHalalas, found.otherHalalas)
      : chooseEnd(found.lowHalalas, found.highHalalas);
  },
  describe: (value) => ({ money: Number(value) }),
};
