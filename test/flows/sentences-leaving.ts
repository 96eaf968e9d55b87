import type { Sentences } from './sentences.ts';

/** «الغاء» and its like: out of what is open, which is dropped where it is short and kept where it is long; and tomorrow, or a person, in its place. */
export const leavingSentences: Sentences = {
  'settings.what': [
    ['الغاء', 'drops it'],
    ['خلاص ما أبي', 'drops it'],
    ['never mind', 'drops it'],
  ],
  'talk-to-person.message': [
    ['كنسل', 'drops it'],
    ['وقف', 'drops it'],
    ['خلاص كنسل', 'drops it'],
    ['cancel', 'drops it'],
    ['stop', 'drops it'],
    // Longer words that begin like it are the message itself.
    ['وقف حسابي في الضمان', 'answers وقف حسابي في الضمان'],
    ['ابي اعرف عن الغاء الدورة', 'answers ابي اعرف عن الغاء الدورة'],
  ],
  'talk-to-person.womanOnly': [
    ['الغاء', 'drops it'],
    ['forget it', 'drops it'],
    ['لا ما ابي', 'answers false'],
  ],
  'data-deletion.sure': [['الغاء', 'drops it']],
  'registration.householdSize': [
    ['الغاء', 'keeps it for later'],
    ['خلاص ما ابي', 'keeps it for later'],
    ['وقف', 'keeps it for later'],
    ['cancel this', 'keeps it for later'],
  ],
  'registration.craft': [['كنسل', 'keeps it for later']],
  'registration.called': [
    ['بكمل بكره ان شاء الله', 'keeps it for later'],
    ['اكمل بكره ان شاء الله', 'keeps it for later'],
    ['ارجع لكم بعدين', 'keeps it for later'],
    ["I'll continue tomorrow", 'keeps it for later'],
    ['can i talk to someone', 'opens talk-to-person'],
    ['هل فيه رسوم؟', 'says common:say.fees'],
  ],
  'registration.nationalId': [
    ['عطوني رقم احد اكلمه', 'opens talk-to-person'],
    ['can i talk to somebody', 'opens talk-to-person'],
    ['كيف اعرف انكم مب نصابين', 'says common:say.who-are-you'],
  ],
  'address.description': [['بكمل بكره ان شاء الله', 'keeps it for later']],
  'loan-offer.answer': [['وش يصير لو ما قدرت أدفع', 'says common:say.cannot-pay']],
  'loan-application.months': [['وش يصير لو ما قدرت أدفع', 'says common:say.cannot-pay']],
  // What asks for the own case answers nobody's question.
  'answer-application.message': [
    ['وين طلبي', 'looks up status'],
    ['وين طلبي من الفواتير عندكم ارسلتها امس', 'answers وين طلبي من الفواتير عندكم ارسلتها امس'],
  ],
  'answer-request.clarification': [
    ['الغاء', 'keeps it for later'],
    ['never mind', 'keeps it for later'],
  ],
  'the menu': [
    ['الغاء', 'says common:left.nothing'],
    ['ما أبي رسائل', 'opens stop-announcements'],
    ['لو ما قدرت اسدد وش يصير', 'says common:say.cannot-pay'],
    ['what happens if I can’t pay', 'says common:say.cannot-pay'],
    ['ليش رفضتوني', 'looks up status'],
    ['وقف', 'opens stop-announcements'],
  ],
};
