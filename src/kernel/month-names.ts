import { editDistance } from './edit-distance.ts';

export interface MonthName {
  readonly calendar: 'gregorian' | 'hijri';
  /** 1 to 12. */
  readonly month: number;
}

// Spellings are match keys, a month a line; the first is not special, what is shown stands in date-format.ts.
const gregorian = [
  'يناير|كانون الثاني|january|jan',
  'فبراير|شباط|فبرير|february|feb',
  'مارس|اذار|march|mar',
  'ابريل|نيسان|افريل|april|apr',
  'مايو|ايار|ماي|may',
  'يونيو|يونيه|حزيران|june|jun',
  'يوليو|يوليه|تموز|july|jul',
  'اغسطس|اوغسطس|اب|غسطس|august|aug',
  'سبتمبر|ايلول|سبتنبر|september|sept|sep',
  'اكتوبر|تشرين الاول|اوكتوبر|october|oct',
  'نوفمبر|تشرين الثاني|نوفنبر|november|nov',
  'ديسمبر|كانون الاول|دسمبر|ديسنبر|december|dec',
];
const hijri = [
  'محرم|عاشور|muharram',
  'صفر|safar',
  'ربيع الاول|ربيع اول|ربيع الاولي|ربيع 1|rabi al awwal|rabi 1|rabi i|rabi awwal',
  'ربيع الثاني|ربيع ثاني|ربيع الاخر|ربيع اخر|ربيع 2|ربيع تاني|rabi al thani|rabi al akhir|rabi 2|rabi ii|rabi thani',
  'جمادي الاولي|جمادي الاول|جماد الاول|جماد اول|جمادي اول|جمادي اولي|جماد الاولي|جماد 1|جمادي 1|jumada al ula|jumada al awwal|jumada 1|jumada i',
  'جمادي الاخره|جمادي الاخر|جماد الاخر|جماد اخر|جمادي الثاني|جمادي الثانيه|جماد الثاني|جماد ثاني|جمادي ثاني|جماد الاخره|جمادي اخر|جماد 2|جمادي 2|jumada al akhirah|jumada al thani|jumada al thaniyah|jumada 2|jumada ii',
  'رجب|rajab',
  'شعبان|shaban|shaaban',
  'رمضان|رمظان|رمدان|ramadan|ramadhan|ramazan',
  'شوال|shawwal|shawal',
  'ذو القعده|ذوالقعده|ذي القعده|ذيالقعده|ذا القعده|القعده|قعده|ذو القعد|dhul qadah|dhu al qadah|dhul qidah|dhu al qidah|thul qadah|zul qadah',
  'ذو الحجه|ذوالحجه|ذي الحجه|ذيالحجه|ذا الحجه|الحجه|حجه|ذو الحج|dhul hijjah|dhu al hijjah|dhul hijja|thul hijjah|zul hijjah',
];

const names = new Map<string, MonthName>();
for (const [calendar, months] of [
  ['gregorian', gregorian],
  ['hijri', hijri],
] as const) {
  months.forEach((spellings, index) => {
    for (const spelling of spellings.split('|')) names.set(spelling, { calendar, month: index + 1 });
  });
}
const longestWords = 3;

function nearest(key: string): MonthName | null {
  if (key.length < 4) return null;
  const allowed = key.length >= 7 ? 2 : 1;
  let best: MonthName | null = null;
  let bestDistance = allowed + 1;
  for (const [name, month] of names) {
    if (name.length < 4) continue;
    const distance = editDistance(key, name, allowed);
    if (distance < bestDistance) {
      best = month;
      bestDistance = distance;
    } else if (distance === bestDistance && best !== null && best.month !== month.month) {
      best = null;
    }
  }
  return best;
}

/** The month that words of a text name, with the words' position; spelling is forgiven by a letter or two if `forgiving`. */
export function findMonth(
  words: readonly string[],
  forgiving: boolean,
): (MonthName & { start: number; end: number }) | null {
  const exact = (key: string): MonthName | null => names.get(key) ?? null;
  for (const find of forgiving ? [exact, nearest] : [exact]) {
    for (let length = longestWords; length >= 1; length -= 1) {
      for (let start = 0; start + length <= words.length; start += 1) {
        const found = find(words.slice(start, start + length).join(' '));
        if (found !== null) return { ...found, start, end: start + length };
      }
    }
  }
  return null;
}
