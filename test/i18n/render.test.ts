import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../src/i18n/render.ts';

// What a text is put together from, for one reader.

const texts = { common: { told: '{{officer}} كتب يوم 24: «{{words}}»', inner: 'سطر 7: {{words}}' } };
const renderer = createRenderer({ ar: texts, en: texts });
const inArabicDigits = { language: 'ar', address: null, digits: 'arabic' } as const;
const render = (words: Parameters<typeof renderer.message>[0]['params']): string =>
  renderer.message({ key: 'common:told', params: { officer: 'فهد 2', ...words } }, inArabicDigits);

describe("somebody's own words", () => {
  it('keep their digits, and the text around them follows the reader', () => {
    expect(render({ words: { said: 'دقي على 0551234567 الساعة ٤' } })).toBe(
      'فهد ٢ كتب يوم ٢٤: «دقي على 0551234567 الساعة ٤»',
    );
    expect(render({ words: '0551234567' })).toBe('فهد ٢ كتب يوم ٢٤: «٠٥٥١٢٣٤٥٦٧»');
  });

  it('do so within other texts and lists', () => {
    const inner = { key: 'common:inner', params: { words: { said: 'شقة 12' } } };
    expect(render({ words: inner })).toBe('فهد ٢ كتب يوم ٢٤: «سطر ٧: شقة 12»');
    expect(render({ words: { list: [{ said: '12' }, '12'], as: 'fields' } })).toBe(
      'فهد ٢ كتب يوم ٢٤: «12، ١٢»',
    );
  });

  it('do not turn the text around, and hide no marks', () => {
    expect(render({ words: { said: 'Room 5\ue000\ue001' } })).toBe('فهد ٢ كتب يوم ٢٤: «\u2068Room 5\u2069»');
  });
});
