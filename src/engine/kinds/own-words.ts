import { matchKey } from '../../kernel/text.ts';
import { parseYesNo } from '../../kernel/understanding.ts';
import type { Option } from './kind.ts';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(matchKey));

const only = wordSet('بس فقط وبس only just');
const wished = wordSet('ابي ابغى ابغا ابا نبي نبغى اريد ودي احب افضل خلوها خليها خلها want prefer');
/** What stands before or behind the words of a choice, and changes nothing of it. */
const around = wordSet(
  'يا وليدي ولدي يمه يابنيتي بنيتي بنتي اختي اخوي حبيبتي والله لو سمحتي سمحت تكفين تكفى تكفون الله يعافيك يسعدك شكرا من فضلك انا اكيد طبعا i please would like',
);
/** The words that name a choice, without what stands around them and without their article. */
const bareOf = (words: readonly string[]): string =>
  words
    .filter((word) => !only.has(word) && !wished.has(word) && !around.has(word))
    .map((word) => word.replace(/^ال(?=\p{L}{3})/u, ''))
    .join(' ');

/** By their own words: a label that is no more than a yes or a no answers any question. */
const known = new WeakMap<readonly Option[], ReadonlyMap<string, string>>();
const ownLabelsOf = (options: readonly Option[]): ReadonlyMap<string, string> => {
  const found = known.get(options);
  if (found) return found;
  const labels = options.flatMap(({ id, labels: all }) =>
    all
      .filter((label) => parseYesNo(label) === null)
      .map((label) => [bareOf(matchKey(label).split(' ')), id] as const),
  );
  const own = new Map(labels.filter(([label]) => label !== ''));
  known.set(options, own);
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
  // Letter by letter: «ابي موظف» asks for somebody, «ابي موظفه» for a woman.
  const id = ownLabelsOf(options).get(bareOf(told));
  if (id === undefined) return null;
  if (id !== 'yes') return 'no';
  // A wish behind a no may be the very thing that is refused; what is set apart is not.
  return opening !== 'no' || told.some((word) => only.has(word)) ? 'yes' : 'unclear';
};
