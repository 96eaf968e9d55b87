import { matchKey } from '../src/kernel/text.ts';

const around =
  /^(?:(?:بس|فقط|just|only|ناديني|نادوني|ناديوني|نادني|سموني|سميني|تنادوني|تناديني|ينادوني|يسموني|قولي لي|قولوا لي|اسمي|إسمي|انا|أنا|باسم|call me|my name is|name is|i am|i[’']m)\s+)+/iu;
const joined = /^ب(?=(?:أم|ام|أبو|ابو)\s)/u;
/** What many tell in the same breath as the name; it is asked in its turn. */
const furtherOn =
  /[\s،,.]+و?(?:ال)?(?:مواليد|ميلادي|عمري|ساكن[ةه]?|ساكنين|[أا]سكن|جوالي|رقمي|رقم|هويتي|من|عندي|عندنا|[أا]بي|[أا]بغ[ىيا]|[أا]حتاج|محتاج[ةه]?|[أا]نا|معي|زوجي|زوجتي|[أا]رمل[ةه]|مطلق[ةه]|متزوج[ةه]|[أا]شتغل|[أا]سوي|born|living|i live|my (?:id|number|mobile|phone|age|birthday|date)|from|and|with)(?![\p{L}\p{M}]).*$/iu;

/** «سارة بس», "Sara only". */
const apart = /[\s،,.]+(?:بس|فقط|وبس|only|please(?: (?:correct|change|fix) it)?|لو سمحت[مي]?)[.!]*$/iu;

/** A name without the words that people say it with, or after it: «ناديني بأم فهد» is «أم فهد», "just Sara" is "Sara". */
export const nameAlone = (words: string): string =>
  words.replace(around, '').replace(joined, '').replace(furtherOn, '').replace(apart, '').trim();

const motherOf = /[\s،,]+((?:أم|ام|umm?)\s+\p{L}+)$/iu;

/** A full name without the kunya that was told after it («حصة ناصر المطيري ام ناصر»). */
export const fullNameAlone = (words: string): string => {
  const name = nameAlone(words);
  const bare = name.replace(motherOf, '').trim();
  return bare.split(' ').length > 1 ? bare : name;
};

/** The kunya behind a full name: what she is called; null where none was told. */
export const kunyaBehind = (words: string): string | null => {
  const name = nameAlone(words);
  return fullNameAlone(words) === name ? null : (motherOf.exec(name)?.[1] ?? null);
};

const firstHalves: ReadonlySet<string> = new Set(['عبد', 'ام', 'ابو', 'بنت', 'umm', 'um', 'abu', 'abd']);

/** The first name of a full name; «عبد الله» and «أم محمد» stay whole. */
export const firstNameOf = (fullName: string): string => {
  const words = fullName.split(' ').filter((word) => word !== '');
  const count = firstHalves.has(matchKey(words[0] ?? '')) ? 2 : 1;
  return words.slice(0, count).join(' ');
};

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words as match keys that no name begins with: refusals, questions, the beginnings of sentences. */
const neverFirst = set(
  'ما لا لأ مو مب مش ابي ابغي ابغا ابا بغيت ودي اريد مابي ماابي مابغي مدري ادري اعرف في من عن علي الي انا انتم انتي انت هذا هذي هذه ذا ليش ليه وش ايش كيف شلون متي وين كم هل لو اذا يا بس خلاص بعدين لحظه شوي طيب ايه نعم اوك تمام ساكن ساكنه ساكنين اسكن نسكن سكني مواليد عمري رقمي جوالي بياناتي عندي عندك عندكم معي معك لازم ضروري ممكن يمكن نسيت تعبت مشغوله مشغول زوجي زوجتي زوجها ولدي بنتي عيالي امي ابوي اختي اخوي جدتي ارمله مطلقه متزوجه محتاجه محتاج احتاج نحتاج حنا احنا نحن نبي كنت كنا الحمد والله توفي متوفي تبون تبغون اكتب اكتبي اقول اسمك اسمكم no not dont do does what why how where when who which my we you is are can cannot it this that later please want need live i im the yes ok',
);
/** Words that no name holds anywhere. */
const neverWithin = set(
  'ما لا مو مب ابي ابغي ابغا مابي وش ليش ليه ساكن ساكنه وساكنه ساكنين ومواليد مواليد الحين من زوجي وزوجي عيال وعيال عيالي وعيالي اطفال ايتام وايتام ارمله وارمله مطلقه ومطلقه متوفي متوفى وابي وابغي وعندي دعم محتاجه ومحتاجه عندي عندكم معي لازم تبون اكتب اقول dont not want live because',
);
const kunya = set('ام ابو umm um abu');

/** Of the longest names in an ID. */
const mostWordsOfName = 8;

/** Whether words are a sentence («ما ابي اكتب اسمي», «ساكنه في بريده») and not what somebody is called. */
export const isSentence = (words: string): boolean => {
  const [first = '', ...others] = matchKey(words).split(' ');
  const asks = /\p{L}/u.test(words) && /[?؟]/u.test(words);
  return (
    asks ||
    others.length >= mostWordsOfName ||
    neverFirst.has(first) ||
    others.some((word) => neverWithin.has(word))
  );
};

/** «و» that only ties a product to the one before; names that begin with the letter keep it. */
const tied =
  /^(?:و\s+|و(?!\s)(?!رق|رد|جب|سا|شا|شم|صل|لا|زن|بر|قف|رش|حد|يفر|افل|ست|د|ل)(?=\p{L}{3,})|(?:بعد|كمان|ايضا|أيضا|عندي|[أا]سوي|نسوي|and|also)\s+)+/iu;

/** A product's name without the words that only add it to the others: «ومعمول» is «معمول». */
export const productAlone = (words: string): string => words.replace(tied, '').trim();

const amountAlone =
  /^(?:قريب|قرابه|حوالي|تقريبا|يمكن|نحو|about|around|roughly) (?:من )?[\p{L}\d]*(?: (?:الف|الاف|ميه|ريال|thousand))?(?: |$)/u;
/** Crafts have names like «من كل شي» and «يا هلا»: only refusals and questions are none. */
const noProduct = set(
  'ما لا مو مب مابي ماعندي مافي ابي ابغي ابغا وش ايش ليش ليه كيف متي كم هل انا no not dont what why how when i',
);

/** A yes alone, though a product's name may begin with one. */
const agrees = set('نعم ايه اي ايوه ايوا اوك اوكي تمام طيب زين صح yes yeah yep ok okay sure');

/** «ست سنين», "6 years": how long one has done it. */
const lengthOfTime =
  /^[\p{L}\d]+ (?:سنه|سنين|سنوات|اشهر|شهور|شهر|years?|months?)$|^(?:سنه|سنتين|شهر|شهرين)$/u;
/** Buttons of the review, pressed in words before their time. */
const sends = set('ارسال ارسل ارسلوه ارسلي submit send');

/** Whether words are a refusal, a question, a length of time or a mere amount («قريب ٤ الاف») and no product. */
export const isNoProduct = (words: string): boolean => {
  const key = matchKey(words);
  const asks = /\p{L}/u.test(words) && /[?؟]/u.test(words);
  if (sends.has(key) || lengthOfTime.test(key)) return true;
  return asks || agrees.has(key) || noProduct.has(key.split(' ')[0] ?? '') || amountAlone.test(key);
};

/** «أم سعود» alone: what somebody is called, not the name in the ID. */
export const isKunya = (words: string): boolean => {
  const [first = '', ...others] = matchKey(words).split(' ');
  return kunya.has(first) && others.length === 1;
};

const relatives = set(
  'ولدي بنتي ابني ابنتي زوجي زوجتي حرمتي اخوي اختي امي ابوي عمي عمتي خالي خالتي son daughter husband wife brother sister mother father',
);
const mostWordsOfRelative = 3;

/** «ولدي صالح», "my son Saleh": somebody of the family and a name, and nothing else. */
export const isRelative = (words: string): boolean => {
  const [first = '', ...others] = matchKey(words)
    .split(' ')
    .filter((word) => word !== 'my');
  return relatives.has(first) && others.length < mostWordsOfRelative;
};
