import { cleanText, toLatinDigits } from './characters.ts';
import { matchKey } from './match-key.ts';
import {
  dualOf,
  isSingular,
  type LinkWord,
  linkOf,
  type NumberWord,
  nearestWordOf,
  wordOf,
} from './number-words.ts';

export interface Literal {
  readonly value: number;
  readonly decimals: number;
  /** The other reading of «1.800»: the point as a decimal point. */
  readonly other?: number;
}

export type Token =
  | {
      readonly type: 'literal';
      readonly literal: Literal | null;
      readonly and: boolean;
      readonly to: boolean;
    }
  | {
      readonly type: 'word';
      readonly word: NumberWord;
      readonly key: string;
      readonly and: boolean;
      readonly to: boolean;
    }
  | { readonly type: 'link'; readonly link: LinkWord; readonly key: string }
  | { readonly type: 'other'; readonly key: string };

/**
 * One number written in Latin digits with `,` and `.`. A single point before three digits is read as the
 * thousands mark, as it is written here, and its other reading is kept.
 */
function readLiteral(written: string): Literal | null {
  const text = written.replace(/[.,]+$/, '');
  if (/^\d+$/.test(text)) return { value: Number(text), decimals: 0 };
  const thousandsOf = (digits: string): number => Number(digits.replace(/[.,]/g, ''));
  if (/^[1-9]\d{0,2}(,\d{3})+$/.test(text) || /^[1-9]\d{0,2}(\.\d{3}){2,}$/.test(text)) {
    return { value: thousandsOf(text), decimals: 0 };
  }
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(text)) {
    return { value: thousandsOf(text), decimals: 0, other: Number(text) };
  }
  const mixed = /^(\d{1,3}(?:([,.])\d{3})(?:\2\d{3})*|\d+)([.,])(\d+)$/.exec(text);
  if (mixed === null || mixed[2] === mixed[3]) return null;
  const decimals = mixed[4]!;
  return { value: Number(`${thousandsOf(mixed[1]!)}.${decimals}`), decimals: decimals.length };
}

const prepare = (raw: string): string =>
  toLatinDigits(
    cleanText(
      // A tatweel between digits is a dash; it would vanish and join the two numbers.
      raw
        .replace(/([\d٠-٩۰-۹])\s*ـ+\s*(?=[\d٠-٩۰-۹])/g, '$1-')
        .replace(/½/g, ' نص ')
        .replace(/¼/g, ' ربع ')
        .replace(/¾/g, ' ثلاثارباع '),
    ),
  )
    .replace(/٬/g, ',')
    .replace(/٫/g, '.')
    .replace(/(\p{L})-(?=\p{L})/gu, '$1 ')
    .replace(/(?<!\p{L})(و?)([اأإ]حد[ىي]?|[اأإ]ثن[اي]|[اأإ]ثنت[اي]) (عشر[ةه]?)(?!\p{L})/gu, '$1$2$3')
    .replace(/(?<!\p{L})ما (ه[وي])(?!\p{L})/gu, 'ما$1')
    .replace(/(?<=^|\s)\.(?=\d)/g, '0.')
    .replace(/(\d)،(?=\d{3}(?!\d))/g, '$1,')
    .replace(/(?<![\d.,/])1\/2(?![\d/])/g, ' نص ')
    .replace(/(?<![\d.,/])1\/4(?![\d/])/g, ' ربع ')
    .replace(/(?<![\d.,/])3\/4(?![\d/])|ثلاث[هة]? [اأ]رباع/g, ' ثلاثارباع ')
    .replace(/(?<![\d.,]|\d )(\d{1,3})((?: \d{3}){2,}|(?: 000)+)(?![\d.,]| \d)/g, (all) =>
      all.replace(/ /g, ''),
    );

const pieces = /\d+(?:[.,]+\d+)*|[\p{L}\p{M}'’]+|[-‐-―−~/]|[^\s]/gu;
const prefixes = ['بال', 'وال', 'عال', 'لل', 'ال', 'ب', 'ل', 'ف', 'ع'];

function wordToken(key: string, and: boolean): Token | null {
  const link = linkOf(key);
  if (link !== null) return { type: 'link', link, key };
  const word = wordOf(key);
  if (word !== null) return { type: 'word', word, key, and, to: false };
  const dual = dualOf(key);
  return dual === null ? null : { type: 'word', word: { role: 'counted', value: dual }, key, and, to: false };
}

function tokenOfWord(key: string): Token {
  const direct = wordToken(key, false);
  if (direct !== null) return direct;
  if (key.startsWith('و') && key.length > 2) {
    const rest = wordToken(key.slice(1), true);
    if (rest !== null) return rest;
  }
  for (const prefix of prefixes) {
    if (!key.startsWith(prefix) || key.length < prefix.length + 2) continue;
    const rest = wordToken(key.slice(prefix.length), false);
    // «الواحد» and «ريال» after a prefix are no number of their own.
    if (rest === null || rest.type !== 'word' || (rest.word.role === 'ones' && rest.word.value === 1))
      continue;
    return prefix === 'ل' ? { ...rest, to: true } : rest;
  }
  return { type: 'other', key };
}

/** A text as number words, written numbers, links between numbers, and all else. */
export function tokensOf(raw: string): Token[] {
  const text = prepare(raw);
  const tokens: Token[] = [];
  let pendingAnd = false;
  let pendingTo = false;
  let everyOne = false;
  for (const match of text.matchAll(pieces)) {
    const piece = match[0];
    if (/^\d/.test(piece)) {
      tokens.push({ type: 'literal', literal: readLiteral(piece), and: pendingAnd, to: pendingTo });
      pendingAnd = false;
      pendingTo = false;
      continue;
    }
    if (/^[-‐-―−~/]$/.test(piece)) {
      const before = text[match.index - 1] ?? ' ';
      const after = text[match.index + 1] ?? ' ';
      const isSign = /[-−]/.test(piece) && /\d/.test(after) && !/[\d\p{L}]/u.test(before);
      const started = tokens.some((token) => token.type === 'literal' || token.type === 'word');
      tokens.push({ type: 'link', link: isSign && !started ? 'minus' : 'to', key: piece });
      continue;
    }
    const key = matchKey(piece);
    if (key === '') {
      if (/[^\p{Sc}.%٪!؟?،,()]/u.test(piece)) tokens.push({ type: 'other', key: piece });
      continue;
    }
    const glued = /\d/.test(text[match.index + piece.length] ?? ' ');
    if (key === 'و' || key === 'and') {
      pendingAnd = true;
      continue;
    }
    if (glued && (key === 'ب' || key === 'ع' || key === 'ف' || key === 'ل')) {
      pendingTo = key === 'ل';
      continue;
    }
    let token = tokenOfWord(key);
    // «كل واحد» counts nothing.
    if (everyOne && token.type === 'word' && token.word.value === 1) token = { type: 'other', key };
    everyOne = key === 'كل' || key === 'لكل' || key === 'each' || key === 'every' || key === 'no';
    if (token.type === 'word') {
      tokens.push({ ...token, and: token.and || pendingAnd });
      pendingAnd = false;
    } else tokens.push(token);
  }
  return withCountedNouns(withSlips(tokens));
}

/** «خمصطعش الف»: the word before a scale is its count; without it the amount would be far off. */
function withSlips(tokens: readonly Token[]): Token[] {
  return tokens.map((token, index) => {
    const next = tokens[index + 1];
    const beforeScale = next?.type === 'word' && next.word.role === 'scale' && !next.and;
    if (token.type !== 'other' || !beforeScale) return token;
    const word = nearestWordOf(token.key);
    return word === null ? token : { type: 'word', word, key: token.key, and: false, to: false };
  });
}

/** «سنة ونص»: a noun at the very start, with nothing after it but a fraction, is one of its kind. */
function withCountedNouns(tokens: Token[]): Token[] {
  const first = tokens[0];
  if (first === undefined || !('key' in first) || !isSingular(first.key)) return tokens;
  const onlyFraction = tokens
    .slice(1)
    .every(
      (token) =>
        (token.type === 'word' && token.word.role === 'fraction') ||
        (token.type === 'link' && token.link === 'except'),
    );
  if (!onlyFraction || first.type === 'word') return tokens;
  const one: Token = {
    type: 'word',
    word: { role: 'counted', value: 1 },
    key: first.key,
    and: false,
    to: false,
  };
  return [one, ...tokens.slice(1)];
}
