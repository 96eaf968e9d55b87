import { parseMoney } from '../../kernel/money.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

/** Money is kept as whole halalas. A range is settled at its lower end only when the person says so. */
export const money: KindRules = {
  parse(input, { pending }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'money');
    if (pending !== null && (typed === 'yes' || typed === 'no')) {
      const { yes, no } = pending as { readonly yes: number; readonly no: number | null };
      if (typed === 'yes') return answer(yes);
      return no === null ? problem('expected.money') : answer(no);
    }
    const parsed = parseMoney(typed);
    if (!parsed.ok) return problem(`money.${parsed.error}`);
    const found = parsed.value;
    if (found.kind === 'exact') return answer(found.amountHalalas);
    const offered =
      found.kind === 'ambiguous'
        ? {
            ask: { key: 'common:clarify.money', params: { amount: { money: found.valueHalalas } } },
            pending: { yes: found.valueHalalas, no: found.otherHalalas },
          }
        : {
            ask: {
              key: 'common:clarify.money-range',
              params: { low: { money: found.lowHalalas }, high: { money: found.highHalalas } },
            },
            pending: { yes: found.lowHalalas, no: found.highHalalas },
          };
    const labels =
      found.kind === 'ambiguous'
        ? (['common:choice.yes', 'common:choice.no'] as const)
        : (['common:choice.lower', 'common:choice.higher'] as const);
    return {
      is: 'clarify',
      ask: offered.ask,
      choices: [
        { id: 'yes', label: { key: labels[0] } },
        { id: 'no', label: { key: labels[1] } },
      ],
      pending: offered.pending,
    };
  },
  describe: (value) => ({ money: Number(value) }),
};
