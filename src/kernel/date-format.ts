import { toArabicDigits } from './characters.ts';
import { toHijri } from './hijri.ts';
import { type IsoDate, weekdayOf } from './iso-dates.ts';

const names = {
  ar: {
    weekdays: 'الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت'.split('|'),
    gregorian: 'يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر'.split('|'),
    hijri:
      'محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة'.split(
        '|',
      ),
  },
  en: {
    weekdays: 'Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday'.split('|'),
    gregorian: 'January|February|March|April|May|June|July|August|September|October|November|December'.split(
      '|',
    ),
    hijri:
      'Muharram|Safar|Rabi al-Awwal|Rabi al-Thani|Jumada al-Ula|Jumada al-Akhirah|Rajab|Shaban|Ramadan|Shawwal|Dhul Qadah|Dhul Hijjah'.split(
        '|',
      ),
  },
};

export interface DateStyle {
  readonly language: 'ar' | 'en';
  readonly digits: 'arabic' | 'latin';
  /** Puts the Umm al-Qura date in parentheses after it. */
  readonly withHijri?: boolean;
  readonly weekday?: boolean;
  /** Without its year: a day near today. */
  readonly short?: boolean;
}

/** «الأحد ٢٩ نوفمبر ٢٠٢٦ (١٩ جمادى الآخرة ١٤٤٨)»; the names are ours, since those of Intl change with its version. */
export function formatDate(iso: IsoDate, style: DateStyle): string {
  const { weekdays, gregorian, hijri } = names[style.language];
  const [year, month, day] = iso.split('-').map(Number);
  let text = `${day} ${gregorian[month! - 1]}${style.short === true ? '' : ` ${year}`}`;
  if (style.weekday === true) text = `${weekdays[weekdayOf(iso)]} ${text}`;
  if (style.withHijri === true) {
    const lunar = toHijri(iso);
    text += ` (${lunar.day} ${hijri[lunar.month - 1]} ${lunar.year})`;
  }
  return style.digits === 'arabic' ? toArabicDigits(text) : text;
}
