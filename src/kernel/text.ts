import { cleanText, toLatinDigits } from './characters.ts';
import { passesIbanCheck, passesNationalIdCheck } from './checksums.ts';
import { maskIban, maskMobile, maskNationalId } from './identifiers.ts';

export { cleanText, cleanWords, isolate, toArabicDigits, toLatinDigits } from './characters.ts';
export { matchKey } from './match-key.ts';

interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: 'national-id' | 'iban' | 'mobile';
  readonly value: string;
}

/** The shortest that is looked for is a mobile without its zero; most texts end here. */
const holdsEnoughDigits = /(?:\d\D*){9}/;
const digitRun = /\d(?:[^\p{L}\p{N}]{0,3}\d)*/gu;
const ibanShape = /(?<![A-Za-z0-9])[A-Za-z]{2}[^\p{L}\p{N}]{0,3}\d(?:[^\p{L}\p{N}]{0,3}[A-Za-z0-9]){13,32}/gu;

const isAlphanumericAt = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
};

const isDigitAt = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
};

/** The piece of `text` from `start` that holds exactly `count` digits or letters, unless one more follows at once. */
function piece(text: string, start: number, count: number): { value: string; end: number } | null {
  let value = '';
  for (let index = start; index < text.length; index += 1) {
    if (!isAlphanumericAt(text, index)) continue;
    value += text[index];
    if (value.length < count) continue;
    return isAlphanumericAt(text, index + 1) ? null : { value: value.toUpperCase(), end: index + 1 };
  }
  return null;
}

function ibansIn(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(ibanShape)) {
    const saudi = piece(text, match.index, 24);
    if (saudi !== null && /^SA\d{2}/.test(saudi.value)) {
      // A mistyped IBAN is as private as a right one; a sentence that merely starts with "SA" is not one.
      const digits = saudi.value.replace(/\D/g, '').length;
      if (digits >= 16 || passesIbanCheck(saudi.value)) {
        found.push({ start: match.index, end: saudi.end, kind: 'iban', value: saudi.value });
        continue;
      }
    }
    const value = match[0].replace(/[^A-Za-z0-9]/g, '').toUpperCase();
    if (value.length <= 34 && passesIbanCheck(value)) {
      found.push({ start: match.index, end: match.index + match[0].length, kind: 'iban', value });
    }
  }
  return found;
}

const mobileShapes: readonly (readonly [RegExp, number])[] = [
  [/^05/, 10],
  [/^9665/, 12],
  [/^009665/, 14],
  [/^96605/, 13],
];

function numberAt(text: string, start: number): Finding | null {
  const id = piece(text, start, 10);
  if (id !== null && passesNationalIdCheck(id.value)) {
    return { start, end: id.end, kind: 'national-id', value: id.value };
  }
  const bare = piece(text, start, 22);
  if (bare !== null && passesIbanCheck(`SA${bare.value}`)) {
    return { start, end: bare.end, kind: 'iban', value: `SA${bare.value}` };
  }
  for (const [prefix, length] of mobileShapes) {
    const mobile = piece(text, start, length);
    if (mobile !== null && /^\d+$/.test(mobile.value) && prefix.test(mobile.value)) {
      return { start, end: mobile.end, kind: 'mobile', value: `+966${mobile.value.slice(-9)}` };
    }
  }
  const short = piece(text, start, 9);
  if (short !== null && /^5\d{8}$/.test(short.value) && short.end - start === 9) {
    return { start, end: short.end, kind: 'mobile', value: `+966${short.value}` };
  }
  return null;
}

const withPlus = (text: string, finding: Finding): Finding =>
  text[finding.start - 1] === '+' ? { ...finding, start: finding.start - 1 } : finding;

function sensitiveIn(text: string): Finding[] {
  if (!holdsEnoughDigits.test(text)) return [];
  const found = ibansIn(text);
  for (const run of text.matchAll(digitRun)) {
    const end = run.index + run[0].length;
    for (let start = run.index; start < end; start += 1) {
      if (!isDigitAt(text, start) || (start > 0 && isDigitAt(text, start - 1))) continue;
      if (found.some((finding) => start >= finding.start && start < finding.end)) continue;
      const finding = numberAt(text, start);
      if (finding === null || finding.end > end) continue;
      found.push(finding);
      start = finding.end - 1;
    }
  }
  return found
    .map((finding) => (finding.kind === 'mobile' ? withPlus(text, finding) : finding))
    .sort((left, right) => left.start - right.start);
}

/**
 * Whether a text holds what looks like a national ID (ten digits with the right check digit, in any digits and
 * separators) or an IBAN: such a text is sensitive whatever was asked.
 */
export function containsNationalIdOrIban(text: string): boolean {
  return sensitiveIn(toLatinDigits(cleanText(text))).some((finding) => finding.kind !== 'mobile');
}

/** The IBAN that a text holds, in capitals without spaces, also one with a slip in it; null where there is none. */
export function ibanIn(text: string): string | null {
  return (
    sensitiveIn(toLatinDigits(cleanText(text))).find((finding) => finding.kind === 'iban')?.value ?? null
  );
}

/** The text with national IDs, IBANs and Saudi mobiles masked, for logs. Digits come out Latin, spaces collapsed. */
export function maskSensitive(text: string): string {
  const clean = toLatinDigits(cleanText(text));
  let masked = '';
  let position = 0;
  for (const finding of sensitiveIn(clean)) {
    if (finding.start < position) continue;
    masked += clean.slice(position, finding.start);
    if (finding.kind === 'iban') masked += maskIban(finding.value);
    else if (finding.kind === 'mobile') masked += maskMobile(finding.value);
    else masked += maskNationalId(finding.value);
    position = finding.end;
  }
  // A ten-digit number that fails its check may be a national ID with a slip in it.
  return (masked + clean.slice(position)).replace(/(?<!\d)[12]\d{9}(?!\d)/g, maskNationalId);
}
