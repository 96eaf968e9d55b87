import { matchKey } from './match-key.ts';
import { linkOf, wordOf } from './number-words.ts';
import { Vocabulary } from './vocabulary.ts';
import { isFiller, wordsOf } from './word-forms.ts';

/** A choice with the texts by which it may be named: its label in each language and its synonyms. */
export interface Option {
  readonly id: string;
  readonly labels: readonly string[];
}

interface Label {
  readonly option: number;
  readonly words: readonly number[];
}

interface OptionBook {
  readonly exact: ReadonlyMap<string, number | null>;
  readonly vocabulary: Vocabulary;
  readonly labels: readonly Label[];
  /** The options whose labels hold a word. */
  readonly optionsOfWord: ReadonlyMap<number, ReadonlySet<number>>;
}

const books = new WeakMap<readonly Option[], OptionBook>();

function bookOf(options: readonly Option[]): OptionBook {
  const known = books.get(options);
  if (known !== undefined) return known;
  const exact = new Map<string, number | null>();
  const vocabulary = new Vocabulary();
  const labels: Label[] = [];
  const optionsOfWord = new Map<number, Set<number>>();
  options.forEach((option, index) => {
    for (const label of [option.id, ...option.labels]) {
      const key = matchKey(label);
      if (key === '') continue;
      const owner = exact.get(key);
      exact.set(key, owner === undefined || owner === index ? index : null);
      const words = key
        .split(' ')
        .filter((word) => !emptyWords.has(word))
        .map((word) => vocabulary.add(word));
      labels.push({ option: index, words });
      for (const word of words) {
        const owners = optionsOfWord.get(word) ?? new Set<number>();
        optionsOfWord.set(word, owners.add(index));
      }
    }
  });
  const book = { exact, vocabulary, labels, optionsOfWord };
  books.set(options, book);
  return book;
}

const emptyWords = new Set('و في من او علي مع عن الي and of or the in with for'.split(' '));

const ordinals = new Map<string, number>();
[
  'اول اولي اولا اولي first',
  'ثاني ثانيه تاني تانيه second',
  'ثالث ثالثه تالت تالته third',
  'رابع رابعه fourth',
  'خامس خامسه fifth',
  'سادس سادسه sixth',
  'سابع سابعه seventh',
  'ثامن ثامنه تامن eighth',
  'تاسع تاسعه ninth',
  'عاشر عاشره tenth',
].forEach((line, index) => {
  for (const word of line.split(' ')) ordinals.set(word, index + 1);
});
const last = new Set(['اخير', 'اخيره', 'اخر', 'last']);
const aroundNumbers = new Set(
  'رقم الرقم خيار الخيار الاختيار اختيار اختار ابي ابغي ابغا اخترت هو هي option number no choice the one'.split(
    ' ',
  ),
);

/** The place in the list that a word names, from 1: a digit, a number word, an ordinal; 0 when none. */
function placeOf(word: string, count: number): number {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const bare = word.replace(/^(?:وال|ال|و)/, '');
  const ordinal = ordinals.get(word) ?? ordinals.get(bare);
  if (ordinal !== undefined) return ordinal;
  if (last.has(bare)) return count;
  if (linkOf(word) !== null) return 0;
  const number = wordOf(word) ?? (word.startsWith('و') ? wordOf(bare) : null);
  return number !== null && Number.isInteger(number.value) && number.value <= 12 ? number.value : 0;
}

/** The places when a text names nothing but places; null when it says anything else. */
function placesIn(words: readonly string[], count: number): number[] | null {
  const places: number[] = [];
  for (const word of words) {
    const place = placeOf(word, count);
    if (place === 0) {
      if (aroundNumbers.has(word) || emptyWords.has(word) || isFiller(word)) continue;
      return null;
    }
    if (place > count) return null;
    places.push(place);
  }
  return places.length === 0 ? null : places;
}

interface Scored {
  readonly option: number;
  readonly score: number;
}

/** Each option's best label, scored by how much of the label and of the message agree. */
function score(book: OptionBook, words: readonly string[]): Scored[] {
  const told = words.filter((word) => !isFiller(word) && !emptyWords.has(word));
  const best = new Map<number, number>();
  const matches = told.map((word) => book.vocabulary.find(word));
  for (const label of book.labels) {
    let ofLabel = 0;
    let distinct = 0;
    for (const word of label.words) {
      let quality = 0;
      for (const list of matches) {
        for (const match of list) if (match.word === word && match.quality > quality) quality = match.quality;
      }
      ofLabel += quality;
      if (quality > 0 && book.optionsOfWord.get(word)!.size === 1) distinct = Math.max(distinct, quality);
    }
    if (ofLabel === 0) continue;
    const matchedWords = matches.filter((list) =>
      list.some((match) => label.words.includes(match.word)),
    ).length;
    const coverage = matchedWords / told.length;
    const whole = ofLabel / label.words.length;
    const value = Math.max(whole, distinct * 0.9) * (0.6 + 0.4 * coverage) * (0.8 + 0.2 * whole);
    if (value > (best.get(label.option) ?? 0)) best.set(label.option, value);
  }
  return [...best].map(([option, value]) => ({ option, score: value })).sort((a, b) => b.score - a.score);
}

const minimumScore = 0.5;
const clearLead = 0.05;
const longestMessageWords = 25;

/**
 * The choices that a text may name by their words, the best first: one where it is clear, several where it could
 * be either of them («رقمي»), none where it names nothing.
 */
export function closestOptions(
  options: readonly Option[],
  text: string,
): readonly { readonly id: string; readonly score: number }[] {
  const book = bookOf(options);
  const key = matchKey(text);
  const exact = book.exact.get(key);
  if (typeof exact === 'number') return [{ id: options[exact]!.id, score: 1 }];
  const words = key === '' ? [] : key.split(' ');
  if (words.length === 0 || words.length > longestMessageWords) return [];
  const scored = score(book, words);
  const best = scored[0]?.score ?? 0;
  if (best < minimumScore) return [];
  return scored
    .filter((candidate) => candidate.score > best - clearLead)
    .map((candidate) => ({ id: options[candidate.option]!.id, score: candidate.score }));
}

/**
 * The one choice that a text names: by its label, a synonym, part of it, with slips, or by its place («2»,
 * «الثاني», «رقم ٢»). Null when none or more than one could be meant.
 */
export function matchOption(options: readonly Option[], text: string): { id: string; score: number } | null {
  const book = bookOf(options);
  const key = matchKey(text);
  if (book.exact.get(key) === null) return null;
  const [closest, ...others] = closestOptions(options, text);
  if (closest !== undefined) return others.length === 0 ? { ...closest } : null;
  const words = key === '' ? [] : key.split(' ');
  if (words.length > longestMessageWords) return null;
  const places = placesIn(words, options.length);
  if (places === null || places.length !== 1) return null;
  return { id: options[places[0]! - 1]!.id, score: 0.95 };
}

const everything = new Set([
  'الكل',
  'كلها',
  'كلهم',
  'جميعها',
  'كل شي',
  'كلهن',
  'جميع ما ذكر',
  'all',
  'all of them',
  'everything',
]);
const nots = new Set([
  'مو',
  'مب',
  'مش',
  'موب',
  'غير',
  'بدون',
  'ليس',
  'ماعدا',
  'عدا',
  'not',
  'except',
  'without',
]);

/** All choices that a text names, in the order of the options: «سدو وشويه خوص», «1 و 3», «كلها». */
export function matchOptions(options: readonly Option[], text: string): string[] {
  const book = bookOf(options);
  const key = matchKey(text);
  const exact = book.exact.get(key);
  if (typeof exact === 'number') return [options[exact]!.id];
  if (everything.has(key)) return options.map((option) => option.id);
  const words = wordsOf(text);
  if (words.length === 0 || words.length > longestMessageWords) return [];
  const chosen = new Set<number>();
  words.forEach((word, index) => {
    if (nots.has(words[index - 1] ?? '')) return;
    for (const option of namedBy(book, word)) chosen.add(option);
  });
  for (const option of namedWhole(book, words)) chosen.add(option);
  if (chosen.size === 0) {
    for (const place of placesIn(words, options.length) ?? []) chosen.add(place - 1);
  }
  return options.filter((_, index) => chosen.has(index)).map((option) => option.id);
}

/** The one option that a word belongs to, if it is one option's own word. */
function namedBy(book: OptionBook, word: string): readonly number[] {
  if (isFiller(word) || emptyWords.has(word)) return [];
  const matches = book.vocabulary.find(word);
  const strongest = Math.max(0, ...matches.map((match) => match.quality));
  const named = new Set<number>();
  for (const match of matches) {
    if (match.quality < strongest - clearLead) continue;
    for (const option of book.optionsOfWord.get(match.word) ?? []) named.add(option);
  }
  return named.size === 1 ? [...named] : [];
}

/** The options of which a label stands in the text with all its words. */
function namedWhole(book: OptionBook, words: readonly string[]): number[] {
  const said = new Set(words.flatMap((word) => book.vocabulary.find(word).map((match) => match.word)));
  return book.labels
    .filter((label) => label.words.length > 1 && label.words.every((word) => said.has(word)))
    .map((label) => label.option);
}
