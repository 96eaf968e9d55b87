import { describe, expect, test } from 'vitest';
import {
  compilePhrases,
  findPhrase,
  matchOption,
  matchOptions,
  parseYesNo,
} from '../../src/kernel/understanding.ts';

const book = compilePhrases({
  'loan-application': ['ابي تمويل', 'تمويل', 'ابي قرض', 'سلفة', 'loan', 'i want a loan'],
  'product-listing': ['عندي منتج * تنزلونه|تنشرونه|تعرضونه *', 'ابي اعرض منتجي', 'ابيع منتجاتي'],
  status: [
    'وش صار على طلبي',
    'وين وصل طلبي',
    'حالة الطلب',
    'متى تنزل الفلوس',
    'status',
    'where is my application',
  ],
  help: ['مساعدة', 'ساعدوني', 'وش يعني *', 'help'],
  person: ['ابي احد يكلمني *', 'موظف', 'موظفة', 'talk to a person'],
  later: ['بعدين *', 'اكمل بعدين', 'later'],
  stop: ['لا ترسلون لي', 'لا عاد ترسلون لي', 'الغاء الاشتراك', 'stop'],
  back: ['رجوع', 'ارجع', 'back'],
});

describe('what a message asks for', () => {
  test.each([
    ['ابغا تمويل لمطبخي', 'loan-application', false],
    ['السلام عليكم ابغى تمويل لو سمحتوا', 'loan-application', true],
    ['أبغى سلفة', 'loan-application', true],
    ['اريد قرض', 'loan-application', true],
    ['تموييل', 'loan-application', true],
    ['التمويل', 'loan-application', true],
    ['للتمويل', 'loan-application', true],
    ['تمويلي', 'loan-application', true],
    ['Loan please', 'loan-application', true],
    ['عندي منتج ابي تنزلونه عندكم', 'product-listing', true],
    ['ودي اعرض منتجي', 'product-listing', true],
    ['وش صار ع طلبي', 'status', true],
    ['ايش صار على طلبي؟', 'status', true],
    ['وين وصل طلبي يا اختي', 'status', true],
    ['فين وصل الطلب', 'status', true],
    ['متى تنزل الفلوس', 'status', true],
    ['where is my aplication', 'status', true],
    ['وش يعني كفيل', 'help', true],
    ['ايش يعني رسوم ادارية', 'help', true],
    ['مساعده', 'help', true],
    ['مساعدهه', 'help', true],
    ['المساعدة', 'help', true],
    ['مساعدةةة', 'help', true],
    ['مساعجة', 'help', true],
    ['ابي احد يكلمني بس حرمه', 'person', true],
    ['بعدين العيال صاحو', 'later', true],
    ['لاعاد ترسلون لي', 'stop', true],
    ['لا عاد ترسلون لي شي', 'stop', false],
    ['رجوووووع', 'back', true],
    ['BACK!', 'back', true],
  ])('%s', (text, id, whole) => {
    expect(findPhrase(book, text)).toMatchObject({ id, whole });
  });

  test.each([
    'اسمي نورة محمد',
    'ابيع كليجا ومعمول',
    'عندي بنت عمرها سنتين',
    'hello',
    'بريدة حي الخليج',
    '٢٠',
    '',
    '👍',
    'انا اشتغل من بيتي من عشر سنين واطبخ للجيران وكل الي يعرفوني وما عمري اخذت تمويل من احد ابد',
    'كلمة '.repeat(2_000),
  ])('%s asks for nothing of it', (text) => {
    expect(findPhrase(book, text)).toBeNull();
  });

  test('the very phrase scores 1, more of the message scores higher', () => {
    expect(findPhrase(book, 'حالة الطلب')).toEqual({ id: 'status', score: 1, whole: true, rest: '' });
    const short = findPhrase(book, 'تمويل لمطبخي', { minimumScore: 0.1 })!.score;
    const long = findPhrase(book, 'تمويل لمطبخي الصغير في البيت', { minimumScore: 0.1 })!.score;
    expect(short).toBeGreaterThan(long);
    expect(findPhrase(book, 'تمويل لمطبخي', { minimumScore: 0.9 })).toBeNull();
  });
});

const crafts = [
  { id: 'sadu', labels: ['السدو والصوف', 'نسيج', 'Sadu and wool'] },
  { id: 'palm', labels: ['الخوص وسعف النخيل', 'خوصيات', 'Palm weaving'] },
  { id: 'food', labels: ['أكل من البيت', 'طبخ', 'حلويات', 'Food from home'] },
  { id: 'other', labels: ['شيء آخر', 'غيرها', 'Something else'] },
];

describe('one choice', () => {
  test.each([
    ['سدو', 'sadu'],
    ['السدو', 'sadu'],
    ['السدوو', 'sadu'],
    ['والله سدو', 'sadu'],
    ['السدو والصوف', 'sadu'],
    ['Sadu', 'sadu'],
    ['1', 'sadu'],
    ['١', 'sadu'],
    ['1️⃣', 'sadu'],
    ['واحد', 'sadu'],
    ['الاول', 'sadu'],
    ['الأولى', 'sadu'],
    ['first', 'sadu'],
    ['2', 'palm'],
    ['٢.', 'palm'],
    ['رقم ٢', 'palm'],
    ['رقم اثنين', 'palm'],
    ['الثاني', 'palm'],
    ['الخيار الثاني', 'palm'],
    ['option 2', 'palm'],
    ['خوص', 'palm'],
    ['الخوص', 'palm'],
    ['خوصيات', 'palm'],
    ['خوصيااات', 'palm'],
    ['حلويات', 'food'],
    ['حلويت', 'food'],
    ['الثالث', 'food'],
    ['طبخ البيت', 'food'],
    ['الأخير', 'other'],
    ['غيرها', 'other'],
    ['palm', 'palm'],
  ])('%s', (text, id) => {
    expect(matchOption(crafts, text)).toMatchObject({ id });
  });

  test.each(['5', '0', 'خياطة', 'سدو وخوص', '', 'مدري', '1 او 2'])('%s picks none', (text) => {
    expect(matchOption(crafts, text)).toBeNull();
  });

  test('a number in a label comes before a place in the list', () => {
    const months = [
      { id: 'm6', labels: ['٦ أشهر'] },
      { id: 'm12', labels: ['١٢ شهرًا'] },
      { id: 'm18', labels: ['١٨ شهرًا'] },
    ];
    expect(matchOption(months, '12')).toMatchObject({ id: 'm12' });
    expect(matchOption(months, '٦')).toMatchObject({ id: 'm6' });
    expect(matchOption(months, '2')).toMatchObject({ id: 'm12' });
  });

  test('what could be two is none', () => {
    const cities = [
      { id: 'a', labels: ['شرق بريدة'] },
      { id: 'b', labels: ['غرب بريدة'] },
    ];
    expect(matchOption(cities, 'بريدة')).toBeNull();
    expect(matchOption(cities, 'غرب بريده')).toMatchObject({ id: 'b' });
    expect(matchOption(cities, 'غرب')).toMatchObject({ id: 'b' });
  });
});

describe('several choices', () => {
  test.each([
    ['سدو وشويه خوص', ['sadu', 'palm']],
    ['خوص وطبخ', ['palm', 'food']],
    ['1 و 3', ['sadu', 'food']],
    ['١،٣', ['sadu', 'food']],
    ['1 2', ['sadu', 'palm']],
    ['الاول والثاني', ['sadu', 'palm']],
    ['كلها', ['sadu', 'palm', 'food', 'other']],
    ['الكل', ['sadu', 'palm', 'food', 'other']],
    ['سدو بس مو خوص', ['sadu']],
    ['حلويات', ['food']],
    ['sadu and palm', ['sadu', 'palm']],
    ['9', []],
    ['خياطة', []],
    ['', []],
  ])('%s', (text, ids) => {
    expect(matchOptions(crafts, text)).toEqual(ids);
  });
});

describe('yes or no', () => {
  test.each(
    'ايه|إيه|ايوه|أيوا|اي|نعم|نعمممم|اييييه|تمام|اوكي|موافقه|موافق|أوافق|ابشر|ابشري|طيب|اكيد|ايه موافقه|والله ايه|ايه صح|صح|تم|حسنًا|خلاص موافق|ما عندي مانع|مافي مشكلة|ليش لا|من عيوني|على بركة الله|👍|✅|yes|Yes please|ok|sure|I agree|aywa|na3am|يس'.split(
      '|',
    ),
  )('%s is yes', (text) => {
    expect(parseYesNo(text)).toBe('yes');
  });

  test.each(
    "لا|لااا|لا والله|ابد|مابي|ما ابي|ما أبغى|مو|مو موافقه|والله اعذروني مااقدر|ما اقدر والله|اعتذر منكم|لا شكرا|لا بس هذا|هونت|الله يخليك لا|ماني موافقه|غير صحيح|لا غلط|والله ودي بس ما اقدر|ما يناسبني|السموحة|👎|no|No thanks|nope|I don't agree|not now|لا ان شاء الله مره ثانيه".split(
      '|',
    ),
  )('%s is no', (text) => {
    expect(parseYesNo(text)).toBe('no');
  });

  test.each(
    'إن شاء الله|ان شاء الله|انشالله|inshallah|insha Allah|ايه ان شاء الله|اكيد ان شاء الله|بإذن الله|يمكن|مدري|بفكر|موافق بس بعدين|لا نزل الراتب|maybe|🤔|كفو|خلاص|ما ادري والله|نعم؟|ايه وش المطلوب؟|ممكن'.split(
      '|',
    ),
  )('%s is an answer, but neither', (text) => {
    expect(parseYesNo(text)).toBe('unclear');
  });

  test.each(
    'نورة|لا حول ولا قوة الا بالله|بعدين|طيب وش يعني كفيل|وش يعني كفيل|٢٠|شكرا||مساعدة|ابي احد يكلمني'.split(
      '|',
    ),
  )('%s is no answer', (text) => {
    expect(parseYesNo(text)).toBeNull();
  });
});
