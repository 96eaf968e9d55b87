import defaultRules from '../../src/domain/financing/default-rules.json' with { type: 'json' };
import {
  financingRulesSchema,
  type OpenedApplication,
  scheduleOf,
  termsOf,
} from '../../src/domain/financing/index.ts';
import { studyInputsOf } from '../../src/domain/financing/policy.ts';
import { studyOf } from '../../src/domain/financing/study.ts';
import type { Answers } from '../../src/engine/vocabulary.ts';

const answers: Answers = {
  project: 'أوسّع خبز الكليجا في البيت لطلبات رمضان والعيد',
  activity: 'home-food',
  tools: [
    { name: 'عجانة', price: 650_000 },
    { name: 'فرن', price: 300_000 },
    { name: 'صواني وقوالب', price: 45_000 },
  ],
  production: [
    { name: 'كليجا', quantity: 20, times: 26, price: 1500, materials: 600 },
    { name: 'معمول', quantity: 8, times: 12, price: 4000, materials: 1500 },
  ],
  seasons: ['ramadan', 'eid'],
  fixedCosts: [
    { name: 'كهرباء', amount: 30_000 },
    { name: 'توصيل', amount: 40_000 },
  ],
  ownContribution: 45_000,
  salesMonthly: 150_000,
  householdIncome: 450_000,
  obligations: 120_000,
};

/** An invented application of 9,500 riyals over 24 months: a file of two pages. */
export const openedApplication = (number: number): OpenedApplication => {
  const rules = financingRulesSchema.parse(defaultRules);
  const [product] = rules.products;
  if (!product) throw new Error('the rules have no product');
  const inputs = studyInputsOf(answers);
  const application = { number, amountHalalas: 950_000n, months: 24, graceMonths: 0, rulesVersion: 1 };
  return {
    application: application as OpenedApplication['application'],
    answers,
    rules,
    product,
    inputs,
    study: studyOf(inputs, rules),
    schedule: scheduleOf(termsOf(product, 950_000, 24)),
    opinion: 'مشروع قائم وطلبه ثابت، والأدوات تناسب كميته.',
    guarantor: null,
    visits: [],
    corrections: [],
    desk: null,
    quotations: [],
    file: null,
    decision: null,
  };
};

/** The answers of its family's registration that the file tells. */
export const profile: Answers = {
  fullName: 'منيرة سالم الحربي',
  nationalId: '1058529940',
  city: 'buraydah',
  iban: 'SA4860000000608010167519',
  householdSize: 6,
  dependants: 3,
};
