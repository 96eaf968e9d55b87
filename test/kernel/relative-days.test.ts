import { expect, test } from 'vitest';
import { parseDate } from '../../src/kernel/dates.ts';

// 24 November 2026 is a Tuesday.
const today = '2026-11-24';

test.each([
  ['اليوم', '2026-11-24'],
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

test('a birth date is never a day from now', () => {
  expect(parseDate('الخميس', { today, expects: 'past' })).toMatchObject({ ok: false });
});
