import { maskIban, parseIban } from '../../kernel/identifiers.ts';
import { isolate } from '../../kernel/text.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

export const iban: KindRules = {
  parse(input) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'iban');
    const parsed = parseIban(typed);
    if (parsed.ok) return answer(parsed.value.iban);
    const { problem: reason, country, length } = parsed.error;
    return problem(`iban.${reason}`, {
      ...(country === undefined ? {} : { country: { code: country } }),
      ...(length === undefined ? {} : { length }),
    });
  },
  describe: (value) => isolate(maskIban(String(value))),
};
