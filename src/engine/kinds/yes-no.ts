import { matchOption, parseYesNo } from '../../kernel/understanding.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

export const yesNo: KindRules = {
  showsOptions: true,
  parse(input, { options }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'yes-no');
    const reading = parseYesNo(typed);
    if (reading === 'unclear') return problem('god-willing');
    if (reading !== null) return answer(reading === 'yes');
    const named = matchOption(options, typed);
    return named === null ? problem('expected.yes-no') : answer(named.id === 'yes');
  },
  describe: (value) => ({ key: value === true ? 'common:choice.yes' : 'common:choice.no' }),
};
