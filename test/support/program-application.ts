import type { Family, Script } from './program-registration.ts';

/** What a family answers from the wish for money to the study, by question: the same numbers in both languages. */
export const applicationScript = ({ language }: Pick<Family, 'language'>): Script => {
  const isArabic = language === 'ar';
  const words = (arabic: string, english: string) => ({ text: isArabic ? arabic : english });
  return {
    'menu.menu': words('ابغى تمويل لمطبخي', 'I want money for my kitchen'),
    'loan-application.project': words('مطبخ كليجا في البيت', 'A home kitchen for kleija'),
    'loan-application.activity': { choice: 'home-food' },
    'loan-application.tools.name': words('عجانة ٦٥٠٠، فرن ٣٠٠٠', 'mixer 6500, oven 3000'),
    'loan-application.tools': { choice: 'done' },
    'loan-application.production.name': words(
      'كليجا ٢٠ كل يوم، السعر ١٥، المواد ٦',
      'kleija 20 every day, price 15, materials 6',
    ),
    'loan-application.production': { choice: 'done' },
    'loan-application.seasons': { choice: 'none' },
    'loan-application.fixedCosts': { choice: 'done' },
    'loan-application.ownContribution': { text: '0' },
    'loan-application.sales': { choice: 'skip' },
    'loan-application.income': { choice: 'skip' },
    'loan-application.obligations': { text: '0' },
  };
};

/** From the study on to the application's number. */
export const restOfApplication: Script = {
  'loan-application.study': { choice: 'go-on' },
  'loan-application.amount': { text: '9500' },
  'loan-application.months': { text: '24' },
  'loan-application.graceMonths': { text: '0' },
  'loan-application.schedule': { choice: 'go-on' },
  'loan-application.quotations': { choice: 'skip' },
  'loan-application.creditConsent': { choice: 'yes' },
  'loan-application.review': { choice: 'submit' },
};
