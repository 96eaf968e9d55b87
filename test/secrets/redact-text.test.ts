import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText } from '../../src/secrets/redact.ts';

const botToken = '7123456789:AAHk3x_Invented-TokenOfNobody_0123456';

describe('what must not stay', () => {
  test.each([
    // National IDs and residence numbers
    ['ID 1012345672 given', 'ID [digits] given'],
    ['هويتي ١٠١٢٣٤٥٦٧٢ شكرا', 'هويتي [digits] شكرا'],
    ['۲۰۱۲۳۴۵۶۷۸', '[digits]'],
    ['10 1234 5672', '[digits]'],
    ['10-1234-5672', '[digits]'],
    ['id\u200f1012\u200e345672\u202c', 'id\u200f[digits]\u202c'],
    ['id=1012345672&x=1', 'id=[digits]&x=1'],
    ['x1012345672y', 'x[digits]y'],
    ['"1012345672"', '"[digits]"'],
    ['1012345672,2012345678', '[digits],[digits]'],
    // Phone numbers
    ['+966551234567', '[digits]'],
    ['00966 55 123 4567', '[digits]'],
    ['966551234567@s.whatsapp.net', '[digits]@s.whatsapp.net'],
    ['٠٥٥ ١٢٣ ٤٥٦٧', '[digits]'],
    ['055.123.4567', '[digits]'],
    ['149.154.167.220', '[digits]'],
    ['(055) 123-4567', '([digits]'],
    ['055/1234567', '[digits]'],
    ['tel:+966-55-123-4567;', 'tel:[digits];'],
    // IBANs
    ['SA0380000000608010167519', '[iban]'],
    ['sa03 8000 0000 6080 1016 7519.', '[iban].'],
    ['SA03-8000-0000-6080-1016-7519', '[iban]'],
    ['SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩', '[iban]'],
    ['SA4430ABCDEFGHIJKLMNOPQR', '[iban]'],
    ['آيباني SA0380000000608010167519 لو سمحتي', 'آيباني [iban] لو سمحتي'],
    ['AE070331234567890123456', '[iban]'],
    ['GB29 NWBK 6016 1331 9268 19', '[iban]'],
    // Tokens
    [
      `https://api.telegram.org/bot${botToken}/sendMessage`,
      'https://api.telegram.org/bot[token]/sendMessage',
    ],
    [
      `https://api.telegram.org/file/bot${botToken}/photos/a.jpg`,
      'https://api.telegram.org/file/bot[token]/photos/a.jpg',
    ],
    [`token is ${botToken}.`, 'token is [token].'],
    ['http://127.0.0.1:9/bottest-token/getMe', 'http://127.0.0.1:9/bot[token]/getMe'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [token]'],
    ['postgres://herfah:s3cret@db:5432/herfah', 'postgres://[token]@db:5432/herfah'],
    ['redis://:s3cret@cache:6379', 'redis://[token]@cache:6379'],
    ['/a?token=abcdef123&x=1', '/a?token=[token]&x=1'],
    ['?hub.verify_token=abcdef', '?hub.verify_token=[token]'],
    ['{"secret":"abcdef"}', '{"secret":"[token]"}'],
    ['X-Amz-Signature=0a1b2c3d4e', 'X-Amz-Signature=[token]'],
    ['/join?code=K7Q2-M4XP', '/join?code=[token]'],
  ])('%s', (text, safe) => {
    expect(redactText(text)).toBe(safe);
  });
});

describe('what staff need and what is nobody, stays', () => {
  test.each([
    'turn of 01912345-6789-7abc-8def-012345678901 taken in 12 ms',
    'at 2026-11-24T10:23:40.123Z and 2026-11-24 10:23:40',
    'listening on http://127.0.0.1:3000',
    'connect ECONNREFUSED 192.168.100.200:5432',
    'sha256 9ea2fcb00d950414fe4713c0b9770dce4e7d7ee24d983198638dd0ceda3528c3',
    'at file:///app/src/inbound/receive.ts:123:45',
    'amount 12,000.00 over 24 months',
    'question 3 of 12, attempt 2 of 5, took 1234567 ns',
    'visa 20 and in 10 minutes the worker stops',
    'duplicate key value violates unique constraint "person_national_id_lookup_key"',
    'error code: ECONNRESET',
    'تم تسجيل الأسرة رقم ١٢٣٤٥',
    '',
  ])('%s', (text) => {
    expect(redactText(text)).toBe(text);
  });
});

const digitsOf = (text: string): string =>
  text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\D/g, '');

const nationalId = fc
  .tuple(fc.constantFrom('1', '2'), fc.stringMatching(/^\d{9}$/))
  .map(([first, rest]) => first + rest);
const mobile = fc
  .stringMatching(/^5\d{8}$/)
  .chain((rest) => fc.constantFrom(`0${rest}`, `+966${rest}`, `966${rest}`, `00966${rest}`));
const iban = fc.stringMatching(/^\d{22}$/).map((rest) => `SA${rest}`);
const scripts = fc.constantFrom(0x30, 0x660, 0x6f0);
const gap = fc.constantFrom('', ' ', '-', '\u00a0', '\u200f', '.', ' - ');

/** As people write a number: in any of three scripts, in groups, with marks between. */
const written = fc
  .tuple(fc.oneof(nationalId, mobile, iban), scripts, gap, fc.integer({ min: 2, max: 4 }))
  .map(([value, zero, between, size]) => {
    const groups = value.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
    return groups.join(between).replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
  });

test('however an ID, a mobile or an IBAN is written, and wherever it stands, nothing of it stays', () => {
  const around = fc.constantFrom('', ' ', 'رقمي ', '"', 'id:', '\n', '{"x":"', '؛', 'abc ', ' .');
  fc.assert(
    fc.property(around, written, around, (before, value, after) => {
      expect(digitsOf(redactText(before + value + after))).toBe('');
    }),
    { numRuns: 1000 },
  );
});

test('redacting twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(written, fc.string()), { maxLength: 5 }), (parts) => {
      const once = redactText(parts.join(' '));
      expect(redactText(once)).toBe(once);
    }),
  );
});

test('a long hostile line costs little', () => {
  const lines = [
    '1 '.repeat(50_000),
    '1---'.repeat(25_000),
    'SA'.repeat(50_000),
    '://:'.repeat(25_000),
    'a'.repeat(100_000),
    'eyJ.'.repeat(25_000),
    '/bot'.repeat(25_000),
    'token='.repeat(20_000),
  ];
  for (const line of lines) {
    const start = performance.now();
    redactText(line);
    expect([line.slice(0, 4), performance.now() - start < 1000]).toEqual([line.slice(0, 4), true]);
  }
});
