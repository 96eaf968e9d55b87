const arabicZero = 0x0660;
const persianZero = 0x06f0;

/** Arabic-Indic (٠-٩) and Persian (۰-۹) digits as Latin ones; all else stays as it is. */
export function toLatinDigits(raw: string): string {
  return raw.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= persianZero ? persianZero : arabicZero));
  });
}

/** Latin and Persian digits as Arabic-Indic ones (٠-٩); separators stay as they are. */
export function toArabicDigits(raw: string): string {
  return toLatinDigits(raw).replace(/[0-9]/g, (digit) => String.fromCharCode(arabicZero + Number(digit)));
}

// Joiners, direction marks, embeddings, isolates, variation selectors, the byte order mark and their like.
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const tatweel = /\u0640/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
const otherControls = /[\u0001-\u0008\u000e-\u001f\u007f-\u009f]/g;
const loneSurrogate = /\p{Surrogate}/gu;
const plain = /^[\x20-\x7e]*$/;

/** NFKC of everything but ﷼, which NFKC would turn into letters of a word. */
function normalise(text: string): string {
  return text.includes('﷼')
    ? text
        .split('﷼')
        .map((part) => part.normalize('NFKC'))
        .join('﷼')
    : text.normalize('NFKC');
}

const tidied = (raw: string, gone: RegExp): string => {
  if (plain.test(raw)) return raw.replace(/ {2,}/g, ' ').trim();
  return normalise(
    raw
      .replace(loneSurrogate, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
      .replace(/\u0000/g, '\\u0000'),
  )
    .replace(invisible, '')
    .replace(gone, '')
    .replace(otherControls, '')
    .replace(/\s+/g, ' ')
    .trim();
};

/**
 * A name or an answer as it is kept: NFKC, no tatweel, no zero-width or bidirectional controls, whitespace
 * collapsed and trimmed. The riyal signs stay signs. NUL and lone surrogates, which no database keeps,
 * are written out visibly (`\u0000`, `\ud83d`).
 */
export function cleanText(raw: string): string {
  return tidied(raw, tatweel);
}

/** Somebody's own words as they are passed on: as `cleanText`, but written as they were, with every tatweel («بـ١٥»). */
export function cleanWords(raw: string): string {
  return tidied(raw, otherControls);
}

const writtenOut = /[\\]u(?:0000|d[89a-f][0-9a-f]{2})/gi;

/** A text without NUL and lone surrogates, also where they are written out: their digits are nobody's number. */
export function withoutUnkeepable(raw: string): string {
  return raw.replaceAll('\0', '').replace(loneSurrogate, '').replace(writtenOut, '');
}

/** A code, phone or reference inside a left-to-right isolate (U+2066…U+2069), so that it never turns around. */
export function isolate(code: string): string {
  return `\u2066${code}\u2069`;
}
