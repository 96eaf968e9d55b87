import { looksLikeQuestion, matchOption, parseYesNo } from '../../kernel/understanding.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

const itsWords = 0.95;

export const yesNo: KindRules = {
  showsOptions: true,
  parse(input, { options }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'yes-no');
    const reading = parseYesNo(typed);
    if (reading === 'yes' || reading === 'no') return answer(reading === 'yes');
    const named = matchOption(options, typed);
    // The very words of a button («لا، عادي») are clear where they stand on one.
    if (reading === 'unclear' && (named === null || named.score < itsWords)) return problem('god-willing');
    // A question about it is no yes, however much of a button's words is in it.
    if (named !== null && named.score < itsWords && looksLikeQuestion(typed))
      return problem('expected.yes-no');
    return named === null ? problem('expected.yes-no') : answer(named.id === 'yes');
  },
  describe: (value) => ({ key: value === true ? 'common:choice.yes' : 'common:choice.no' }),
};
