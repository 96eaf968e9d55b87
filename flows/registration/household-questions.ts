import type { Answers, Question } from '../../src/engine/vocabulary.ts';
import { matchKey } from '../../src/kernel/text.ts';
import { productAlone } from '../names.ts';
import { isNoIncome, isNoSale, timeAlone } from '../other-amounts.ts';
import { amountUpTo, productNameSchema, quantityUpTo, wholeNumber } from '../schemas.ts';
import type { RegistrationAnswers } from './answers.ts';
import { womenOnly } from './contact-questions.ts';
import { productsIn } from './products.ts';

type RegistrationQuestion = Question<RegistrationAnswers>;

/** Crafts, the most common first. */
export const crafts = [
  'home-food',
  'wool-heritage',
  'ceramics',
  'glass',
  'palm-weaving',
  'sewing',
  'incense-perfume',
  'other',
] as const;

const householdSize: RegistrationQuestion = {
  key: 'householdSize',
  kind: 'number',
  counts: 'people',
  schema: wholeNumber(1, 30),
};

const everybody = new Set(
  'كلهم|كلنا|الكل|كلهم علي|كلهم غيري|جميعهم|كل العيال وابوهم|كلهم معتمدين علي|all|all of them|everybody|everyone'.split(
    '|',
  ),
);

/** «كلهم»: all of the house but the one who writes. */
const everybodyElse = (words: string, { householdSize }: Partial<RegistrationAnswers>): number | null =>
  householdSize !== undefined && everybody.has(matchKey(words)) ? householdSize - 1 : null;

const dependants: RegistrationQuestion = {
  key: 'dependants',
  kind: 'number',
  means: everybodyElse,
  schema: wholeNumber(0, 30),
  check: {
    problem: (value, _context, _data, answers) =>
      Number(value) > Number(answers.householdSize ?? value) ? 'more-than-household' : null,
  },
};

/** Crafts that are none of those listed. */
const unlisted =
  /^(?:ال)?(?:مجوهرات|اكسسوار(?:ات)?|حلي|خرز|خشب|نجاره|جلود|حنا|صابون|soaps?|jewell?ery|accessories|beads|leather|woodwork|henna)$/u;

/** What else is made, where it is told beside the others («فخار وشوي مجوهرات»). */
const otherCraftIn = (words: string): Partial<RegistrationAnswers> => {
  const told = words.split(/[\s،,.]+/u).map((word) => {
    const bare = word.replace(/^و(?=\p{L}{3})/u, '');
    return unlisted.test(matchKey(bare)) ? bare : '';
  });
  const craftOther = told.filter((word) => word !== '').join('، ');
  return craftOther === '' ? {} : { craftOther };
};

const craft: RegistrationQuestion = {
  key: 'craft',
  kind: 'multi-choice',
  choices: crafts,
  alsoTells: otherCraftIn,
};

const craftOther: RegistrationQuestion = {
  key: 'craftOther',
  kind: 'text',
  when: (answers) => answers.craft?.includes('other') ?? false,
};

/** Several products may be told at once: each further question names the one it is about. */
const ofProduct = ({ name }: Partial<Answers>) => ({ name: { said: String(name ?? '') } });

const products: RegistrationQuestion = {
  key: 'products',
  kind: 'group',
  minimumItems: 1,
  reads: productsIn,
  questions: [
    { key: 'name', kind: 'text', tidies: productAlone, schema: productNameSchema },
    { key: 'quantity', kind: 'number', refuses: timeAlone, schema: quantityUpTo(100_000), params: ofProduct },
    { key: 'price', kind: 'money', optional: true, schema: amountUpTo(100_000), params: ofProduct },
  ],
};

const experience: RegistrationQuestion = {
  key: 'experience',
  kind: 'choice',
  choices: ['less-than-1', '1-3', '3-10', 'more'],
};

const salesMonthly: RegistrationQuestion = {
  key: 'salesMonthly',
  kind: 'money',
  doubts: isNoSale,
  sums: true,
  schema: amountUpTo(1_000_000),
};

const householdIncome: RegistrationQuestion = {
  key: 'householdIncome',
  kind: 'money',
  doubts: isNoIncome,
  sums: true,
  schema: amountUpTo(1_000_000),
};

const iban: RegistrationQuestion = { key: 'iban', kind: 'iban', sensitive: true, optional: true };

const idPhoto: RegistrationQuestion = {
  key: 'idPhoto',
  kind: 'photo',
  orDocument: true,
  sensitive: true,
  optional: true,
  // At the desk it is the officer who goes on without it.
  said: (value, { consentAtDesk }) => (value === null && consentAtDesk === undefined ? 'later' : null),
};

/** What is asked of everybody after who she is: the household, the craft, the money, the papers. */
const beforePapers: readonly RegistrationQuestion[] = [
  householdSize,
  dependants,
  craft,
  craftOther,
  products,
  experience,
  salesMonthly,
  householdIncome,
  iban,
];

/** What is asked of everybody after who she is, with who may see the ID photo asked before the photo itself. */
export const householdAndPapers: readonly RegistrationQuestion[] = [...beforePapers, womenOnly, idPhoto];
