import { matchKey } from './match-key.ts';

export type YesNo = 'yes' | 'no' | 'unclear';

const set = (text: string): ReadonlySet<string> => new Set(text.split('|').map(matchKey));

/** Whole messages, where words one by one would mislead («لا مانع» is a yes). */
const wholeYes = set(
  'ما عندي مانع|ماعندي مانع|مافي مانع|ما في مانع|لا مانع|لا مانع لدي|ليه لا|ليش لا|وليه لا|وليش لا|مو مشكلة|مافي مشكلة|ما في مشكلة|ما عندي مشكلة|ماعندي مشكله|لا مشكلة|لا بأس|على راسي|على عيني|من عيوني|من عيوني الثنتين|على خشمي|توكلنا على الله|على بركة الله|why not|no problem|no objection|of course|go ahead|sounds good|i do|i am|i agree|i accept|sure thing|عالبركه|على البركة|اعتمد|اعتمدي|اعتمدوا|كذا صح|كله صح|كله صحيح|المعلومات صحيحة|يا ليت|ياليت|الا|إلا والله|الا طبعا|بلى|مافي احسن من كذا|ما قصرتوا',
);
const wholeNo = set(
  'مو|مب|مش|لا شكرا|لا وشكرا|مره ثانيه|مرة ثانية|لا بس هذا|بس هذا|خلاص بس هذا|ولا شي|no thanks|no thank you|not now|not really|i dont|i do not|i am not|مو الحين|مب الحين|مش الان|هونت|غيرت رايي|بطلت|السموحة|المعذرة|اعذروني|اعذرني|اعذريني|الله يسهل لك|الله يستر|ما عندي|ماعندي|ما عندي شي|ماعندي شي|ما فيه|مافيه',
);
const wholeUnclear = set(
  'خلاص|ما عليه|ماعليه|بسم الله|كفو|ان شاء الله|انشاء الله|انشالله|ان شاالله|ان شالله|باذن الله|بإذن الله|الله كريم|الله يكتب الي فيه الخير|يمكن|ممكن|احتمال|مدري|ما ادري|ماادري|مادري|لا ادري|لاادري|لا اعرف|لا اعلم|ما اعلم|ما اعرف|مااعرف|مو متاكد|مو متاكدة|بفكر|خليني افكر|افكر|ابي افكر|بشوف|نشوف|اشوف|على حسب|حسب|عادي|لا عادي|maybe|not sure|i dont know|dont know|idk|perhaps|inshallah|insha allah|in sha allah|inshaallah|god willing|depends|let me think|نعم ولا|اي او لا',
);

const yesWords = set(
  'ايه|ايوه|ايوا|ايي|اي|اييه|ايه نعم|ايوة|نعم|نعام|أجل|اجل|تمام|تم|اوكي|اوك|اوكيه|اوكى|اكي|طيب|موافق|موافقه|موافقين|اوافق|أوافق|نوافق|وافقت|قبلت|اقبل|نقبل|قبول|موافقتي|ابشر|ابشري|ابشروا|اكيد|أكيد|بالتاكيد|طبعا|صح|صحيح|مضبوط|مزبوط|بالضبط|يب|يس|زين|ماشي|يلا|حاضر|سم|حلو|ممتاز|مؤكد|اتفقنا|يناسبني|مناسب|يصير|حسنا|حسن|yes|yeah|yep|yup|ya|ye|y|ok|okay|okey|okie|k|sure|agreed|agree|accept|accepted|correct|right|true|fine|absolutely|definitely|certainly|aywa|aiwa|eywa|eih|eeh|ee|na3am|naam|tamam|mwafq|mwafg|akeed|tayeb|tayyib|abshir',
);
const strongYes = set(
  'ايه|ايوه|ايوا|ايي|اي|اييه|ايوة|نعم|اجل|موافق|موافقه|موافقين|اوافق|نوافق|وافقت|قبلت|اقبل|نقبل|ابشر|ابشري|اكيد|طبعا|yes|yeah|yep|yup|aywa|na3am|agreed|accept',
);
const noWords = set(
  'لا|لأ|لاا|لالا|كلا|ابد|ابدا|أبداً|مابي|ماابي|مابغي|مابغى|ماابغي|ماابغا|مابغا|مابا|مانبي|مااقدر|مقدر|ماقدر|مانقدر|مااوافق|ماوافق|مااقبل|ماقبل|ارفض|رفضت|رافض|رافضه|مرفوض|مستحيل|اعتذر|معتذر|معتذره|نعتذر|اعذروني|اعذرني|اعذريني|عذرا|السموحه|معليش|مايناسبني|ماينفع|مايصير|مايمدي|ماودي|مالي|هونت|بطلت|غلط|خطا|no|nope|nah|never|n|not|cannot|cant|wont|dont|refuse|decline|reject|incorrect|wrong|false|la|laa|mabi|maabi|abadan',
);
/** What makes an agreement open: conditions, later, a second thought. */
const doubts = set('بس|لكن|الا|اذا|لو|بشرط|يمكن|احتمال|بعدين|بفكر|افكر|but|if|maybe|unless|later');
const negations = set('ما|مو|مب|مش|موب|مهب|ليس|لن|لم|غير|not|dont|didnt|isnt|مانيب|ماني|منيب');
const afterNegation =
  /(?:^| )(?:ما|مو|مب|مش|موب|لن|لم|لا|غير|مانيب|ماني|منيب|not|dont|do not|cannot|cant|wont) ?(?:ابي|ابغي|ابغا|ابا|بي|بغيت|نبي|نبغي|نبغا|اريد|اقدر|قدرت|نقدر|قادر|قادره|ودي|اوافق|موافق|موافقه|نوافق|اقبل|نقبل|قابل|يناسب|يناسبني|مناسب|ينفع|يصير|يمدي|يمديني|صح|صحيح|احب|حاب|حابه|راضي|راضيه|ارضي|مهتم|مهتمه|استطيع|اتحمل|لازم|ضروري|want|agree|accept|interested|able|now|correct|right|true|willing)(?: |$)/;
const willing =
  /(?:^| )(?:ان ?شاء? ?ا?لله|انشا?ء? ?الله|انشالله|باذن الله|اذا الله (?:راد|اراد)|in ?sha ?allah|insha ?allah|inshalah|god willing)(?: |$)/;
const questionWords = set(
  'وش|ايش|شنو|كيف|ليش|ليه|متى|متي|كم|هل|وين|مين|شلون|what|why|how|when|where|who|which',
);
/** «لا نزل الراتب» says when, not no. */
const whenVerbs = set(
  'نزل|نزلت|جا|جاء|جات|جت|صار|صارت|خلص|خلصت|طلع|طلعت|رجع|رجعت|وصل|وصلت|قدرت|تيسر|تيسرت|دخل|انتهي|بعت|قبضت',
);

const yesSigns = /👍|👌|✅|✔|☑|💯|🤝|🆗/u;
const noSigns = /👎|❌|✖|🚫|⛔|🙅/u;
const doubtSigns = /🤔|🤷/u;

function bySign(raw: string): YesNo | null {
  const yes = yesSigns.test(raw);
  const no = noSigns.test(raw);
  if (doubtSigns.test(raw) || (yes && no)) return 'unclear';
  return yes ? 'yes' : no ? 'no' : null;
}

/** Said in sorrow or wonder, not to a question. */
const pious = /لا حول (?:ولا قوه )?(?:الا بالله)?|لا اله الا الله/g;
const notKnowing =
  /(?:^| )(?:مدري|ما ?ادري|ما ?اعرف|لا ?ادري|لا ?اعرف|لا ?اعلم|مو ?متاكده?|dont know|not sure)(?: |$)/;

/** «ما قريت شي», «I did not read it»: who has not understood yet refuses nothing. */
const notUnderstood =
  /(?:^| )(?:ما|مو|مب|مش|لم|لا|ماني|منيب|not|dont|didnt|havent|cant|cannot) ?(?:افهم|فهمت|فهمتها|فاهم|فاهمه|قريت|قريته|قريتها|قرات|اقرا|اعرف اقرا|شفت|شفته|سمعت|واضح|وضح|يتضح|understand|understood|get it|read|see|seen|clear)(?: |$)/;

const polite = set('والله|يا|الله|شكرا|لو|سمحت|سمحتي|اختي|اخوي|طال|عمرك');

function bySentence(key: string, raw: string): YesNo | null {
  const words = key.split(' ');
  if (words.length > 12) return null;
  const told = words.filter((word) => !polite.has(word));
  const [first, second] = told;
  if (first === undefined) return null;
  const refuses =
    afterNegation.test(key) || told.some((word) => noWords.has(word) && word !== 'لا' && word !== 'la');
  if (willing.test(key)) return refuses || first === 'لا' ? 'no' : 'unclear';
  if (notKnowing.test(key)) return 'unclear';
  if (notUnderstood.test(key)) return null;
  const asks = /[?؟]/.test(raw) || told.some((word) => questionWords.has(word));
  if (first === 'لا' || first === 'la') {
    if (second === undefined || /^\s*لا+[،,.!\s]*[،,.!]/u.test(raw)) return 'no';
    return whenVerbs.has(second) || asks ? 'unclear' : 'no';
  }
  const agrees = yesWords.has(first) && !negations.has(first);
  if (agrees) {
    if (refuses) return strongYes.has(first) ? 'unclear' : 'no';
    if (asks) return strongYes.has(first) ? 'unclear' : null;
    if (told.slice(1).some((word) => doubts.has(word) || negations.has(word))) return 'unclear';
    return told.length <= 8 ? 'yes' : null;
  }
  if (refuses || (told.length <= 5 && told.at(-1) === 'لا')) return asks ? 'unclear' : 'no';
  if (told.length <= 5 && !asks && told.some((word) => strongYes.has(word) || word === 'تمام')) {
    return told.some((word) => negations.has(word) || doubts.has(word)) ? 'unclear' : 'yes';
  }
  return null;
}

/**
 * Whether a text says yes or no, in Saudi speech or English; `unclear` when it is an answer but neither («إن شاء
 * الله» is no acceptance); null when it is no answer to a yes-no question at all.
 */
export function parseYesNo(raw: string): YesNo | null {
  const key = matchKey(raw).replace(pious, '').trim();
  if (key === '') return bySign(raw);
  if (wholeUnclear.has(key)) return 'unclear';
  if (wholeYes.has(key)) return 'yes';
  if (wholeNo.has(key)) return 'no';
  return bySentence(key, raw);
}

const afterYes = set('بس|لكن|ولكن|و|ومع ذلك|but|and');
const asking = set(
  'ليه|ليش|لماذا|وش|ايش|شنو|كيف|شلون|متى|كم|هل|وين|مين|من|what|why|how|when|where|who|which',
);

/**
 * The question that follows an agreement («موافقة بس ليه واتساب»), as a match key; null where a text is not both.
 */
export function questionAfterYes(raw: string): string | null {
  const words = matchKey(raw).split(' ');
  let place = words.findIndex(
    (word) => !yesWords.has(word) && !polite.has(word) && word !== 'خلاص' && word !== 'انا',
  );
  if (place < 1 || !words.slice(0, place).some((word) => yesWords.has(word))) return null;
  while (afterYes.has(words[place] ?? '')) place += 1;
  const [first = '', ...others] = words.slice(place);
  const bare = asking.has(first) ? first : first.replace(/^و/u, '');
  if (!asking.has(bare) && !/[?؟]/u.test(raw)) return null;
  return first === '' ? null : [bare, ...others].join(' ');
}
