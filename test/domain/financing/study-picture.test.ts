import { expect, test } from 'vitest';
import { loadSpeech } from '../../../src/composition/registry.ts';
import { studyInputsOf } from '../../../src/domain/financing/policy.ts';
import { drawnStudy } from '../../../src/domain/financing/study.ts';
import type { Answers } from '../../../src/engine/vocabulary.ts';
import { studyPicture } from '../../../src/paper/study-picture.ts';

const { renderer } = await loadSpeech();
const rules = { repaymentSharePercent: 50, householdSharePercent: 50, pessimisticDropPercent: 25 };

/** 20 a time, 10 times a month, at 30 riyals with 12 of materials; twice as much in Ramadan; 600 of fixed costs. */
const kitchen: Answers = {
  production: [{ name: 'كليجا', quantity: 20, times: 10, price: 3000, materials: 1200 }],
  seasons: ['ramadan'],
  fixedCosts: [{ name: 'كهرباء', amount: 60_000 }],
  tools: [{ name: 'عجانة', price: 650_000 }],
};
const loss: Answers = { ...kitchen, fixedCosts: [{ name: 'إيجار', amount: 500_000 }] };

const pictureOf = (answers: Answers, language: 'ar' | 'en', instalmentHalalas: number | null = null) => {
  const drawing = drawnStudy(studyInputsOf(answers), rules, { project: 'كليجا', instalmentHalalas });
  const reader = { language, address: 'female', digits: language === 'ar' ? 'arabic' : 'latin' } as const;
  return studyPicture(drawing, language, (text) => renderer.message(text, reader));
};

test.each([
  ['ar', '٦٬٥٠٠ ريال', '٣٬٢٠٠ ريال', 'الباقي لك', '٣٬٣٠٠ ريال', 'يناير', 'ديسمبر'],
  ['en', 'SAR 6,500', 'SAR 3,200', 'Left for you', 'SAR 3,300', 'Jan', 'Dec'],
] as const)(
  'an average month in %s: sales, costs and what is left, in the reader’s words and digits',
  (...row) => {
    const [language, sales, costs, leftLabel, left, january, december] = row;
    const { words, months } = pictureOf(kitchen, language);
    expect(words).toMatchObject({ project: 'كليجا', sales, costs, leftLabel, left });
    expect([months.length, months[0], months[11]]).toEqual([12, january, december]);
  },
);

test('month by month a strong season sells twice, and costs twice the materials', () => {
  const { values } = pictureOf(kitchen, 'ar');
  const ordinary = { sales: 600_000, costs: 300_000, strong: false };
  const ramadan = { sales: 1_200_000, costs: 540_000, strong: true };
  const months = [ordinary, ramadan, ...Array.from({ length: 10 }, () => ordinary)];
  expect(values).toEqual({ left: 330_000, instalment: 165_000, months });
});

test('the most that instalments may take, until one is chosen', () => {
  expect(pictureOf(kitchen, 'en').words).toMatchObject({
    instalmentTitle: 'The most that instalments may take',
    instalment: 'Up to SAR 1,650 a month, and SAR 1,650 is left for you.',
  });
  expect(pictureOf(kitchen, 'en', 40_000).words).toMatchObject({
    instalmentTitle: 'The instalment out of what is left',
    instalment: 'The instalment is SAR 400, and SAR 2,900 a month is left for you.',
  });
});

test('a loss says how much is missing, without a sign', () => {
  expect(pictureOf(loss, 'ar').words).toMatchObject({ leftLabel: 'ينقصك', left: '١٬١٠٠ ريال' });
  expect(pictureOf(loss, 'ar').values).toMatchObject({ left: -110_000, instalment: 0 });
});
