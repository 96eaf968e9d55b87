import { matchKey } from '../../kernel/text.ts';
import { looksLikeQuestion, matchOption, parseYesNo } from '../../kernel/understanding.ts';
import { answer, type KindRules, type Option, problem, typedText, unexpected } from './kind.ts';
import { namedInOwnWords } from './own-words.ts';

const itsWords = 0.95;

const outrightWords = new Set(['نعم', 'ايوه', 'ايوا', 'ايه', 'اي', 'اجل', 'yes'].map(matchKey));

/** A yes said in so many words, or by its button. */
const isOutright = (typed: string, options: readonly Option[]): boolean =>
  outrightWords.has(matchKey(typed).split(' ')[0] ?? '') ||
  (matchOption(options, typed)?.score ?? 0) >= itsWords;

const denials = new Set(['ما', 'مو', 'مب', 'مش', 'لا', 'لم', 'not', 'no', 'dont', 'did', 'do', 'i']);

/** «ما قريت شي» shares no more with a choice («ما عاد ابي») than the word that denies, which names none. */
const namedByDenial = (
  options: readonly Option[],
  typed: string,
  named: { readonly id: string; readonly score: number },
): boolean => {
  if (named.score >= itsWords) return false;
  const words = matchKey(typed).split(' ');
  const rest = words.filter((word) => !denials.has(word));
  if (rest.length === words.length) return false;
  return matchOption(options, rest.join(' '))?.id !== named.id || named.id === 'yes';
};

export const yesNo: KindRules = {
  showsOptions: true,
  parse(input, { options, question }) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'yes-no');
    // «ايه حريم بس», «لا، ابي حريم بس»: what a choice of this very question is called says more than the yes or no before it.
    const own = namedInOwnWords(options, typed);
    if (own === 'unclear') return problem('expected.yes-no');
    if (own !== null && (own === 'no' || !question.outright)) return answer(own === 'yes');
    const reading = parseYesNo(typed);
    if (reading === 'yes' && question.outright && !isOutright(typed, options)) return problem('say-yes');
    if (reading === 'yes' || reading === 'no') return answer(reading === 'yes');
    const named = matchOption(options, typed);
    // The very words of a button («لا، عادي») are clear where they stand on one.
    if (reading === 'unclear' && (named === null || named.score < itsWords)) return problem('god-willing');
    // A question about it is no yes, however much of a button's words is in it.
    if (named !== null && named.score < itsWords && looksLikeQuestion(typed))
      return problem('expected.yes-no');
    return named === null || namedByDenial(options, typed, named)
      ? problem('expected.yes-no')
      : answer(named.id === 'yes');
  },
  describe: (value) => ({ key: value === true ? 'common:choice.yes' : 'common:choice.no' }),
};
