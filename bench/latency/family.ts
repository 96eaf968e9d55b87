import { passesNationalIdCheck } from '../../src/kernel/checksums.ts';

export type Act = Readonly<Record<string, unknown>>;

/** The first message of a conversation. */
export const hello: Act = { text: 'السلام عليكم' };

const nationalIds = function* (from: number): Generator<string, never> {
  for (let number = from; ; number++) if (passesNationalIdCheck(String(number))) yield String(number);
};

/** Invented families, each with an ID that merely passes the check: what each answers, by question. */
export const families = function* (from: number): Generator<{ readonly [question: string]: Act }, never> {
  for (const nationalId of nationalIds(from)) {
    yield {
      'welcome.language': { choice: 'ar' },
      'welcome.address': { choice: 'female' },
      'welcome.consentData': { choice: 'yes' },
      'welcome.consentAnnouncements': { choice: 'no' },
      'menu.menu': { choice: 'registration' },
      'registration.fullName': { text: 'لطيفة سليمان الدوسري' },
      'registration.called': { text: 'أم سليمان' },
      'registration.sex': { choice: 'female' },
      'registration.birthDate': { text: '١٢/٤/١٩٨٥' },
      'registration.city': { choice: 'buraydah' },
      'registration.nationalId': { text: nationalId },
      'registration.mobile': { text: `05${nationalId.slice(2)}` },
      'registration.mobileOwner': { choice: 'mine' },
      'address.how': { choice: 'short-address' },
      'address.shortAddress': { text: 'QBRB7341' },
      'registration.householdSize': { text: '٦' },
      'registration.dependants': { text: '4' },
      'registration.craft': { choices: ['home-food', 'palm-weaving'] },
      'registration.products.name': { text: 'كليجا' },
      'registration.products.quantity': { text: '٤٠' },
      'registration.products.price': { text: '٣٥' },
      'registration.products': { choice: 'done' },
      'registration.experience': { choice: '3-10' },
      'registration.salesMonthly': { text: '٢٢٠٠' },
      'registration.householdIncome': { text: '4500' },
      'registration.iban': { text: 'SA4860000000608010167519' },
    };
  }
  throw new Error('there is always another family');
};
