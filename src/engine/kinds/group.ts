import { matchOption } from '../../kernel/understanding.ts';
import { answer, type KindRules, problem, unexpected } from './kind.ts';

/**
 * Between the lines of a repeated group: `add` another, or `done`. The engine keeps the lines and opens them
 * for editing; this kind only reads what the person wants next.
 */
export const group: KindRules = {
  parse(input, { options }) {
    if (input.type === 'choice') return answer(input.id);
    if (input.type !== 'text') return unexpected(input, 'group');
    const found = matchOption(options, input.text);
    return found ? answer(found.id) : problem('expected.group');
  },
  describe: () => ({ key: 'common:value.none' }),
};
