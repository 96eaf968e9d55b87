import { cleanText, toLatinDigits } from './characters.ts';
import { matchKey } from './match-key.ts';
import { tokensOf } from './number-tokens.ts';

/** A number as it stands in a line: its words, and the words between it and what came before. */
export interface NumberInLine {
  readonly text: string;
  readonly before: string;
}

/** A line of a list as people write it: what it is called, and the numbers that belong to it, in order. */
export interface NamedNumbers {
  readonly name: string;
  readonly numbers: readonly NumberInLine[];
}

/** Words around a name or a number that are part of neither. */
const glue = new Set(
  'ب بسعر سعر سعره سعرها السعر قيمه قيمته قيمتها القيمه ثمن ثمنها تكلفه تكلفته تكلفتها بمبلغ مبلغ تقريبا حوالي شهريا بالشهر الشهر في كل من بين مواد المواد مواده for at about around costs cost price monthly month per a the is of each'.split(
    ' ',
  ),
);

/** «1- عجانة»: the number of the line, and no number of its. */
const bullet = /^\s*(?:[-–—•*▪]+\s*|[\d٠-٩۰-۹]{1,2}\s*[-–.)]\s+)/u;
/** A comma between digits belongs to the number. */
const separator = /\s*(?:[؛;+\n]|(?<![\d٠-٩۰-۹])[،,]|[،,](?![\d٠-٩۰-۹]))\s*/u;

type WordSort = 'literal' | 'number' | 'currency' | 'and' | 'other';

/** Behind another word a noun counts nothing («سنة» alone would be one year). */
const sortOf = (word: string): WordSort => {
  if (word === 'و' || word.toLowerCase() === 'and') return 'and';
  const tokens = tokensOf(`x ${word}`).slice(1);
  if (tokens.length === 0 || tokens.some(({ type }) => type === 'other')) return 'other';
  if (tokens.some(({ type }) => type === 'literal')) return 'literal';
  if (tokens.some(({ type }) => type === 'word')) return 'number';
  return tokens.every((token) => token.type === 'link' && token.link === 'currency') ? 'currency' : 'other';
};

interface Run {
  readonly from: number;
  /** The place behind its last word. */
  readonly to: number;
}

/** Where numbers stand among the words; a second written number begins another run. */
const runsIn = (sorts: readonly WordSort[]): readonly Run[] => {
  const runs: Run[] = [];
  let from = -1;
  let hasLiteral = false;
  for (const [place, sort] of [...sorts, 'other' as const].entries()) {
    const goesOn = sort === 'number' || sort === 'literal' || (from >= 0 && sort !== 'other');
    if (from >= 0 && (!goesOn || (sort === 'literal' && hasLiteral))) {
      runs.push({ from, to: place });
      from = -1;
      hasLiteral = false;
    }
    if (goesOn && from < 0) from = place;
    if (sort === 'literal') hasLiteral = true;
  }
  return runs;
};

const isGlue = (word: string): boolean => {
  const key = matchKey(word);
  return key === '' || glue.has(key);
};

const trimmed = (words: readonly string[]): string => {
  let [from, to] = [0, words.length];
  while (from < to && isGlue(words[from] ?? '')) from += 1;
  while (to > from && isGlue(words[to - 1] ?? '')) to -= 1;
  return words
    .slice(from, to)
    .join(' ')
    .replace(/^[\s:=،,.–-]+|[\s:=،,.–-]+$/gu, '');
};

/**
 * What a line names and the numbers in it: «عجانة ٦٥٠٠ ريال» or «٦٥٠٠ عجانة». What stands before its first number is its
 * name, or what stands behind where nothing does. Without a name, or without a number, they are empty.
 */
export const namedNumbers = (line: string): NamedNumbers => {
  const words = line
    .replace(bullet, '')
    .replace(/([\p{L}\p{M}])[:=]/gu, '$1 ')
    .split(/[،,](?![\d٠-٩۰-۹])\s*|\s+/u)
    .filter((word) => word !== '');
  const runs = runsIn(words.map(sortOf));
  const first = runs[0];
  if (!first) return { name: trimmed(words), numbers: [] };
  const before = trimmed(words.slice(0, first.from));
  const name = before === '' ? trimmed(words.slice(first.to, runs[1]?.from ?? words.length)) : before;
  const numbers = runs.map(({ from, to }, position) => ({
    text: words.slice(from, to).join(' '),
    before: words.slice(runs[position - 1]?.to ?? 0, from).join(' '),
  }));
  return { name, numbers };
};

/** «عجانة ٦٥٠٠ وفرن ٣٠٠٠»: the two are told apart where each has a number; «ماء وكهرباء ٣٠٠» is one. */
const apartByAnd = (piece: string): readonly string[] => {
  const parts = piece.split(/\s+(?:و\s+|and\s+|(?=و\p{L}))/u);
  const lines: string[] = [];
  let waiting = '';
  for (const [position, part] of parts.entries()) {
    const bare = position === 0 ? part : part.replace(/^و(?=\p{L}{2})/u, '');
    const { name, numbers } = namedNumbers(bare);
    const last = lines.length - 1;
    if (name === '' && numbers.length > 0 && last >= 0 && waiting === '') {
      // «بستة آلاف وخمسمية»: more of the number before.
      lines[last] = `${lines[last]} و${bare}`;
    } else if (numbers.length === 0) {
      waiting = waiting === '' ? bare : `${waiting} و${bare}`;
    } else {
      lines.push(waiting === '' ? bare : `${waiting} و${bare}`);
      waiting = '';
    }
  }
  return waiting === '' ? lines : [...lines, waiting];
};

/**
 * The lines of a list that was typed in one message: each on a line of its own, or behind commas or «و». A number that
 * stands alone behind a comma belongs to the name before it.
 */
export const linesOfList = (text: string): readonly string[] => {
  const lines: string[] = [];
  for (const row of text.split('\n')) {
    const pieces = row.split(separator).flatMap(apartByAnd);
    for (const [position, piece] of pieces.entries()) {
      const words = toLatinDigits(cleanText(piece));
      if (words === '') continue;
      const { name } = namedNumbers(piece);
      const last = lines.length - 1;
      if (name === '' && position > 0 && last >= 0) lines[last] = `${lines[last]} ${words}`;
      else lines.push(cleanText(piece));
    }
  }
  return lines;
};
