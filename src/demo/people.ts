import type { Role } from '../domain/contract.ts';
import type { Answers } from '../engine/vocabulary.ts';

/** Invented members of staff, one for each role. */
export const demoStaff: readonly {
  readonly role: Role;
  readonly name: string;
  readonly sex: 'female' | 'male';
}[] = [
  { role: 'case-officer', name: 'نورة', sex: 'female' },
  { role: 'licensing-officer', name: 'سارة', sex: 'female' },
  { role: 'marketing-officer', name: 'ريم', sex: 'female' },
  { role: 'finance-officer', name: 'خالد', sex: 'male' },
  { role: 'bank-officer', name: 'فهد', sex: 'male' },
  { role: 'manager', name: 'منيرة', sex: 'female' },
];

const family = (answers: Answers): Answers => ({
  birthDate: { iso: '1985-04-12', calendar: 'gregorian', typed: '12/4/1985' },
  mobileOwner: 'mine',
  householdSize: 6,
  dependants: 4,
  experience: '3-10',
  householdIncome: 450_000,
  iban: null,
  idPhoto: null,
  womenOnly: false,
  review: true,
  ...answers,
});

/** Invented families; their national IDs merely pass the check, and nobody can be reached at their numbers. */
export const demoFamilies: readonly Answers[] = [
  family({
    fullName: 'هيا صالح المقبل',
    called: 'أم صالح',
    city: 'buraydah',
    nationalId: '1987650007',
    mobile: { mobile: '+966500000101', own: false },
    address: { how: 'short-address', shortAddress: { shortAddress: 'QBRA2929' } },
    craft: ['home-food'],
    products: [
      { name: 'كليجا', quantity: { low: 40, high: 120 }, price: 3500 },
      { name: 'معمول', quantity: 60, price: 2500 },
    ],
    salesMonthly: 220_000,
  }),
  family({
    fullName: 'مزنة عبدالله الفالح',
    called: 'أم عبدالله',
    city: 'unayzah',
    nationalId: '1987657333',
    mobile: { mobile: '+966500000102', own: false },
    address: { how: 'describe', description: 'حي الخالدية، خلف الجامع' },
    craft: ['wool-heritage', 'palm-weaving'],
    products: [{ name: 'سدو', quantity: 4, price: 28_000 }],
    salesMonthly: 90_000,
    womenOnly: true,
  }),
  family({
    fullName: 'تركي ناصر الضاوي',
    called: 'أبو ناصر',
    city: 'ar-rass',
    nationalId: '1987664669',
    mobile: { mobile: '+966500000103', own: false },
    address: { how: 'describe', description: 'طريق الملك فهد' },
    craft: ['ceramics'],
    products: [{ name: 'فخار', quantity: 25, price: 6000 }],
    salesMonthly: 130_000,
  }),
];

/** What the first of them applies for: above the amount from which on somebody stands for it. */
export const demoWish: Answers = {
  project: 'توسعة خبز الكليجا',
  activity: 'home-food',
  tools: [{ name: 'عجانة', price: 1_200_000 }],
  production: [{ name: 'كليجا', quantity: 20, times: 12, price: 2_500, materials: 900 }],
  seasons: ['ramadan'],
  fixedCosts: [{ name: 'كهرباء', amount: 15_000 }],
  ownContribution: 0,
  salesMonthly: 220_000,
  householdIncome: 450_000,
  obligations: 100_000,
  product: 'qard-hasan',
  amount: 1_200_000,
  months: 24,
  graceMonths: 1,
  creditConsent: true,
};

/** Whom she names, with a number that nobody has. */
export const demoGuarantor = {
  name: 'أبو صالح',
  relation: 'relative',
  mobile: { mobile: '+966500000199', own: false },
} as const;
