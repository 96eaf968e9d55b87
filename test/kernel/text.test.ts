import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanText,
  cleanWords,
  containsNationalIdOrIban,
  isolate,
  maskSensitive,
  matchKey,
  toArabicDigits,
  toLatinDigits,
} from '../../src/kernel/text.ts';

test('somebody’s own words keep their tatweel, and lose what cannot be seen', () => {
  expect(cleanWords('أبيعها\u200f بـ١٥  لأنها')).toBe('أبيعها بـ١٥ لأنها');
});

describe('a text as it is kept', () => {
  test.each([
    ['tatweel goes', 'نـــورة', 'نورة'],
    ['presentation forms become letters', 'ﻧﻮﺭﺓ', 'نورة'],
    ['lam-alef ligature', 'ﻻ', 'لا'],
    ['full-width Latin', 'ＡＢＣ１２', 'ABC12'],
    ['zero-width and direction marks go', '\u200fنورة\u200b \u202bمحمد\u202c\u2066', 'نورة محمد'],
    ['the byte order mark goes', '\ufeffhello', 'hello'],
    ['joiners inside a word go', 'می\u200cخواهم', 'میخواهم'],
    ['spaces collapse', '  نورة \n\t محمد\u00a0 ', 'نورة محمد'],
    ['the old riyal sign stays a sign', '٣٠٠﷼', '٣٠٠﷼'],
    ['the new riyal sign stays', '300 \u20c1', '300 \u20c1'],
    ['NUL is written out', 'a\u0000b', 'a\\u0000b'],
    ['a lone high surrogate is written out', 'a\ud83db', 'a\\ud83db'],
    ['a lone low surrogate is written out', '\ude00', '\\ude00'],
    ['a whole emoji stays', 'تم 😀', 'تم 😀'],
    ['other controls go', 'a\u0007b\u001b', 'ab'],
    ['diacritics stay in a name', 'مُحَمَّد', 'مُحَمَّد'],
    ['hamza forms stay in a name', 'أحمد إبراهيم آل', 'أحمد إبراهيم آل'],
    ['nothing stays nothing', ' \u200b ', ''],
  ])('%s', (_, raw, kept) => {
    expect(cleanText(raw)).toBe(kept);
  });

  test('cleaning twice changes nothing more, and no half character is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const kept = cleanText(raw);
        expect(cleanText(kept)).toBe(kept);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toContain('\u0000');
      }),
    );
  });
});

describe('the key by which words are compared', () => {
  test.each([
    ['أحمد', 'احمد'],
    ['إبراهيم', 'ابراهيم'],
    ['آمنة', 'امنه'],
    ['مُوَافِقَة', 'موافقه'],
    ['على', 'علي'],
    ['مسؤول', 'مسوول'],
    ['مئة', 'ميه'],
    ['شيء', 'شي'],
    ['نعمممممم!!!', 'نعم'],
    ['ايوووووه', 'ايوه'],
    ['ههههه', 'ه'],
    ['الله', 'الله'],
    ['١٢٣', '123'],
    ['۱۲۳', '123'],
    ['1000', '1000'],
    ['Hello,   World!', 'hello world'],
    ['Café', 'cafe'],
    ['ẞ', 'ss'],
    ["don't", 'dont'],
    ['don’t', 'dont'],
    ['تمام 👍🏽', 'تمام'],
    ['1️⃣', '1'],
    ['رقم ٢.', 'رقم 2'],
    ['ايه،تمام', 'ايه تمام'],
    ['کيف حالک', 'كيف حالك'],
    ['ﺷﻜﺮﺍ', 'شكرا'],
    ['😀😀', ''],
    ['  ', ''],
  ])('%s is %s', (raw, key) => {
    expect(matchKey(raw)).toBe(key);
  });

  test('a key is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        expect(matchKey(matchKey(raw))).toBe(matchKey(raw));
      }),
    );
  });
});

test('digits in both styles', () => {
  expect(toLatinDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ٫')).toBe('0123456789 0123456789 ٫');
  expect(toArabicDigits('0123456789 ۴')).toBe('٠١٢٣٤٥٦٧٨٩ ٤');
  expect(isolate('A-12')).toBe('\u2066A-12\u2069');
});

describe('national IDs and IBANs in free text are sensitive', () => {
  test.each([
    ['1058529940', true],
    ['رقم هويتي ١٠٥٨٥٢٩٩٤٠ شكرا', true],
    ['هويتي ۱۰۵۸۵۲۹۹۴۰', true],
    ['1058-529-940', true],
    ['1 0 5 8 5 2 9 9 4 0', true],
    ['10585 29940\u200f', true],
    ['(1058529940)', true],
    ['id1058529940', true],
    ['0551234567 1058529940', true],
    ['1058529940 0551234567', true],
    ['１０５８５２９９４０', true],
    ['SA0380000000608010167519', true],
    ['sa03 8000 0000 6080 1016 7519', true],
    ['الآيبان SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩', true],
    ['0380000000608010167519', true],
    ['a mistyped one: SA0380000000608010167518', true],
    ['DE89 3704 0044 0532 0130 00', true],
    ['1000000000', false],
    ['10585299400', false],
    ['0551234567', false],
    ['عندي ٢٠ طلب في اليوم', false],
    ['15/3/1990', false],
    ['sa12 is where I live and this is my long story about it', false],
    ['', false],
  ])('%s: %s', (text, sensitive) => {
    expect(containsNationalIdOrIban(text)).toBe(sensitive);
  });

  test.each([
    ['هويتي ١٠٥٨٥٢٩٩٤٠ وجوالي ٠٥٥ ١٢٣ ٤٥٦٧', 'هويتي •••••••940 وجوالي +966••••••567'],
    ['SA03 8000 0000 6080 1016 7519.', 'SA••••••••••••••••••7519.'],
    ['+966 55 123 4567', '+966••••••567'],
    ['an ID with a slip 1058529941', 'an ID with a slip •••••••941'],
    ['طلب رقم ٢٠', 'طلب رقم 20'],
  ])('%s is logged as %s', (text, masked) => {
    expect(maskSensitive(text)).toBe(masked);
  });

  test('no mobile, however it is written, is left in a masked text', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(digits, fc.constantFrom('05', '5', '+9665', '009665', '9665'), (rest, prefix) => {
        const number = prefix + rest.join('');
        expect(maskSensitive(`call ${number} now`)).not.toContain(rest.join(''));
      }),
    );
  });
});
