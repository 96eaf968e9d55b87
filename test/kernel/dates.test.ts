import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  ageInYears,
  formatDate,
  fromHijri,
  parseDate,
  riyadhTime,
  todayInRiyadh,
  toHijri,
} from '../../src/kernel/dates.ts';
import { columnOfDay, dayOfColumn, hourInRiyadh } from '../../src/kernel/iso-dates.ts';

const today = '2026-11-24';
const birth = (raw: string) => parseDate(raw, { today, expects: 'past' });

describe('Hijri (Umm al-Qura)', () => {
  test.each([
    ['2025-03-06', 1446, 9, 6],
    ['2014-07-07', 1435, 9, 10],
    ['2024-03-11', 1445, 9, 1],
    ['2026-11-29', 1448, 6, 19],
  ])('%s is %i/%i/%i', (iso, year, month, day) => {
    expect(toHijri(iso)).toEqual({ year, month, day });
    expect(fromHijri(year, month, day)).toBe(iso);
  });

  test('every day comes back from its Hijri date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), (days) => {
        const iso = addDays('1890-01-01', days);
        const { year, month, day } = toHijri(iso);
        expect(fromHijri(year, month, day)).toBe(iso);
      }),
    );
  });

  test('a month has 29 or 30 days, never 31', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1300, max: 1599 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        expect(fromHijri(year, month, 29)).not.toBeNull();
        expect(fromHijri(year, month, 31)).toBeNull();
      }),
    );
    expect(fromHijri(1402, 13, 1)).toBeNull();
    expect(fromHijri(1299, 1, 1)).toBeNull();
  });
});

describe('a birth date as it is typed', () => {
  test.each([
    ['1/7/1402', '1982-04-25', 'hijri'],
    ['١٤٠٢/٧/١', '1982-04-25', 'hijri'],
    ['1402-7-1', '1982-04-25', 'hijri'],
    ['1-7-1402 هـ', '1982-04-25', 'hijri'],
    ['١ـ٧ـ١٤٠٢هـ', '1982-04-25', 'hijri'],
    ['١ رجب ١٤٠٢', '1982-04-25', 'hijri'],
    ['15 رمضان 1410', '1990-04-11', 'hijri'],
    ['خمسطعش رمضان 1410', '1990-04-11', 'hijri'],
    ['أول رمضان ١٤٤٥', '2024-03-11', 'hijri'],
    ['15 رمظان 1410', '1990-04-11', 'hijri'],
    ['15 Ramadan 1410', '1990-04-11', 'hijri'],
    ['15 رمضان 1410 الموافق 11/4/1990', '1990-04-11', 'hijri'],
    ['15 جماد ثاني 1410', '1990-01-13', 'hijri'],
    ['١٥ جمادى الآخرة ١٤١٠', '1990-01-13', 'hijri'],
    ['15 ذي القعدة 1410', '1990-06-09', 'hijri'],
    ['15 ذوالقعده 1410', '1990-06-09', 'hijri'],
    ['15 ربيع 1 1410', '1989-10-16', 'hijri'],
    ['١٥ شهر ٧ سنة ١٤٠٢', '1982-05-09', 'hijri'],
    ['٥ مارس ١٩٩٠', '1990-03-05', 'gregorian'],
    ['5 March 1990', '1990-03-05', 'gregorian'],
    ['March 5, 1990', '1990-03-05', 'gregorian'],
    ['5th of March 1990', '1990-03-05', 'gregorian'],
    ['5-Mar-1990', '1990-03-05', 'gregorian'],
    ['5 اذار 1990', '1990-03-05', 'gregorian'],
    ['20 تشرين الثاني 1985', '1985-11-20', 'gregorian'],
    ['20 كانون الأول 1985', '1985-12-20', 'gregorian'],
    ['20 سبتنبر 1985', '1985-09-20', 'gregorian'],
    ['20 اغسطس ١٩٨٥م', '1985-08-20', 'gregorian'],
    ['20 ديسيمبر 1985', '1985-12-20', 'gregorian'],
    ['5/3/1990', '1990-03-05', 'gregorian'],
    ['05.03.1990', '1990-03-05', 'gregorian'],
    ['1990-03-05', '1990-03-05', 'gregorian'],
    ['15 3 1990', '1990-03-15', 'gregorian'],
    ['15031990', '1990-03-15', 'gregorian'],
    ['19900315', '1990-03-15', 'gregorian'],
    ['مواليد ٥/٣/١٩٩٠', '1990-03-05', 'gregorian'],
    ['29/2/1992', '1992-02-29', 'gregorian'],
    ['5/3/90م', '1990-03-05', 'gregorian'],
  ])('%s is %s (%s)', (raw, iso, calendar) => {
    expect(birth(raw)).toEqual({ ok: true, value: { kind: 'date', iso, calendar } });
  });

  test('month first is read, and to be confirmed', () => {
    const value = { kind: 'date', iso: '1990-03-15', calendar: 'gregorian', swapped: true };
    expect(birth('3/15/1990')).toEqual({ ok: true, value });
  });

  test.each([
    ['مواليد ٨٧', 87, ['gregorian 1987', 'hijri 1387']],
    ['٨٧م', 87, ['gregorian 1987']],
    ['٨٧هـ', 87, ['hijri 1387']],
    ['مواليد 02', 2, ['gregorian 2002', 'hijri 1402']],
    ['مواليد ١٤٠٢', 1402, ['hijri 1402']],
    ['1987', 1987, ['gregorian 1987']],
    ['سنة ١٩٨٧', 1987, ['gregorian 1987']],
  ])('%s is a year only', (raw, year, readings) => {
    const parsed = birth(raw);
    if (!parsed.ok || parsed.value.kind !== 'year-only') throw new Error(JSON.stringify(parsed));
    expect(parsed.value.year).toBe(year);
    expect(parsed.value.readings.map((reading) => `${reading.calendar} ${reading.year}`)).toEqual(readings);
  });

  test('a two-digit year with day and month may be of either calendar', () => {
    expect(birth('١/٧/٨٧')).toEqual({
      ok: true,
      value: {
        kind: 'which-calendar',
        readings: [
          { calendar: 'gregorian', iso: '1987-07-01' },
          { calendar: 'hijri', iso: '1967-10-05' },
        ],
      },
    });
  });

  test.each([
    ['رمضان ١٤١٠', 'hijri', 1410, 9],
    ['5/1990', 'gregorian', 1990, 5],
    ['March 1990', 'gregorian', 1990, 3],
  ])('%s lacks the day', (raw, calendar, year, month) => {
    expect(birth(raw)).toEqual({ ok: true, value: { kind: 'month-only', calendar, year, month } });
  });

  test('is read without what no text keeps, and in words', () => {
    expect(birth('5\u0000/3/1987')).toMatchObject({ ok: true, value: { kind: 'date', iso: '1987-03-05' } });
    expect(birth('خمسه ثلاثه سبعه وثمانين')).toEqual(birth('5/3/87'));
  });

  test.each([
    ['31/2/1990', 'impossible'],
    ['29/2/1990', 'impossible'],
    ['30/9/1404', 'impossible'],
    ['31/7/1402', 'impossible'],
    ['13/13/1990', 'impossible'],
    ['0/1/1990', 'impossible'],
    ['15/3/2030', 'future'],
    ['1/1/1449', 'future'],
    ['2030', 'future'],
    ['15 رمضان', 'no-year'],
    ['1850', 'out-of-range'],
    ['1/1/1200', 'out-of-range'],
    ['hello', 'not-a-date'],
    ['عمري ٣٥', 'not-a-date'],
    ['35 سنة', 'not-a-date'],
    ['0551234567', 'not-a-date'],
    ['', 'not-a-date'],
  ])('%s: %s', (raw, error) => {
    expect(birth(raw)).toEqual({ ok: false, error });
  });

  test('a day to come is read with the nearest century', () => {
    expect(parseDate('1/7/27', { today })).toEqual({
      ok: true,
      value: { kind: 'date', calendar: 'gregorian', iso: '2027-07-01' },
    });
  });

  test('what is shown is understood again, in both calendars and languages', () => {
    const days = fc.integer({ min: 0, max: 40_000 });
    const language = fc.constantFrom('ar' as const, 'en' as const);
    fc.assert(
      fc.property(days, language, fc.boolean(), (offset, shownIn, arabic) => {
        const iso = addDays('1910-01-01', offset);
        const digits = arabic ? 'arabic' : 'latin';
        expect(birth(formatDate(iso, { language: shownIn, digits }))).toMatchObject({
          value: { kind: 'date', iso },
        });
        const hijri = /\((.*)\)/.exec(formatDate(iso, { language: shownIn, digits, withHijri: true }))![1]!;
        expect(birth(hijri)).toMatchObject({ value: { kind: 'date', iso, calendar: 'hijri' } });
      }),
    );
  });
});

test('age', () => {
  expect(ageInYears('1990-03-05', '2026-03-04')).toBe(35);
  expect(ageInYears('1990-03-05', '2026-03-05')).toBe(36);
  expect(ageInYears('1992-02-29', '2026-02-28')).toBe(33);
});

test('days are added across months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
});

test('the day and the hour of Riyadh', () => {
  expect(todayInRiyadh(Date.parse('2026-11-24T20:59:59Z'))).toBe('2026-11-24');
  expect(todayInRiyadh(Date.parse('2026-11-24T21:00:00Z'))).toBe('2026-11-25');
  expect(riyadhTime(Date.parse('2026-11-29T05:30:00Z'))).toEqual({ hour: 8, minute: 30, weekday: 0 });
  expect(riyadhTime(Date.parse('2026-11-27T22:15:00Z'))).toEqual({ hour: 1, minute: 15, weekday: 6 });
});

test('a date as people write it', () => {
  const iso = '2026-11-29';
  expect(formatDate(iso, { language: 'ar', digits: 'arabic', withHijri: true, weekday: true })).toBe(
    'الأحد ٢٩ نوفمبر ٢٠٢٦ (١٩ جمادى الآخرة ١٤٤٨)',
  );
  expect(formatDate(iso, { language: 'ar', digits: 'latin' })).toBe('29 نوفمبر 2026');
  expect(formatDate(iso, { language: 'en', digits: 'latin', weekday: true, withHijri: true })).toBe(
    'Sunday 29 November 2026 (19 Jumada al-Akhirah 1448)',
  );
});

test('the hour in Riyadh goes over midnight; a column of dates gives the day that it took', () => {
  expect(hourInRiyadh(Date.parse('2026-11-24T22:30:00Z'))).toBe(1);
  expect(hourInRiyadh(Date.parse('2026-11-24T06:00:00Z'))).toBe(9);
  expect(dayOfColumn(columnOfDay('2026-11-24'))).toBe('2026-11-24');
});

describe('a day without its year, of these weeks', () => {
  test.each([
    ['١٠ ديسمبر', 'coming', '2026-12-10'],
    ['٢٤ نوفمبر', 'coming', '2026-11-24'],
    ['3 January', 'coming', '2027-01-03'],
    ['١٠ رجب', 'coming', '2026-12-19'],
    ['٥ محرم', 'coming', '2027-06-10'],
    ['٢٠ نوفمبر', 'recent', '2026-11-20'],
    ['December 30', 'recent', '2025-12-30'],
  ] as const)('«%s», %s, is %s', (raw, expects, iso) => {
    expect(parseDate(raw, { today, expects })).toMatchObject({ ok: true, value: { kind: 'date', iso } });
  });

  test('elsewhere the year is asked for, and no day is made up', () => {
    expect(parseDate('١٠ ديسمبر', { today })).toMatchObject({ ok: false, error: 'no-year' });
    expect(parseDate('٣٠ فبراير', { today, expects: 'coming' })).toMatchObject({ error: 'impossible' });
  });
});
