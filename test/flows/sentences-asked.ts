import type { Sentences } from './sentences.ts';

const interest = 'says common:say.interest';
const howLong = 'says common:say.how-long';
const fear = 'says common:say.fear';
const privacy = 'says common:say.privacy';

/** Plain questions that families ask wherever they are; each is answered, and the question put again. */
export const askedSentences: Sentences = {
  'welcome.language': [
    ['بنت', 'answers ar'],
    ['انا حرمه', 'answers ar'],
    ['ام صالح', 'answers ar'],
    ["I'm a man", 'answers en'],
    ['Call me John', 'answers en'],
    ['أنا أم صالح من بريدة', 'answers ar'],
    ['السلام عليكم معك ابو فهد', 'answers ar'],
    ["I'm Um Saleh", 'answers en'],
    ['نورة سالم الحربي', 'answers ar'],
    ['انا ارمله', 'says common:say.sorrow'],
    ['call me later please', 'opens talk-to-person'],
  ],
  'welcome.consentData': [
    ['هل التمويل حرام؟', interest],
    ['is this a loan with interest?', interest],
    ['كم ياخذ وقت التسجيل', howLong],
    ['who sees my income?', privacy],
    ['ما ابي اعطيكم هويتي', fear],
    ['why?', 'helps'],
  ],
  'registration.fullName': [
    ['فيه فوايد ربا؟', interest],
    ['ربا محمد الحربي', 'answers ربا محمد الحربي'],
    ['how long does it take?', howLong],
    ['I want to stop', 'keeps it for later'],
    ['وقف الرسائل', 'opens stop-announcements'],
  ],
  'registration.city': [
    ['هل هذا حرام', interest],
    ['طيب ولدي اكبر', 'refuses: not-a-choice'],
    ['والله تعبانه', 'says common:say.own-illness'],
    ['امي تعبانه', 'says common:say.illness'],
    ['change language to English', 'says common:language.changed'],
  ],
  'registration.nationalId': [
    ['ما ابي اعطيكم هويتي', fear],
    ['خايفه من النصب', fear],
    ['why?', 'helps'],
  ],
  'registration.householdIncome': [
    ['كم الفايدة عندكم', interest],
    ['ابي ٢٠ الف', 'asks back {"yes":2000000,"no":null}'],
    ['who sees my income?', privacy],
    ['stop', 'keeps it for later'],
  ],
  'registration.womenOnly': [['احذفوني من عندكم', 'opens data-deletion']],
  'registration.review': [
    ['is this haram?', interest],
    ['ابي احذف كل بياناتي', 'opens data-deletion'],
    ['وقف', 'keeps it for later'],
    ['خلاص', 'says common:review.done'],
  ],
  'registration.birthDate': [
    ['عمري ٤٥ سنة', 'refuses: date.age'],
    ['١٢/١٣/١٩٩٠', 'asks back {"guess":{"iso":"1990-12-13","calendar":"gregorian"},"typed":"١٢/١٣/١٩٩٠"}'],
  ],
  'registration.mobile': [
    ['٥٠١٢٣٤٥٦٧٨', 'refuses: phone.without-zero'],
    ['كم باقي', 'looks up status'],
  ],
  'registration.salesMonthly': [
    ['قسط سياره ٩٠٠', 'asks back {"yes":90000,"no":null}'],
    ['ابيع بـ٩٠٠', 'answers 90000'],
  ],
  'registration.products.name': [
    ['ست سنين', 'refuses: not-a-product'],
    ['إرسال', 'refuses: not-a-product'],
    ['عسل سدر', 'answers عسل سدر'],
    ['حرام صوف', 'answers حرام صوف'],
    ['نعم', 'refuses: not-a-product'],
  ],
  'registration.products.quantity': [
    ['عشرين سنة', 'refuses: number.a-time'],
    ['٢٠ في السنه', 'answers 20'],
  ],
  'loan-application.production.quantity': [['عشرين سنة', 'refuses: number.a-time']],
  'loan-application.sales': [['قسط سياره ٩٠٠', 'asks back {"yes":90000,"no":null}']],
  'loan-application.income': [['ابي ٢٠ الف', 'asks back {"yes":2000000,"no":null}']],
  'talk-to-person.topic': [
    ['من بيكلمني؟', 'says common:say.who-calls'],
    ['متى يردون علي؟', 'says common:say.when-called'],
    ['الغاء', 'drops it'],
  ],
  'talk-to-person.mobile': [['بعد العصر', 'keeps when']],
  'talk-to-person.when': [['من بيكلمني؟', 'says common:say.who-calls']],
  // Words to an officer are passed on.
  'talk-to-person.message': [['هل التمويل حرام؟', 'answers هل التمويل حرام؟']],
  'the menu': [
    ['هل التمويل حرام؟', interest],
    ['حسبي الله حرام عليكم', 'says common:say.upset'],
    ['كم ياخذ وقت التسجيل', howLong],
    ['متى يردون علي؟', 'looks up status'],
    ['how is my application doing?', 'looks up status'],
    ['stop', 'opens stop-announcements'],
    ['change my language to Arabic', 'says common:language.changed'],
  ],
};
