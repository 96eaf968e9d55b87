import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/kernel/dates.ts';
import { findPhrase } from '../../src/kernel/understanding.ts';
import { sentences } from './sentences.ts';
import { registry, understood } from './understanding-support.ts';

describe.each(Object.entries(sentences))('at %s', (place, rows) => {
  it.each(rows)('«%s» %s', (sent, expected) => {
    expect(understood(place, sent)).toBe(expected);
  });
});

describe('words of a year alone', () => {
  it('«مواليد ٨٧» may be either calendar, the likelier first', () => {
    expect(parseDate('مواليد ٨٧', { today: '2026-11-24', expects: 'past' })).toMatchObject({
      ok: true,
      value: {
        kind: 'year-only',
        readings: [
          { calendar: 'gregorian', year: 1987 },
          { calendar: 'hijri', year: 1387 },
        ],
      },
    });
  });
});

/** What people answer to a question of words; none of it may be taken for a command or another subject. */
const plainAnswers = [
  'نورة بنت عبدالله الحربي',
  'سارة المطيري',
  'أم فيصل',
  'كليجا محشي تمر',
  'مفارش سدو',
  'حي الصفراء خلف المدرسة الثالثة',
  'الفرن القديم خرب وابي واحد اكبر منه شوي',
  'المنتج يحفظ في الثلاجة اسبوع',
  'الأحد بعد الساعة أربع',
  'زوجي متقاعد وعنده راتب بسيط',
  'انا اشتغل من البيت مع بناتي',
  'Noura Al-Harbi',
];

describe('answers in words', () => {
  it.each(plainAnswers)('«%s» is an answer and nothing else', (answer) => {
    expect(understood('talk-to-person.message', answer)).toBe(`answers ${answer}`);
  });
});

describe('the phrase books', () => {
  it('lead every intent somewhere, and know words for every intent but the one of the staff menu', () => {
    const spoken = new Set(registry.lexicon.intents.phrases.map((phrase) => phrase.id));
    const known = new Set(Object.keys(registry.intents));
    expect([...spoken].filter((id) => !known.has(id))).toEqual([]);
    expect([...known].filter((id) => !spoken.has(id))).toEqual(['staff-register']);
  });

  it('take nothing from a story', () => {
    const story = 'كنا ساكنين في قرية وبعدين انتقلنا وصارت امي تعلمني الشغل يوم كنت صغيرة والحمد لله';
    expect(findPhrase(registry.lexicon.controls, story, { minimumScore: 0.9 })).toBeNull();
  });
});
