import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoney, parseMoney, parseSum } from '../../src/kernel/money.ts';

const exact = (amountHalalas: number) => ({ ok: true, value: { kind: 'exact', amountHalalas } });

describe('an amount in whole halalas', () => {
  test.each([
    ['خمسطعش الف', 1_500_000],
    ['1,800.50', 180_050],
    ['١٬٨٠٠٫٥٠', 180_050],
    ['١٬٨٠٠٫٥', 180_050],
    ['5 آلاف ريال', 500_000],
    ['٥٠٠ ريال و٥٠ هللة', 50_050],
    ['500 riyals and 50 halalas', 50_050],
    ['٥٠ هللة', 50],
    ['SAR 300', 30_000],
    ['300 SR', 30_000],
    ['٣٠٠﷼', 30_000],
    ['300 \u20c1', 30_000],
    ['50 ر.س', 5_000],
    ['ريال', 100],
    ['ريالين', 200],
    ['ريال ونص', 150],
    ['2 ريال ونص', 250],
    ['خمسة ريال وربع', 525],
    ['الف ريال وخمسمية', 150_000],
    ['عشر ريالات', 1_000],
    ['٥٠ كل يوم', 5_000],
    ['٦٠ بالشهر', 6_000],
    ['٩٠ ريال شهر رمضان', 9_000],
    ['ببلاش ولا ريال', 0],
    ['ما عندي', 0],
    ['٠', 0],
    ['0.01', 1],
    ['1.805', 180_500],
    ['1000000000000', 100_000_000_000_000],
  ])('%s', (raw, halalas) => {
    expect(parseMoney(raw)).toEqual(exact(halalas));
  });

  test.each([
    ['1.800', 180_000, 180],
    ['5.000', 500_000, 500],
    ['٥.٠٠٠ ريال', 500_000, 500],
  ])('%s means thousands and is confirmed once', (raw, valueHalalas, otherHalalas) => {
    expect(parseMoney(raw)).toEqual({ ok: true, value: { kind: 'ambiguous', valueHalalas, otherHalalas } });
  });

  test.each([
    ['ستين الف مو خمسين', 6_000_000],
    ['المرقوق بستين مو خمسين', 6_000],
    ['راتب زوجي ٦٠٠٠ مو ٥٠٠٠', 600_000],
  ])('%s denies one amount; the other is confirmed', (raw, amountHalalas) => {
    expect(parseMoney(raw)).toEqual({ ok: true, value: { kind: 'guess', amountHalalas } });
    expect(parseSum(raw)).toBeNull();
  });

  test.each([
    ['٥٠٠-٧٠٠ ريال', 50_000, 70_000],
    ['من خمسمية الى الف', 50_000, 100_000],
    ['مرة ٥٠٠ ومرة ٩٠٠', 50_000, 90_000],
    ['مره الفين ومره خمسه', 200_000, 500_000],
  ])('%s', (raw, lowHalalas, highHalalas) => {
    expect(parseMoney(raw)).toEqual({ ok: true, value: { kind: 'range', lowHalalas, highHalalas } });
  });

  test.each([
    ['1234.567', 'too-many-decimals'],
    ['1,800.505', 'too-many-decimals'],
    ['0.125', 'too-many-decimals'],
    ['-50', 'negative'],
    ['1000000000001', 'too-large'],
    ['$300', 'other-currency'],
    ['٣٠٠ دولار', 'other-currency'],
    ['كثير', 'not-an-amount'],
    ['من سنتين', 'not-an-amount'],
    ['2 years', 'not-an-amount'],
    ['٣ شهور', 'not-an-amount'],
    ['', 'not-an-amount'],
    ['٥٠٠ للخلاط و٩٠٠ للفرن', 'several-amounts'],
    ['٥٠٠ ريال و١٥٠ هللة', 'several-amounts'],
  ])('%s: %s', (raw, error) => {
    expect(parseMoney(raw)).toEqual({ ok: false, error });
  });
});

describe('an amount as people write it', () => {
  test.each([
    [0, '٠ ريال', 'SAR 0'],
    [100, 'ريال واحد', 'SAR 1'],
    [200, 'ريالان', 'SAR 2'],
    [300, '٣ ريالات', 'SAR 3'],
    [1_000, '١٠ ريالات', 'SAR 10'],
    [1_100, '١١ ريالًا', 'SAR 11'],
    [9_900, '٩٩ ريالًا', 'SAR 99'],
    [10_000, '١٠٠ ريال', 'SAR 100'],
    [10_200, '١٠٢ ريال', 'SAR 102'],
    [10_300, '١٠٣ ريالات', 'SAR 103'],
    [83_300, '٨٣٣ ريالًا', 'SAR 833'],
    [500_000, '٥٬٠٠٠ ريال', 'SAR 5,000'],
    [180_050, '١٬٨٠٠٫٥٠ ريال', 'SAR 1,800.50'],
    [5, '٠٫٠٥ ريال', 'SAR 0.05'],
    [11_281_092, '١١٢٬٨١٠٫٩٢ ريال', 'SAR 112,810.92'],
    [-500, '-٥ ريالات', '-SAR 5'],
  ])('%d halalas', (halalas, arabic, english) => {
    expect(formatMoney(halalas, { language: 'ar', digits: 'arabic' })).toBe(arabic);
    expect(formatMoney(halalas, { language: 'en', digits: 'latin' })).toBe(english);
  });

  test('Arabic words with Latin digits', () => {
    expect(formatMoney(180_050, { language: 'ar', digits: 'latin' })).toBe('1,800.50 ريال');
  });

  test('what is shown is understood again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000_000 }),
        fc.constantFrom('ar' as const, 'en' as const),
        fc.constantFrom('arabic' as const, 'latin' as const),
        (halalas, language, digits) => {
          expect(parseMoney(formatMoney(halalas, { language, digits }))).toEqual(exact(halalas));
        },
      ),
    );
  });
});
