import { matchKey } from './match-key.ts';

/** Words that mean the same in everyday speech; the first of each line stands for all. All are match keys. */
const alike = [
  'ابي ابغا ابغي ابا ابه بغيت ابغاه نبي نبغي نبغا اريد اريده ودي اود احتاج محتاجه محتاج حابه حاب حابين  بدي عايز عايزه عاوز عاوزه اتمني ارغب',
  'وش ايش شنو شو ويش اش وشو وشهو ماذا ماهو ماهي شنهو',
  'علي ع',
  'وين فين اين وينه وينها',
  'متي متا امتي امتا',
  'ليش ليه لماذا لماذ علاش لش',
  'كيف شلون كيفيه ازاي',
  'الحين الان الحينه هالحين ذحين دحين توا',
  'مو مب مش مهو مهوب ماهوب ليس موب',
  'هذا هاذا ذا هذي هاذي هذه ذي',
  'عندكم عندك لديكم لديك',
  'لو اذا',
  'حرمه سيده امراه انثي بنت اخت موظفه',
  'رجال رجل ذكر',
  'فلوس فلوسي دراهم مصاري بيزات قروش',
  'صار يصير صاير حصل',
  'اسوي اعمل افعل سوي',
  'اشوف شوف شوفي اطالع اعرض',
  'want wanna need like',
];
const canonical = new Map<string, string>();
for (const line of alike) {
  const [first, ...others] = line.split(' ');
  for (const other of others) canonical.set(other, first!);
}

/** «أبي»: whatever is asked for stands beside it. */
const wish = 'ابي';

/** Words that carry nothing of what is asked; they may stand anywhere in a message. */
const filler = new Set(
  (
    'والله يا لو سمحت سمحتي سمحتو سمحتوا طيب يعني الله من فضلك فضلكم بالله رجاء ممكن تكفون تكفين تكفي انا اخوي اختي اخي ' +
    'السلام سلام عليكم وعليكم ورحمه وبركاته مرحبا هلا اهلا صباح الخير مساء النور شكرا مشكورين مشكوره يعطيكم يعطيك العافيه ' +
    'جزاكم خيرا بس كمان برضو بعد ها هاه لكم ' +
    'please pls plz hi hello hey thanks thank you the a an i to my me can could would kindly just some'
  ).split(' '),
);

const prefixes = ['وال', 'بال', 'فال', 'كال', 'عال', 'هال', 'لل', 'ال', 'و', 'ف', 'ب', 'ل'];
const suffixes = ['كم', 'هم', 'ها', 'نا', 'ات', 'اتي', 'تي', 'ي', 'ك', 'ه', 's'];
const shortestStem = 3;

export function isFiller(key: string): boolean {
  return filler.has(key) || canonical.get(key) === wish || key === wish;
}

function canonicalOf(key: string): string {
  return canonical.get(key) ?? key;
}

/** A form under which a word may be found, and how sure a match by it is (1 is the word itself). */
export interface WordForm {
  readonly form: string;
  readonly quality: number;
}

/** The word, what dialect words it stands for, and the word without the prefixes and suffixes of Arabic. */
export function formsOf(key: string): WordForm[] {
  const forms: WordForm[] = [{ form: canonicalOf(key), quality: 1 }];
  const add = (form: string, quality: number): void => {
    if (form.length < shortestStem) return;
    const known = canonicalOf(form);
    if (!forms.some((existing) => existing.form === known)) forms.push({ form: known, quality });
  };
  if (key !== forms[0]!.form) add(key, 1);
  const stems = [key];
  for (const prefix of prefixes) {
    if (!key.startsWith(prefix)) continue;
    const stem = key.slice(prefix.length);
    add(stem, 0.97);
    if (stem.length >= shortestStem) stems.push(stem);
  }
  for (const stem of stems) {
    for (const suffix of suffixes) {
      if (stem.endsWith(suffix)) add(stem.slice(0, -suffix.length), stem === key ? 0.93 : 0.9);
    }
    // «قهوتي» is «قهوه» with its owner.
    if (stem.endsWith('تي') || stem.endsWith('تنا')) add(stem.replace(/ت(?:ي|نا)$/, 'ه'), 0.92);
  }
  return forms;
}

/** The words of a text as match keys. */
export function wordsOf(text: string): string[] {
  const key = matchKey(text);
  return key === '' ? [] : key.split(' ');
}
