const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' });

/** Boundaries at which a text is best cut, the best first: paragraphs, lines, sentences in both scripts, words. */
const boundaries = [/\n\s*\n/gu, /\n/gu, /(?<=[.!?؟。…])\s+/gu, /\s+/gu];

/** A piece shorter than this share of the room would leave the rest looking torn. */
const leastShare = 0.4;

/** Where the next piece ends and the rest begins; nothing but white space lies between. */
const cut = (text: string, most: number): readonly [number, number] => {
  for (const boundary of boundaries) {
    let best: readonly [number, number] | null = null;
    for (const { index, 0: found } of text.matchAll(boundary)) {
      if (index > most) break;
      if (index >= most * leastShare) best = [index, index + found.length];
    }
    if (best) return best;
  }
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  if (end > 0) return [end, end];
  // One character with thousands of marks on it: at least no surrogate pair is torn.
  const torn = /[\ud800-\udbff]/u.test(text[most - 1] ?? '');
  return torn ? [most - 1, most - 1] : [most, most];
};

/**
 * A text in pieces of at most `most` UTF-16 units, cut where a reader pauses, never inside a grapheme. A text that
 * fits stays exactly as it is.
 */
export const splitText = (text: string, most: number): readonly string[] => {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const [end, next] = cut(rest, most);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
};

/** The first paragraph and the rest, or null where there is only one. */
export const firstParagraph = (text: string): readonly [string, string] | null => {
  const found = /\S\s*?\n\s*\n\s*(?=\S)/u.exec(text);
  if (!found) return null;
  return [text.slice(0, found.index + 1), text.slice(found.index + found[0].length)];
};
