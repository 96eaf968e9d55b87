import type { Sentences } from './sentences.ts';

/** Sent at the questions of an application for financing. */
export const applicationSentences: Sentences = {
  'loan-application.sales': [
    ['نفسه ما تغير', 'answers 150000'],
    ['ايه', 'answers 150000'],
    ['مثل ماهو', 'answers 150000'],
    ['صارت الفين', 'answers 200000'],
    ['ما بديت ابيع', 'refuses: money.not-an-amount'],
  ],
  'loan-application.obligations': [
    ['ما علينا شي', 'answers 0'],
    ['قسط سياره 1200 وايجار 1000', 'asks back {"yes":220000,"no":null}'],
    ['قسط سيارة ٩٠٠', 'answers 90000'],
    ['قسط ٩٠٠ من راتبي', 'answers 90000'],
    ['كهرباء ٣٠٠', 'asks back {"yes":30000,"no":null}'],
    ['الكهرباء والماء ٤٠٠', 'asks back {"yes":40000,"no":null}'],
    ['راتبي ٤٠٠٠', 'asks back {"yes":400000,"no":null}'],
    ['ابيع بالفين', 'asks back {"yes":200000,"no":null}'],
    ['rent 1500', 'answers 150000'],
    ['electricity 300', 'asks back {"yes":30000,"no":null}'],
  ],
  'loan-application.ownContribution': [
    ['عندي ١٠٠٠', 'answers 100000'],
    ['من عندي الف', 'answers 100000'],
    ['اقدر ادفع ٥٠٠', 'answers 50000'],
    ['راتبي ٤٠٠٠', 'asks back {"yes":400000,"no":null}'],
    ['كهرباء ٣٠٠', 'asks back {"yes":30000,"no":null}'],
    ['قسط السيارة ٩٠٠', 'asks back {"yes":90000,"no":null}'],
    ['ابي ٢٠٠٠', 'asks back {"yes":200000,"no":null}'],
    ['my salary is 4000', 'asks back {"yes":400000,"no":null}'],
    ['I have 1000', 'answers 100000'],
  ],
  'loan-application.study': [
    ['نكمل', 'answers go-on'],
    ['تمام', 'answers go-on'],
    ['زين', 'answers go-on'],
    ['ما فهمت', 'helps'],
  ],
  'loan-application.creditConsent': [
    ['ايه موافقه', 'answers true'],
    ['ليش الاستعلام', 'helps'],
    ['ان شاء الله', 'refuses: god-willing'],
  ],
  'loan-application.seasons': [
    ['رمضان', 'answers ["ramadan"]'],
    ['كله واحد', 'answers ["none"]'],
  ],
};
