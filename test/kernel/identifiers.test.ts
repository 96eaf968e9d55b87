import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  looksLikeOneTimeCode,
  maskIban,
  maskMobile,
  maskNationalId,
  newUuidV7,
  parseIban,
  parseMobile,
  parseNationalId,
  parseShortAddress,
} from '../../src/kernel/identifiers.ts';
import { toArabicDigits } from '../../src/kernel/text.ts';

describe('national ID', () => {
  test.each(['1058529940', '1001244019', '1101798278', '1000000008'])('%s is valid', (id) => {
    expect(parseNationalId(id)).toEqual({ ok: true, value: id });
    expect(parseNationalId(toArabicDigits(id))).toEqual({ ok: true, value: id });
  });

  test.each([
    ['1058-529-940', '1058529940'],
    [' ١٠٥٨ ٥٢٩ ٩٤٠ ', '1058529940'],
    ['۱۰۵۸۵۲۹۹۴۰', '1058529940'],
    ['\u202a1058529940\u202c', '1058529940'],
    ['رقم هويتي 1058529940', '1058529940'],
  ])('%s is %s', (raw, id) => {
    expect(parseNationalId(raw)).toEqual({ ok: true, value: id });
  });

  test.each([
    ['1000000000', 'check-digit', 10],
    ['1058529941', 'check-digit', 10],
    ['105852994', 'length', 9],
    ['10585299400', 'length', 11],
    ['3058529940', 'first-digit', 10],
    ['0551234567', 'first-digit', 10],
    ['ما عندي', 'not-digits', 0],
    ['105852994O', 'not-digits', 9],
    ['', 'not-digits', 0],
  ])('%s: %s, %i digits', (raw, problem, digits) => {
    expect(parseNationalId(raw)).toEqual({ ok: false, error: { problem, digits } });
  });

  test('one wrong digit never passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (position, change) => {
        const digits = [...'1058529940'];
        digits[position] = String((Number(digits[position]) + change) % 10);
        expect(parseNationalId(digits.join('')).ok).toBe(false);
      }),
    );
  });
});

describe('mobile', () => {
  test.each([
    '٠٥٥ ١٢٣ ٤٥٦٧',
    '0551234567',
    '551234567',
    '966551234567',
    '00966551234567',
    '+966551234567',
    '+966 (0) 55-123-4567',
    '966551234567+',
    '۰۵۵۱۲۳۴۵۶۷',
    '055.123.4567',
    'جوالي ٠٥٥١٢٣٤٥٦٧',
    '\u2066+966 55 123 4567\u2069',
  ])('%s', (raw) => {
    expect(parseMobile(raw)).toEqual({ ok: true, value: '+966551234567' });
  });

  test.each([
    ['0112345678', 'landline'],
    ['+966112345678', 'landline'],
    ['920012345', 'landline'],
    ['+971501234567', 'foreign'],
    ['00201001234567', 'foreign'],
    ['05512345', 'too-short'],
    ['05512345678', 'too-long'],
    ['0651234567', 'not-saudi-mobile'],
    ['ما عندي جوال', 'not-digits'],
    ['رقمي 0551234567 ورقم زوجي 0559876543', 'several'],
    ['٠٥٥ ١٢٣ ٤٥٦٧ او +966 55 987 6543', 'several'],
    ['', 'not-digits'],
  ])('%s is refused: %s', (raw, error) => {
    expect(parseMobile(raw)).toEqual({ ok: false, error });
  });

  test('every way of writing comes to the same number', () => {
    const rest = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 })
      .map((all) => all.join(''));
    const prefix = fc.constantFrom('05', '5', '9665', '009665', '+9665', '+96605');
    const separator = fc.constantFrom('', ' ', '-', '.', '\u200f');
    fc.assert(
      fc.property(rest, prefix, separator, fc.boolean(), (digits, start, between, arabic) => {
        const written = start + digits.slice(0, 4) + between + digits.slice(4);
        expect(parseMobile(arabic ? toArabicDigits(written) : written)).toEqual({
          ok: true,
          value: `+9665${digits}`,
        });
      }),
    );
  });
});

describe('IBAN', () => {
  test.each([
    ['SA0380000000608010167519', '80'],
    ['SA4860000000608010167519', '60'],
    ['sa03 8000 0000 6080 1016 7519', '80'],
    ['SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩', '80'],
    ['IBAN: SA03-8000-0000-6080-1016-7519', '80'],
    ['0380000000608010167519', '80'],
  ])('%s is of bank %s', (raw, bankCode) => {
    expect(parseIban(raw)).toMatchObject({ ok: true, value: { bankCode } });
  });

  test('the account may hold letters', () => {
    const checkDigits = Array.from({ length: 97 }, (_, index) => String(index + 2).padStart(2, '0'));
    const valid = checkDigits.filter((check) => parseIban(`SA${check}60ABCD00006080101675`).ok);
    expect(valid).toHaveLength(1);
  });

  test.each([
    ['DE89370400440532013000', { problem: 'country', country: 'DE', length: 22 }],
    ['AE070331234567890123456', { problem: 'country', country: 'AE', length: 23 }],
    ['SA038000000060801016751', { problem: 'length', country: 'SA', length: 23 }],
    ['SA03800000006080101675190', { problem: 'length', country: 'SA', length: 25 }],
    ['SA0380000000608010167518', { problem: 'checksum', country: 'SA', length: 24 }],
    ['SA038000000060801016751ب', { problem: 'format', country: 'SA', length: 24 }],
    ['SA03A000000060801016751A', { problem: 'format', country: 'SA', length: 24 }],
    ['608010167519', { problem: 'format', length: 12 }],
    ['ما احفظه', { problem: 'format', length: 7 }],
  ])('%s is refused', (raw, error) => {
    expect(parseIban(raw)).toEqual({ ok: false, error });
  });

  test('the remainder agrees with arithmetic on the whole number', () => {
    const account = fc.array(fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), {
      minLength: 18,
      maxLength: 18,
    });
    fc.assert(
      fc.property(account, fc.integer({ min: 0, max: 99 }), (characters, check) => {
        const rest = `60${characters.join('')}`;
        const digits = [...`${rest}SA${String(check).padStart(2, '0')}`]
          .map((character) => String(Number.parseInt(character, 36)))
          .join('');
        const valid = BigInt(digits) % 97n === 1n;
        expect(parseIban(`SA${String(check).padStart(2, '0')}${rest}`).ok).toBe(valid);
      }),
    );
  });
});

test.each([
  ['RRRD2929', 'RRRD2929'],
  ['rrrd 2929', 'RRRD2929'],
  ['RRRD-٢٩٢٩', 'RRRD2929'],
])('short address %s', (raw, address) => {
  expect(parseShortAddress(raw)).toEqual({ ok: true, value: address });
});

test.each(['RRR2929', 'RRRD292', '2929RRRD', 'بريدة', ''])('%s is no short address', (raw) => {
  expect(parseShortAddress(raw)).toEqual({ ok: false, error: 'format' });
});

test('masks keep the end, by which the owner knows it', () => {
  expect(maskNationalId('1058529940')).toBe('•••••••940');
  expect(maskIban('SA0380000000608010167519')).toBe('SA••••••••••••••••••7519');
  expect(maskMobile('+966551234567')).toBe('+966••••••567');
});

test('a UUID of version 7 carries its time and sorts by it', () => {
  const random = new Uint8Array([255, 1, 255, 2, 3, 4, 5, 6, 7, 8]);
  expect(newUuidV7(0x0192_3456_789a, random)).toBe('01923456-789a-7f01-bf02-030405060708');
  expect(newUuidV7(1, random) < newUuidV7(2, new Uint8Array(10))).toBe(true);
  expect(() => newUuidV7(1, new Uint8Array(9))).toThrow(RangeError);
});

describe('one-time codes sent by mistake', () => {
  test.each([
    'رمز التحقق 4821',
    'رمز التحقق: ٤٨٢١',
    'code: 123456',
    'G-123456 is your Google verification code',
    'كود التفعيل ٩٨٧٦٥',
    'Your OTP is 4821. Do not share it.',
    'لا تشارك رمز التحقق 123-456 مع أحد',
    'جاني كود 4821',
  ])('%s', (text) => {
    expect(looksLikeOneTimeCode(text)).toBe(true);
  });
  test.each([
    '4821',
    '123456',
    'رمز بريدي 52361',
    'كود الخصم 1234',
    'رمز الدعوة 123456',
    'وش يعني رمز التحقق',
    'ابي تمويل 50000',
    'promo code 12345',
  ])('%s is none', (text) => {
    expect(looksLikeOneTimeCode(text)).toBe(false);
  });
});
