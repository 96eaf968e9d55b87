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
