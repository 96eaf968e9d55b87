import { maskMobile, parseMobile } from '../../kernel/identifiers.ts';
import { isolate } from '../../kernel/text.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

/** A mobile as `{mobile: '+9665…', own}`; `own` when the channel proved that the number is the sender's. */
export const phone: KindRules = {
  request: 'contact',
  parse(input) {
    const typed = input.type === 'contact' ? input.phone : typedText(input);
    if (typed === null) return unexpected(input, 'phone');
    const parsed = parseMobile(typed);
    if (!parsed.ok) return problem(`phone.${parsed.error}`);
    return answer({ mobile: parsed.value, own: input.type === 'contact' && input.own });
  },
  describe(value) {
    const { mobile } = (value ?? {}) as { readonly mobile?: string };
    return isolate(maskMobile(mobile ?? ''));
  },
};
