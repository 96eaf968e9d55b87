import { matchOption, parseYesNo } from '../../kernel/understanding.ts';
import { answer, type KindRules, problem, unexpected } from './kind.ts';

/** The end of a flow: `submit`, or `edit:<key>` of anything that was answered. */
export const review: KindRules = {
  parse(input, { options }) {
    if (input.type === 'choice') return input.id === 'submit' ? answer(true) : problem('expected.review');
    if (input.type !== 'text') return unexpected(input, 'review');
    const reading = parseYesNo(input.text);
    if (reading === 'yes') return answer(true);
    if (reading === 'unclear') return problem('god-willing');
    const found = matchOption(options, input.text);
    return found?.id === 'submit' ? answer(true) : problem('expected.review');
  },
  describe: () => ({ key: 'common:value.none' }),
};
