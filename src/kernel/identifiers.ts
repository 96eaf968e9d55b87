import { cleanText, toLatinDigits, withoutUnkeepable } from './characters.ts';
import { passesIbanCheck, passesNationalIdCheck } from './checksums.ts';
import { fail, ok, type Result } from './result.ts';

export interface NationalIdProblem {
  readonly problem: 'length' | 'first-digit' | 'check-digit' | 'not-digits';
  /** How many digits were understood, for the sentence that says what is wrong. */
  readonly digits: number;
}

const separators = /[\s\-‐-―−.,_/\\()،:#*]/g;
const letter = /\p{L}/u;

/** The text in Latin digits without separators; words around one long number are left out. */
function compact(raw: string): string {
  const text = toLatinDigits(cleanText(withoutUnkeepable(raw)));
  const bare = text.replace(separators, '');
  if (!letter.test(bare)) return bare;
  const words = text
    .replace(/(?<![\p{L}\d])[\p{L}\p{M}]+(?:['’][\p{L}]+)?(?![\p{L}\d])/gu, ' ')
    .replace(separators, '');
  return /^\+?\d{9,15}$/.test(words) ? words : bare;
}

/** A national ID or residence permit (iqama) number as ten Latin digits. */
export function parseNationalId(raw: string): Result<string, NationalIdProblem> {
  const text = compact(raw);
  const digits = text.replace(/\D/g, '').length;
  if (!/^\d+$/.test(text)) return fail({ problem: 'not-digits', digits });
  if (digits !== 10) return fail({ problem: 'length', digits });
  if (text[0] !== '1' && text[0] !== '2') return fail({ problem: 'first-digit', digits });
  return passesNationalIdCheck(text) ? ok(text) : fail({ problem: 'check-digit', digits });
}

export type MobileProblem =
  | 'not-saudi-mobile'
  | 'landline'
  | 'foreign'
  | 'too-short'
  | 'too-long'
  /** «5012345678»: ten digits that begin with the five, one too many. */
  | 'without-zero'
  | 'several'
  | 'not-digits';

/** Numbers that look like a Saudi mobile, wherever they stand. */
const mobileShape = /(?<!\d)(?:(?:\+|00)?966[\s-]?)?0?5(?:[\s-]?\d){8}(?!\d)/g;

const mobilesIn = (raw: string): ReadonlySet<string> =>
  new Set(
    (toLatinDigits(cleanText(raw)).match(mobileShape) ?? []).map((found) =>
      found.replace(/\D/g, '').slice(-9),
    ),
  );

/** A Saudi mobile as `+9665XXXXXXXX`, from 05…, 5…, 966…, 00966… or +966…, in any digits and separators. */
export function parseMobile(raw: string): Result<string, MobileProblem> {
  // Phones in right-to-left text often end in their plus sign.
  const text = compact(raw).replace(/^(\d+)\+$/, '+$1');
  if (!/^\+?\d+$/.test(text)) return fail(mobilesIn(raw).size > 1 ? 'several' : 'not-digits');
  const international = text.startsWith('+') || text.startsWith('00');
  let digits = text.replace(/^(\+|00)/, '');
  if (digits.startsWith('966')) digits = digits.slice(3);
  else if (international) return fail(/^0?5\d{8}$/.test(digits) ? 'not-saudi-mobile' : 'foreign');
  const local = digits.replace(/^0/, '');
  if (/^1[1-7]\d{7}$/.test(local) || /^(9200|800)\d/.test(local)) return fail('landline');
  if (!local.startsWith('5')) return fail('not-saudi-mobile');
  if (local.length < 9) return fail('too-short');
  if (local.length === 10 && local === text) return fail('without-zero');
  if (local.length > 9) return fail('too-long');
  return ok(`+966${local}`);
}

export interface Iban {
  /** 24 characters in capitals without spaces. */
  readonly iban: string;
  /** Two digits: 60 is Bank AlJazira. */
  readonly bankCode: string;
}

export interface IbanProblem {
  readonly problem: 'country' | 'length' | 'checksum' | 'format';
  readonly country?: string;
  readonly length?: number;
}

/** A Saudi IBAN: SA, two check digits, two digits of the bank, 18 letters or digits, mod-97 = 1. */
export function parseIban(raw: string): Result<Iban, IbanProblem> {
  let text = toLatinDigits(cleanText(raw)).replace(separators, '').toUpperCase();
  text = text.replace(/^(IBAN|الايبان|الآيبان|ايبان|آيبان|رقم)+/, '');
  // The app of many a bank shows the 22 digits without the country.
  if (/^\d{22}$/.test(text)) text = `SA${text}`;
  const country = /^[A-Z]{2}(?=\d)/.exec(text)?.[0];
  if (country === undefined) return fail({ problem: 'format', length: text.length });
  if (country !== 'SA') return fail({ problem: 'country', country, length: text.length });
  if (!/^[A-Z0-9]+$/.test(text)) return fail({ problem: 'format', country, length: text.length });
  if (text.length !== 24) return fail({ problem: 'length', country, length: text.length });
  if (!/^SA\d{4}[A-Z0-9]{18}$/.test(text)) return fail({ problem: 'format', country, length: text.length });
  if (!passesIbanCheck(text)) return fail({ problem: 'checksum', country, length: text.length });
  return ok({ iban: text, bankCode: text.slice(4, 6) });
}

/** A national short address: four letters and four digits (RRRD2929), in capitals. */
export function parseShortAddress(raw: string): Result<string, 'format'> {
  const text = toLatinDigits(cleanText(raw)).replace(separators, '').toUpperCase();
  return /^[A-Z]{4}\d{4}$/.test(text) ? ok(text) : fail('format');
}

const maskAllBut = (text: string, kept: number): string =>
  '•'.repeat(Math.max(0, text.length - kept)) + text.slice(-kept);

/** `1058529940` as `•••••••940`. */
export function maskNationalId(nationalId: string): string {
  return maskAllBut(nationalId, 3);
}

/** `SA03…7519` as `SA••••••••••••••••••7519`: the country and the last four characters stay. */
export function maskIban(iban: string): string {
  return iban.slice(0, 2) + maskAllBut(iban.slice(2), 4);
}

/** `+966551234567` as `+966••••••567`. */
export function maskMobile(mobile: string): string {
  return mobile.startsWith('+966') ? `+966${maskAllBut(mobile.slice(4), 3)}` : maskAllBut(mobile, 3);
}

/** A UUID of version 7 (RFC 9562) from milliseconds since 1970 and ten random bytes. */
export function newUuidV7(nowMillis: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('a UUID of version 7 takes ten random bytes');
  const time = nowMillis.toString(16).padStart(12, '0');
  const hex = (index: number): string => random[index]!.toString(16).padStart(2, '0');
  const version = (0x70 | (random[0]! & 0x0f)).toString(16);
  const variant = (0x80 | (random[2]! & 0x3f)).toString(16);
  const node = hex(4) + hex(5) + hex(6) + hex(7) + hex(8) + hex(9);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex(1)}-${variant}${hex(3)}-${node}`;
}

const codeWord =
  /رمز|كود|التحقق|تحقق|تفعيل|كلمة مرور لمرة|\b(?:otp|code|passcode|verification|one[- ]time|pin)\b/i;
const otherCode =
  /بريد|خصم|دعوة|دعوه|بنك|سويفت|منتج|المفتاح|حرف[ةه]|\b(?:postal|zip|discount|promo|coupon|invit\w*|swift|country|bank|qr)\b/i;
const codeDigits = /(?:^|[^\d])(?:\d{4,8}|\d{3}[ -]\d{3})(?!\d)/;

/**
 * Whether a message is a one-time code that people send by mistake: four to eight digits beside words that
 * such messages carry. Digits alone are never one.
 */
export function looksLikeOneTimeCode(text: string): boolean {
  const message = toLatinDigits(cleanText(text));
  return (
    message.length <= 320 && codeWord.test(message) && !otherCode.test(message) && codeDigits.test(message)
  );
}

const givingCode =
  /جاني|جاتني|جاي لي|وصلني|وصلتني|جالي|رسل(?:كم|لكم|ه|ها)?|(?:ا|أ|ن|ب)(?:عطي|رسل|رسله|قول|كتب)|طلب(?:وا|ت|ني|تني)|تبون|تحتاجون|\b(?:send|give|tell|share|got|received|came|arrived|need|want|asked?)\b/i;
const codeItself =
  /(?:^|[^\p{L}])(?:ال|بال|ب|هال)?(?:رمز|كود)(?![\p{L}])|تحقق|تفعيل|\b(?:otp|code|passcode|verification)\b/iu;
/** Codes of an address, a shop, a file of ours: none of them proves who somebody is. */
const harmlessCode = /عنوان|مختصر|وطني|سبل|مكتب|تسجيل|\b(?:address|office|desk|short|dress)\b/i;

/**
 * Whether a message asks whether a one-time code is to be passed on («جاني رمز تحقق أعطيكم إياه؟»), or tells that
 * somebody wants it: what is to be said to that is always the same.
 */
export function asksAboutCode(text: string): boolean {
  const message = toLatinDigits(cleanText(text));
  return (
    message.length <= 160 &&
    codeItself.test(message) &&
    givingCode.test(message) &&
    !otherCode.test(message) &&
    !harmlessCode.test(message)
  );
}
