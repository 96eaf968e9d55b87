import type { Sentences } from './sentences.ts';

const never = 'says common:say.codes';

/** What families say beside the question: about codes, an IBAN too early or too late, why something is asked, who is to call. */
export const besideSentences: Sentences = {
  'the menu': [
    ['سلام عليكم ابي اسجل', 'opens registration'],
    ['جاني رمز تحقق اعطيكم اياه؟', never],
    ['should I send you the code I got?', never],
    ['SA0380000000608010167519', 'says common:iban.no-place'],
    ['ما ارسلت صورة الهويه كيف ارسلها', 'opens complete-file'],
    ['موظفه', 'opens talk-to-person (womanOnly)'],
    ['موظف', 'opens talk-to-person'],
    ['when do you come to jeddah?', 'refuses: not-a-choice'],
  ],
  'the menu, registered': [
    ['ارسل لكم الرمز؟', never],
    ['SA0380000000608010167519', 'opens complete-file (what,iban,given)'],
    ['حسابي SA03 8000 0000 6080 1016 7519', 'opens complete-file (what,iban,given)'],
    ['SA0380000000608010167518', 'opens complete-file (what)'],
    ['وش باقي علي', 'looks up status'],
    ['وش ناقص', 'looks up status'],
    ['what is missing?', 'looks up status'],
    ['ما ارسلت صورة الهويه كيف ارسلها', 'opens complete-file (what)'],
    ['نسيت اعطيكم الايبان', 'opens complete-file (what)'],
    ['ليش تبون هويتي', 'says common:say.why-id'],
    ['ليه تحتاجون صورة الهوية؟', 'says common:say.why-photo'],
    ['ليش تسألون عن راتب زوجي', 'says common:say.why-income'],
    ['كم باقي علي', 'opens talk-to-person (money)'],
  ],
  'welcome.consentData': [
    ['موافق بس ليه واتساب', 'says common:say.why-channels'],
    ['موافقه لكن مين يشوف بياناتي', 'says common:say.privacy'],
    ['اوافق بس كم الرسوم؟', 'says common:say.fees'],
    ['موافق بس متى تفتحون', 'says common:asked-beside'],
    ['ايه وش يعني', 'says welcome:consentData.help'],
    ['ok but why whatsapp?', 'says common:say.why-channels'],
    ['موافقه', 'answers true'],
  ],
  'registration.fullName': [
    ['جاني رمز ارسله لكم', never],
    ['SA0380000000608010167519', 'keeps iban'],
    ['موظفه', 'opens talk-to-person (womanOnly)'],
  ],
  'registration.nationalId': [
    ['ليش تبون هويتي', 'says common:say.why-id'],
    ['وصلني كود اعطيكم؟', never],
  ],
  'registration.womenOnly': [
    ['SA0380000000608010167519', 'keeps iban'],
    ['SA0380000000608010167518', 'says registration:iban.problem.iban.checksum'],
    ['ارسل لكم الرمز؟', never],
    ['موظفات', 'answers true'],
    ['موظفه', 'answers true'],
    ['بس حريم', 'answers true'],
  ],
  'registration.householdSize': [
    ['خمس عيال', 'asks back {"low":6,"high":7}'],
    ['عندي خمس عيال', 'asks back {"low":6,"high":7}'],
    ['انا وزوجي وخمس عيال', 'asks back {"value":7}'],
  ],
  'registration.birthDate': [
    ['١٥ رمضان ١٩٨٧', 'refuses: date.hijri-month'],
    ['15 march 1410', 'refuses: date.gregorian-month'],
    ['رمضان ١٩٨٧', 'refuses: date.hijri-month'],
    ['15 رمضان ١٤٠٧', 'answers {"iso":"1987-05-13","calendar":"hijri","typed":"15 رمضان ١٤٠٧"}'],
  ],
  'registration.products.name': [
    ['ومعمول بعد اسويه خمسين حبه', 'answers معمول'],
    ['وشاح صوف', 'answers وشاح صوف'],
  ],
  'loan-application.production.times': [
    ['كل يوم', 'answers 26'],
    ['مرتين في الاسبوع', 'answers 8'],
    ['٢٠', 'answers 20'],
  ],
  'loan-application.production.name': [['وبعد معمول', 'answers معمول']],
  'registration.iban': [['ايباني الجديد SA03 8000 0000 6080 1016 7519', 'answers SA0380000000608010167519']],
  // Words to an officer are passed on, whatever they hold.
  'talk-to-person.message': [
    ['طلبوا مني رمز التحقق وعطيتهم', 'answers طلبوا مني رمز التحقق وعطيتهم'],
    ['ما افهم الرمز البريدي', 'answers ما افهم الرمز البريدي'],
  ],
  'talk-to-person.topic': [['موظفه', 'says common:noted']],
};
