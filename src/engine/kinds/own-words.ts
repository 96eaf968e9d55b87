import { matchKey } from '../../kernel/text.ts';
import { matchOption, parseYesNo } from '../../kernel/understanding.ts';
import type { Option } from './kind.ts';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(matchKey));

const only = wordSet('بس فقط وبس only just');
const wished = wordSet('ابي ابغى ابغا ابا نبي نبغى اريد ودي احب افضل خلوها خليها خلها want prefer');
/** What stands before or behind the words of a choice, and changes nothing of it. */
const around = wordSet(
  'يا وليدي ولدي يمه يابنيتي بنيتي بنتي اختي اخوي حبيبتي والله لو سمحتي سمحت تكفين تكفى تكفون الله يعافيك يسعدك شكرا من فضلك انا اكيد طبعا i please would like',
);
const itsWords = 0.95;

/** The choices without the labels that are no more than a yes or a no, by which a whole question is answered. */
const ownLabels = new WeakMap<readonly Option[], readonly Option[]>();
const withOwnLabels = (options: readonly Option[]): readonly Option[] => {
  const known = ownLabels.get(options);
  if (known) return known;
  const own = options.map(({ id, labels }) => ({
    id: `its-${id}`,
    labels: labels.filter((label) => parseYesNo(label) === null),
  }));
  ownLabels.set(options, own);
  return own;
};

/**
 * The choice of a yes-no question that is named by words of its own, wished for or set apart («ابي حريم بس», «ايه موظفات
 * فقط»); `unclear` where a no stands before a wish («لا ابي حريم»), null where they are another answer, or none.
 */
export const namedInOwnWords = (
  options: readonly Option[],
  text: string,
): 'yes' | 'no' | 'unclear' | null => {
  const words = matchKey(text).split(' ');
  if (!words.some((word) => only.has(word) || wished.has(word))) return null;
  const [first = '', ...others] = words;
  const opening = first === 'لا' || first === 'no' ? 'no' : parseYesNo(first);
  const told = opening === 'yes' || opening === 'no' ? others : words;
  const bare = told.filter((word) => !only.has(word) && !wished.has(word) && !around.has(word));
  if (bare.length === 0) return null;
  const named = matchOption(withOwnLabels(options), bare.join(' '));
  if (named === null || named.score < itsWords) return null;
  if (named.id === 'its-no') return 'no';
  // A wish behind a no may be the very thing that is refused; what is set apart is not.
  return opening !== 'no' || told.some((word) => only.has(word)) ? 'yes' : 'unclear';
};
