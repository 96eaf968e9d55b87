/** Letters, marks, digits and signs that the papers' font has. */
const unknownToTheFont = /[^\p{Script=Arabic}\p{Script=Latin}\p{Mn}0-9\x20-\x7e«»،؛؟…–—•·×÷−±°٪٫٬✓]/gu;

/** As many letters in a row as fit into a narrow column; what is longer may be broken there. */
const longestUnbroken = 24;
const zeroWidthSpace = '\u200b';

const breakable = (word: string): string => {
  const letters = [...word];
  if (letters.length <= longestUnbroken) return word;
  return letters
    .map((letter, place) => (place > 0 && place % longestUnbroken === 0 ? zeroWidthSpace + letter : letter))
    .join('');
};

/**
 * Words as they may be printed: one line without controls of any kind (those that turn text around above all), nothing
 * that the font has no sign for (pictures, other scripts), and no run of letters that would leave its column.
 */
export const plainWords = (words: string): string =>
  words
    .normalize('NFKC')
    .replace(/\p{Cf}|\u034f/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(unknownToTheFont, '')
    .replace(/ {2,}/gu, ' ')
    .trim()
    .split(' ')
    .map(breakable)
    .join(' ');

/** Without vowel signs: readers of a paper's text put them behind other letters than their own. */
export const withoutMarks = (words: string): string => words.replace(/[\u064b-\u0652\u0670]/gu, '');

/** All words in a value, made plain. */
export const plainIn = (value: unknown, further = (words: string): string => words): unknown => {
  if (typeof value === 'string') return further(plainWords(value));
  if (Array.isArray(value)) return value.map((inner) => plainIn(inner, further));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainIn(inner, further)]));
};
