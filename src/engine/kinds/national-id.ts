import { maskNationalId, parseNationalId } from '../../kernel/identifiers.ts';
import { isolate } from '../../kernel/text.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

export const nationalId: KindRules = {
  parse(input) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'national-id');
    const parsed = parseNationalId(typed);
    if (parsed.ok) return answer(parsed.value);
    return problem(`national-id.${parsed.error.problem}`, { digits: parsed.error.digits });
  },
  describe: (value) => isolate(maskNationalId(String(value))),
};
