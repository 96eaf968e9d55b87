import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../src/kernel/numbers.ts';
import { toArabicDigits } from '../../src/kernel/text.ts';

const exact = (value: number) => ({ ok: true, value: { kind: 'exact', value } });

describe('one number', () => {
  test.each([
    ['٢٠', 20],
    ['۲۰', 20],
    ['20', 20],
    ['0', 0],
    ['١٬٨٠٠٫٥٠', 1800.5],
    ['1,800.50', 1800.5],
    ['1.800,50', 1800.5],
    ['1,800', 1800],
    ['١،٨٠٠', 1800],
    ['1.800.000', 1_800_000],
    ['1 000 000', 1_000_000],
    ['12 000', 12_000],
    ['1,5', 1.5],
    ['2.5', 2.5],
    ['0.125', 0.125],
    ['20.', 20],
    ['5\u0000', 5],
    ['5\\u0000', 5],
    ['.5', 0.5],
    ['٫٥', 0.5],
    ['1.2345k', 1234.5],
    ['½', 0.5],
    ['2½', 2.5],
    ['1/2', 0.5],
    ['٢٠ كيلو', 20],
    ['20kg', 20],
    ['حوالي ٥٠٠ ريال', 500],
    ['تقريبًا خمسين حبه', 50],
    ['أسوي ٢٠ صحن باليوم', 20],
    ['بـ٥٠', 50],
    ['كل واحد ٥٠', 50],
    ['٢٠ وحدة', 20],
    ['ما عندي الا ٥٠', 50],
    ['15k', 15_000],
    ['1.5k', 1500],
    ['٥ آلاف', 5000],
    ['5 الاف و 200', 5200],
    ['الف و٢٠٠', 1200],
    ['٢٠ كيلو ونص', 20.5],
  ])('%s', (raw, value) => {
    expect(parseNumber(raw)).toEqual(exact(value));
  });

  test.each([
    ['واحد', 1],
    ['وحدة', 1],
    ['ثنتين', 2],
    ['تلاته', 3],
    ['ثمانية', 8],
    ['عشرة', 10],
    ['احدعش', 11],
    ['أحد عشر', 11],
    ['مية وواحد', 101],
    ['مية وواحد وعشرين', 121],
    ['تلت الاف', 3000],
    ['خمصطعش الف', 15_000],
    ['خمسطعس الف', 15_000],
    ['اثنعش', 12],
    ['اثنا عشر', 12],
    ['درزن', 12],
    ['ثلطعش', 13],
    ['ثلاثة عشر', 13],
    ['اربعتعش', 14],
    ['خمسطعش', 15],
    ['خمستاشر', 15],
    ['خمسة عشر', 15],
    ['ستطعش', 16],
    ['سبعطعش', 17],
    ['ثمنطعش', 18],
    ['تسعطعش', 19],
    ['عشرين', 20],
    ['عشرون', 20],
    ['خمسة وعشرين', 25],
    ['خمسه و عشرين', 25],
    ['تسعة وتسعين', 99],
    ['مية', 100],
    ['مئة', 100],
    ['مائة', 100],
    ['ميتين', 200],
    ['مئتين', 200],
    ['ميتين وخمسين', 250],
    ['ثلاثمية', 300],
    ['ثلاثمائة', 300],
    ['خمسمية', 500],
    ['خمس مية', 500],
    ['ستميه وخمسه وسبعين', 675],
    ['ثمنمية', 800],
    ['ألف', 1000],
    ['الف ومية وخمسة وعشرين', 1125],
    ['ألفين', 2000],
    ['الفين وخمس مية', 2500],
    ['ثلاث الاف وخمسمية', 3500],
    ['ثلاثة آلاف وخمسمئة', 3500],
    ['خمستالاف', 5000],
    ['عشرة آلاف', 10_000],
    ['خمسطعش الف', 15_000],
    ['خمسطعش ألف ريال', 15_000],
    ['اثنين وعشرين الف وخمسمية', 22_500],
    ['خمسين الف ونص', 50_500],
    ['مية وعشرين ألف', 120_000],
    ['نص مليون', 500_000],
    ['مليون ونص', 1_500_000],
    ['مليونين وثلاثمية الف', 2_300_000],
    ['نص', 0.5],
    ['ثلاثة ونص', 3.5],
    ['الف الا ربع', 750],
    ['مية إلا خمسة', 95],
    ['سنة ونص', 1.5],
    ['سنتين', 2],
    ['شهرين ونص', 2.5],
    ['خمسييين', 50],
  ])('%s', (raw, value) => {
    expect(parseNumber(raw)).toEqual(exact(value));
  });

  test.each([
    ['fifteen thousand', 15_000],
    ['two hundred and fifty', 250],
    ['twenty-five', 25],
    ['one hundred and twenty three', 123],
    ['half a million', 500_000],
    ['a dozen', 12],
    ['about 30 pieces', 30],
    ['three thousand five hundred', 3500],
    ['Zero', 0],
  ])('%s', (raw, value) => {
    expect(parseNumber(raw)).toEqual(exact(value));
  });

  test.each([
    'ما عندي',
    'ولا شي',
    'لا يوجد',
    'none',
    'صفر',
    'ما عندي دخل ثابت',
    'ولا واحد',
    'مافي',
    'nothing',
    'ما علي شي',
  ])('%s is nothing', (raw) => {
    expect(parseNumber(raw)).toEqual(exact(0));
  });

  test('every number is understood as written with digits of both styles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (value) => {
        expect(parseNumber(String(value))).toEqual(exact(value));
        expect(parseNumber(`حوالي ${toArabicDigits(value.toLocaleString('en'))} حبة`)).toEqual(exact(value));
      }),
    );
  });
});

describe('ranges', () => {
  test.each([
    ['عالطلب مره ٢٠ ومره خمسين', 20, 50],
    ['٢٠-٣٠', 20, 30],
    ['٢٠ـ٣٠', 20, 30],
    ['٢٠ – ٣٠', 20, 30],
    ['30-20', 20, 30],
    ['من ٢٠ الى ٣٠', 20, 30],
    ['من عشرين لثلاثين', 20, 30],
    ['من ٢٠ لين ٣٠', 20, 30],
    ['20 to 50', 20, 50],
    ['between 20 and 30', 20, 30],
    ['بين ٢٠ و ٣٠', 20, 30],
    ['مابين ٢٠ و٣٠ طلب', 20, 30],
    ['٢٠ او ٣٠', 20, 30],
    ['٢٠ ولا ٣٠', 20, 30],
    ['احيانا ١٠ واحيانا ٤٠', 10, 40],
    ['يوم ٢٠ ويوم ٣٠', 20, 30],
    ['ثلاث اربع مرات', 3, 4],
    ['عشرين ثلاثين', 20, 30],
    ['من ٥ الى ٧ آلاف', 5000, 7000],
    ['5-7k', 5000, 7000],
    ['٢٠ بالهادي و٥٠ بالموسم', 20, 50],
    ['اقل شي ٢٠ واكثر شي ٥٠', 20, 50],
    ['خمسة الى عشرة آلاف', 5000, 10_000],
    ['مره الفين ومره خمسه', 2000, 5000],
    ['من الفين الى خمسه', 2000, 5000],
  ])('%s is %d to %d', (raw, low, high) => {
    expect(parseNumber(raw)).toEqual({ ok: true, value: { kind: 'range', low, high } });
  });

  test('the same number twice is no range', () => {
    expect(parseNumber('من ٢٠ الى ٢٠')).toEqual(exact(20));
  });
});

test.each([
  ['٦ مو ٥', 6],
  ['ستين الف مو خمسين', 60_000],
  ['سته مب خمسه', 6],
  ['٧ ماهو ٦', 7],
  ['٧ ما هو ٦', 7],
  ['مو خمسه سته', 6],
  ['6 not 5', 6],
])('%s denies one number and means %d', (raw, value) => {
  expect(parseNumber(raw)).toEqual({ ok: true, value: { kind: 'guess', value } });
});

test.each([
  ['مو ثابت ٥٠٠', 500],
  ['مو كثير يعني ٣', 3],
])('%s denies no number', (raw, value) => {
  expect(parseNumber(raw)).toEqual(exact(value));
});

test.each([
  ['1.800', 1800, 1.8],
  ['٥.٠٠٠', 5000, 5],
  ['١٫٨٠٠', 1800, 1.8],
  ['مية ونص', 150, 100.5],
])('%s is %d or %d', (raw, value, other) => {
  expect(parseNumber(raw)).toEqual({ ok: true, value: { kind: 'ambiguous', value, other } });
});

test.each([
  ['كثير', 'not-a-number'],
  ['مدري', 'not-a-number'],
  ['ما عندي فكرة', 'not-a-number'],
  ['', 'not-a-number'],
  ['👍', 'not-a-number'],
  ['1.2.3', 'not-a-number'],
  ['آلاف', 'not-a-number'],
  ['كم الاف', 'not-a-number'],
  ['thousands', 'not-a-number'],
  ['مو خمسين', 'not-a-number'],
  ['\ud800', 'not-a-number'],
  ['\\ud800', 'not-a-number'],
  ['اهلي\u0000', 'not-a-number'],
  ['اهلي\\u0000', 'not-a-number'],
  ['-5', 'negative'],
  ['−٥', 'negative'],
  ['ناقص خمسة', 'negative'],
  ['1.23456', 'too-many-decimals'],
  ['99999999999999', 'too-large'],
  ['عشرين صحن و ٣ عمال', 'several-numbers'],
  ['1/7/1402', 'several-numbers'],
  ['٢٠ كل يومين', 'several-numbers'],
])('%s: %s', (raw, error) => {
  expect(parseNumber(raw)).toEqual({ ok: false, error });
});

test('a long story is no number, whatever numbers it holds', () => {
  expect(parseNumber(`${'كان يا ما كان '.repeat(40)}٢٠`)).toEqual({ ok: false, error: 'not-a-number' });
});

test('nothing that can be typed makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void parseNumber(raw)));
});
