import { expect, test } from 'vitest';
import { parseDate } from '../../src/kernel/dates.ts';
import { readRecentDay, readWeekday } from '../../src/kernel/relative-days.ts';

// 24 November 2026 is a Tuesday.
const today = '2026-11-24';

test.each([
  ['أمس', '2026-11-23'],
  ['اليوم', '2026-11-24'],
  ['من الأحد', '2026-11-29'],
  ['بكره', '2026-11-25'],
  ['بكرة', '2026-11-25'],
  ['غدًا', '2026-11-25'],
  ['بعد بكره', '2026-11-26'],
  ['الخميس', '2026-11-26'],
  ['إلى يوم الخميس', '2026-11-26'],
  ['الأحد الجاي', '2026-11-29'],
  ['الاثنين', '2026-11-30'],
  ['الأربعاء', '2026-11-25'],
  ['الجمعة القادمة', '2026-11-27'],
  ['الثلاثاء', '2026-11-24'],
  ['الثلاثاء الجاي', '2026-12-01'],
  ['tomorrow', '2026-11-25'],
  ['Thursday', '2026-11-26'],
  ['next Tuesday', '2026-12-01'],
])('%s is %s', (typed, iso) => {
  expect(parseDate(typed, { today })).toEqual({
    ok: true,
    value: { kind: 'date', iso, calendar: 'gregorian' },
  });
});

test.each(['الخميس اللي راح', 'خمسة', 'بكره أو بعده'])('%s is no day', (typed) => {
  expect(parseDate(typed, { today }).ok).toBe(false);
});

test('a day of the week is counted from any day on; a distance from today is none', () => {
  expect(readWeekday('الخميس', '2026-11-29')).toBe('2026-12-03');
  expect(readWeekday('يوم الأحد', '2026-11-29')).toBe('2026-11-29');
  expect(readWeekday('بكره', '2026-11-29')).toBeNull();
});

test('a birth date is never a day from now', () => {
  expect(parseDate('الخميس', { today, expects: 'past' })).toMatchObject({ ok: false });
});

test.each([
  ['أمس', '2026-11-23'],
  ['امس', '2026-11-23'],
  ['البارحة', '2026-11-23'],
  ['قبل أمس', '2026-11-22'],
  ['اليوم', '2026-11-24'],
  ['الأحد', '2026-11-22'],
  ['يوم الخميس اللي فات', '2026-11-19'],
  ['الثلاثاء', '2026-11-24'],
  ['الثلاثاء الماضي', '2026-11-17'],
  ['قبل يومين', '2026-11-22'],
  ['قبل ٣ أيام', '2026-11-21'],
  ['قبل أسبوع', '2026-11-17'],
  ['yesterday', '2026-11-23'],
  ['last Sunday', '2026-11-22'],
  ['2 days ago', '2026-11-22'],
])('%s is over, and was %s', (typed, iso) => {
  expect(readRecentDay(typed, today)).toBe(iso);
  expect(parseDate(typed, { today, expects: 'recent' })).toMatchObject({ ok: true, value: { iso } });
});

test('a birth date is never a day of these days', () => {
  expect(parseDate('أمس', { today, expects: 'past' }).ok).toBe(false);
});
