import { matchKey } from './match-key.ts';
import { Vocabulary, type WordMatch } from './vocabulary.ts';
import { isFiller, wordsOf } from './word-forms.ts';

/** A phrase's parts: words by their number in the vocabulary, each with its alternatives, and gaps. */
type Part = { readonly words: readonly number[] } | 'gap';

interface Phrase {
  readonly id: string;
  readonly parts: readonly Part[];
  readonly wordCount: number;
}

export interface PhraseBook {
  readonly exact: ReadonlyMap<string, string>;
  /** The same without spaces, since words are often run together or torn apart («لاعاد», «ما اقدر»). */
  readonly squeezed: ReadonlyMap<string, string>;
  readonly vocabulary: Vocabulary;
  readonly phrases: readonly Phrase[];
  /** The phrases in which a word stands first of all words. */
  readonly byFirstWord: ReadonlyMap<number, readonly number[]>;
}

export interface PhraseMatch {
  readonly id: string;
  /** 0 to 1; 1 is the very phrase. */
  readonly score: number;
  /** Whether the phrase, its gaps and words that carry nothing are the whole message. */
  readonly whole: boolean;
  /** The words that are none of the phrase's own, as match keys: what its gaps hold, and what stands around it. */
  readonly rest: string;
}

/** Longer messages are stories, in which a command's words mean nothing. */
const longestMessageWords = 40;
const defaultMinimumScore = 0.55;

const squeeze = (key: string): string => key.replace(/ /g, '');

/** «لاعاد»: a little word that is often written together with the next; torn apart where that makes a known word. */
function tornApart(book: PhraseBook, words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const little = /^(?:لا|ما|يا|مو)(?=.{3})/.exec(word)?.[0];
    if (little === undefined || book.vocabulary.find(word).length > 0) return [word];
    const rest = word.slice(little.length);
    return book.vocabulary.find(rest).length > 0 ? [little, rest] : [word];
  });
}

function spelledOut(parts: readonly string[]): string[] {
  let spellings = [''];
  for (const part of parts) {
    const alternatives = part.split('|').map(matchKey);
    spellings = spellings.flatMap((start) => alternatives.map((word) => `${start} ${word}`.trim()));
    if (spellings.length > 64) return spellings.slice(0, 64);
  }
  return spellings;
}

/**
 * Phrases by id, made ready for `findPhrase`. A phrase is words; `*` stands for any words or none, `a|b` for
 * either word. When two ids have the same phrase, the first keeps it.
 */
export function compilePhrases(entries: Record<string, readonly string[]>): PhraseBook {
  const exact = new Map<string, string>();
  const vocabulary = new Vocabulary();
  const phrases: Phrase[] = [];
  const byFirstWord = new Map<number, number[]>();
  for (const [id, texts] of Object.entries(entries)) {
    for (const text of texts) {
      const written = text.trim().split(/\s+/);
      if (!written.includes('*')) {
        for (const key of spelledOut(written)) if (key !== '' && !exact.has(key)) exact.set(key, id);
      }
      const parts = written.flatMap((part): Part[] => {
        if (part === '*') return ['gap'];
        if (part.includes('|')) {
          return [
            {
              words: part
                .split('|')
                .flatMap(wordsOf)
                .map((word) => vocabulary.add(word)),
            },
          ];
        }
        return wordsOf(part).map((word) => ({ words: [vocabulary.add(word)] }));
      });
      const first = parts.find((part) => part !== 'gap');
      if (first === undefined) continue;
      const wordCount = parts.filter((part) => part !== 'gap').length;
      phrases.push({ id, parts, wordCount });
      for (const word of first.words) {
        const list = byFirstWord.get(word);
        if (list === undefined) byFirstWord.set(word, [phrases.length - 1]);
        else list.push(phrases.length - 1);
      }
    }
  }
  const squeezed = new Map<string, string>();
  for (const [key, id] of exact) if (!squeezed.has(squeeze(key))) squeezed.set(squeeze(key), id);
  return { exact, squeezed, vocabulary, phrases, byFirstWord };
}

interface Message {
  readonly words: readonly string[];
  readonly matches: readonly (readonly WordMatch[])[];
  readonly fillers: readonly boolean[];
  readonly fillerCount: number;
}

function qualityOf(part: { readonly words: readonly number[] }, matches: readonly WordMatch[]): number {
  let best = 0;
  for (const match of matches)
    if (match.quality > best && part.words.includes(match.word)) best = match.quality;
  return best;
}

/** Lays a phrase over the message from `start`; the score and how far it reaches, or null. */
function align(
  phrase: Phrase,
  message: Message,
  start: number,
): { score: number; whole: boolean; own: readonly number[] } | null {
  const own: number[] = [];
  let position = start;
  let quality = 0;
  let gapWords = 0;
  let usedFillers = 0;
  let isGap = false;
  for (const part of phrase.parts) {
    if (part === 'gap') {
      isGap = true;
      continue;
    }
    let found = 0;
    while (position < message.words.length) {
      found = qualityOf(part, message.matches[position]!);
      if (found > 0) break;
      if (!message.fillers[position]) {
        if (!isGap || position < start) return null;
        gapWords += 1;
      }
      position += 1;
    }
    if (found === 0) return null;
    if (message.fillers[position]) usedFillers += 1;
    quality += found;
    own.push(position);
    position += 1;
    isGap = false;
  }
  let before = 0;
  let after = 0;
  for (let index = 0; index < start; index += 1) if (!message.fillers[index]) before += 1;
  for (let index = position; index < message.words.length; index += 1)
    if (!message.fillers[index]) after += 1;
  if (phrase.parts[0] === 'gap') {
    gapWords += before;
    before = 0;
  }
  if (isGap) {
    gapWords += after;
    after = 0;
  }
  const told = message.words.length - message.fillerCount + usedFillers;
  const covered = (phrase.wordCount + gapWords * 0.5) / Math.max(told, phrase.wordCount);
  return { score: (quality / phrase.wordCount) * (0.3 + 0.7 * covered), whole: before + after === 0, own };
}

/**
 * The phrase of the book that a message says, forgiving spelling, dialect and Arabic prefixes; null when none
 * reaches the minimum score (0.55). The more of the message it covers, the higher its score.
 */
export function findPhrase(
  book: PhraseBook,
  text: string,
  options?: { minimumScore?: number },
): PhraseMatch | null {
  const key = matchKey(text.length > 400 ? text.slice(0, 400) : text);
  const id = book.exact.get(key) ?? book.squeezed.get(squeeze(key));
  if (id !== undefined) return { id, score: 1, whole: true, rest: '' };
  if (key === '') return null;
  const words = tornApart(book, key.split(' '));
  if (words.length > longestMessageWords) return null;
  const fillers = words.map(isFiller);
  const message: Message = {
    words,
    matches: words.map((word) => book.vocabulary.find(word)),
    fillers,
    fillerCount: fillers.filter(Boolean).length,
  };
  const minimumScore = options?.minimumScore ?? defaultMinimumScore;
  let best: (Omit<PhraseMatch, 'rest'> & { wordCount: number; own: readonly number[] }) | null = null;
  for (let start = 0; start < words.length; start += 1) {
    for (const match of message.matches[start]!) {
      for (const index of book.byFirstWord.get(match.word) ?? []) {
        const phrase = book.phrases[index]!;
        const found = align(phrase, message, start);
        if (found === null || found.score < minimumScore) continue;
        const isBetter =
          best === null ||
          found.score > best.score + 1e-9 ||
          (found.score > best.score - 1e-9 && phrase.wordCount > best.wordCount);
        if (isBetter) best = { id: phrase.id, ...found, wordCount: phrase.wordCount };
      }
    }
  }
  if (best === null) return null;
  const { id: named, score, whole, own } = best;
  const rest = words.filter((_, position) => !own.includes(position)).join(' ');
  return { id: named, score, whole, rest };
}
