import { cleanText } from './characters.ts';

const same: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
  ئ: 'ي',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ة: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ک: 'ك',
  ڪ: 'ك',
  ۃ: 'ه',
  // A lone hamza is left out as often as it is written (شيء, شي).
  ء: '',
  "'": '',
  '’': '',
  '‘': '',
  '`': '',
  ʼ: '',
  // Letters of other keyboards that NFKD leaves whole.
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
};

const common = new Array<string | undefined>(0x700);
const letterOrDigit = /[\p{L}\p{N}]/u;
const mark = /\p{M}/u;

function keyOf(character: string): string {
  const replaced = same[character];
  if (replaced !== undefined) return replaced;
  const code = character.codePointAt(0)!;
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  if (mark.test(character) || code === 0x640) return '';
  if (!letterOrDigit.test(character)) return ' ';
  const lower = character.toLowerCase();
  if (code >= 0x250) return same[lower] ?? lower;
  const bare = lower.normalize('NFD').replace(/\p{M}/gu, '');
  return same[bare] ?? bare;
}
for (let code = 0; code < common.length; code += 1) common[code] = keyOf(String.fromCharCode(code));

const isCommon = /^[\x20-\x7e\u0600-\u061b\u061d-\u063f\u0641-\u06ff]*$/;
const isDigit = (unit: string): boolean => unit >= '0' && unit <= '9';

/**
 * The key by which words are compared: `cleanText`, digits in Latin, lower case, no diacritics, alef and its
 * hamza forms one letter, ؤ/و, ئ/ى/ي and ة/ه alike, a letter typed three times or more once, punctuation and
 * emoji gone, one space between words. Two texts with the same key are the same answer.
 */
export function matchKey(raw: string): string {
  const text = isCommon.test(raw) ? raw : cleanText(raw);
  let key = '';
  let last = ' ';
  let repeats = 1;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const mapped = (code < common.length ? common[code] : undefined) ?? keyOf(character);
    if (mapped === '') continue;
    if (mapped === last) {
      if (mapped === ' ') continue;
      repeats += 1;
      if (repeats >= 3 && !isDigit(mapped)) {
        if (repeats === 3) key = key.slice(0, -1);
        continue;
      }
    } else {
      last = mapped;
      repeats = 1;
    }
    key += mapped;
  }
  return last === ' ' ? key.trimEnd() : key;
}
