import { type IbanProblem, maskIban, parseIban } from '../../kernel/identifiers.ts';
import { ibanIn, isolate } from '../../kernel/text.ts';
import type { Params } from '../vocabulary.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

/** What the sentences about a wrong IBAN name of it; never the IBAN itself. */
export const ibanParams = ({ country, length }: IbanProblem): Params => ({
  ...(country === undefined ? {} : { country: { code: country } }),
  ...(length === undefined ? {} : { length }),
});

export const iban: KindRules = {
  parse(input) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'iban');
    const parsed = parseIban(ibanIn(typed) ?? typed);
    if (parsed.ok) return answer(parsed.value.iban);
    return problem(`iban.${parsed.error.problem}`, ibanParams(parsed.error));
  },
  describe: (value) => isolate(maskIban(String(value))),
};
