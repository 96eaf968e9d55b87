import { editDistance } from './edit-distance.ts';

/** What one word says in a number. `additive` words fill their place, scales multiply what stands before them. */
export type NumberWord =
  | { readonly role: 'ones' | 'teen' | 'tens' | 'hundreds' | 'fraction' | 'counted'; readonly value: number }
  | { readonly role: 'hundred' | 'scale'; readonly value: number };

export type LinkWord = 'and' | 'to' | 'or' | 'between' | 'except' | 'not' | 'minus' | 'currency' | 'pass';

const words = new Map<string, NumberWord>();
const links = new Map<string, LinkWord>();

function define(role: NumberWord['role'], value: number, spellings: string): void {
  for (const spelling of spellings.split(' ')) if (!words.has(spelling)) words.set(spelling, { role, value });
}

// All spellings are match keys: alef without hamza, ه for ة, ي for ى and ئ.
define('ones', 0, 'صفر زيرو zero nil');
define('ones', 1, 'واحد واحده وحده وحد one');
define('ones', 2, 'اثنين اثنان اثنتين اثنتان ثنين ثنتين اتنين تنين اثنينن زوج two');
define('ones', 3, 'ثلاث ثلاثه ثلات ثلاته تلات تلاته تلت three');
define('ones', 4, 'اربع اربعه اربعا four');
define('ones', 5, 'خمس خمسه five');
define('ones', 6, 'ست سته six');
define('ones', 7, 'سبع سبعه seven');
define('ones', 8, 'ثمان ثمانيه ثماني ثمانه تمان تمانيه تماني eight');
define('ones', 9, 'تسع تسعه nine');
define('tens', 10, 'عشر عشره عشرا ten');
define('teen', 11, 'eleven');
define('teen', 12, 'درزن دزن دزينه twelve dozen');
define('teen', 13, 'thirteen');
define('teen', 14, 'fourteen');
define('teen', 15, 'fifteen');
define('teen', 16, 'sixteen');
define('teen', 17, 'seventeen');
define('teen', 18, 'eighteen');
define('teen', 19, 'nineteen');
define('tens', 20, 'عشرين عشرون twenty');
define('tens', 24, 'درزنين دزنين');
define('tens', 30, 'ثلاثين ثلاثون تلاتين ثلثين ثلاتين thirty');
define('tens', 40, 'اربعين اربعون forty fourty');
define('tens', 50, 'خمسين خمسون fifty');
define('tens', 60, 'ستين ستون sixty');
define('tens', 70, 'سبعين سبعون seventy');
define('tens', 80, 'ثمانين ثمانون تمانين ثمنين eighty');
define('tens', 90, 'تسعين تسعون ninety');
define('hundred', 100, 'ميه مايه ميت ميات hundred hundreds');
define('hundreds', 200, 'ميتين متين ميتان مايتين مايتان ميتينن');
define('scale', 1_000, 'الف الاف تالاف تلاف ءالاف الوف لاف thousand thousands k ك');
define('scale', 1_000_000, 'مليون ملايين ملاين million millions mn mln');
define('scale', 1_000_000_000, 'مليار مليارات بليون billion billions bn');
define('scale', 1_000_000_000_000, 'ترليون تريليون ترليونات trillion');
define('fraction', 0.5, 'نص نصف half');
define('fraction', 0.25, 'ربع quarter');
define('fraction', 0.75, 'ثلاثارباع');

const teenStems: readonly (readonly [number, string])[] = [
  [11, 'احد حد حدا احدا احدي'],
  [12, 'اثن اثنا اثني ثن ثنا اطن طن اتن تن اثنت اثنتا'],
  [13, 'ثلاث ثلاثه ثلث ثل ثلا تلت تل ثلات'],
  [14, 'اربع اربعه'],
  [15, 'خمس خمسه'],
  [16, 'ست س سته'],
  [17, 'سبع سبعه'],
  [18, 'ثمان ثمن ثمانيه ثماني تمن ثم'],
  [19, 'تسع تسعه'],
];
const teenEndings = 'عش عشر عشره طعش طعشر تعش تعشر اعش اعشر طاعش تاعش طاشر تاشر اشر طش تش'.split(' ');
const hundredStems: readonly (readonly [number, string])[] = [
  [3, 'ثلاث ثلث ثلاثه تلت تلات ثل ثلات'],
  [4, 'اربع اربعه ربع'],
  [5, 'خمس خمسه'],
  [6, 'ست سته س'],
  [7, 'سبع سبعه'],
  [8, 'ثمان ثمن ثماني ثمانيه تمن ثم'],
  [9, 'تسع تسعه'],
];
const hundredEndings = 'ميه مايه ميت ميا ميات تميه'.split(' ');
const thousandEndings = 'تلاف تالاف الاف طالاف طلاف تلف'.split(' ');

for (const [value, stems] of teenStems) {
  for (const stem of stems.split(' ')) {
    for (const ending of teenEndings) define('teen', value, stem + ending);
  }
}
for (const [count, stems] of hundredStems) {
  for (const stem of stems.split(' ')) {
    for (const ending of hundredEndings) define('hundreds', count * 100, stem + ending);
    for (const ending of thousandEndings) define('counted', count * 1_000, stem + ending);
  }
}
define('counted', 2_000, 'الفين الفان');
define('counted', 2_000_000, 'مليونين مليونان');
define('counted', 10_000, 'عشرتالاف عشرتلاف عشرالاف عشرهالاف');

/** Nouns that say a number by their form: «يومين» is two of them. */
const duals = new Map<string, number>(
  'يومين مرتين حبتين طلبين شهرين سنتين عامين ولدين بنتين قطعتين كيلوين ساعتين صحنين غرفتين شخصين علبتين كرتونين ريالين ريالان هللتين هللتان'
    .split(' ')
    .map((noun) => [noun, 2]),
);
/** Nouns that mean one of them when nothing else is said: «سنة ونص». */
const singulars = new Set('سنه شهر يوم كيلو ساعه حبه ريال اسبوع درزن'.split(' '));

function link(kind: LinkWord, spellings: string): void {
  for (const spelling of spellings.split(' ')) links.set(spelling, kind);
}
link('and', 'و and');
link('to', 'الي حتي لين لحد لغايه لما ل to till until upto');
link('or', 'او ولا or');
link('between', 'بين مابين between');
link('except', 'الا');
link('not', 'مو مب مهو مهوب موب ماهو ماهوب ماهي مش not');
link('minus', 'ناقص سالب minus negative');
link('pass', 'a an of');
link('currency', 'ريال ريالا ريالات ر س رس سعودي sar sr riyal riyals rial rials');

/** The number word or link that a match key is, or null. */
export function wordOf(key: string): NumberWord | null {
  return words.get(key) ?? words.get(key.replace(/(?<=.)(.)\1+/g, '$1')) ?? null;
}

/** Scales that only stand after what they count: «آلاف» alone says no number. */
const plurals = new Set(
  'الاف تالاف تلاف الوف لاف ملايين ملاين مليارات thousands millions billions k ك'.split(' '),
);

export function isPluralScale(key: string): boolean {
  return plurals.has(key.replace(/^[وبل]/, '')) || plurals.has(key);
}

/**
 * The number below a thousand that a misspelt word is nearest to, by one letter; null when there is none, or
 * more than one (تسعين and سبعين are near to each other).
 */
export function nearestWordOf(key: string): NumberWord | null {
  if (key.length < 4) return null;
  const near = new Map<number, NumberWord>();
  for (const [spelling, word] of words) {
    if (
      word.value > 0 &&
      word.value < 1_000 &&
      word.role !== 'fraction' &&
      editDistance(key, spelling, 1) <= 1
    ) {
      near.set(word.value, word);
    }
  }
  return near.size === 1 ? [...near.values()][0]! : null;
}

export function linkOf(key: string): LinkWord | null {
  return links.get(key) ?? null;
}

export function dualOf(key: string): number | null {
  return duals.get(key) ?? null;
}

export function isSingular(key: string): boolean {
  return singulars.has(key);
}
