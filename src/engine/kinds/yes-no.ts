import { parseYesNo } from '../../kernel/understanding.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

export const yesNo: KindRules = {
  showsOptions: true,
  parse(input) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'yes-no');
    const reading = parseYesNo(typed);
    if (reading === 'unclear') return problem('god-willing');
    return reading === null ? problem('expected.yes-no') : answer(reading === 'yes');
  },
  describe: (value) => ({ key: value === true ? 'common:choice.yes' : 'common:choice.no' }),
};
