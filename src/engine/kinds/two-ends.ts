import { matchOption } from '../../kernel/understanding.ts';

const ends = [
  {
    id: 'low',
    labels: [
      'الأقل',
      'الأصغر',
      'الأول',
      'lower',
      'the lower',
      'انا وهم',
      'انا وعيالي',
      'الاب مو معنا',
      'ابوهم مو معنا',
      'بدون الاب',
    ],
  },
  {
    id: 'high',
    labels: [
      'الأعلى',
      'الأكثر',
      'الأكبر',
      'higher',
      'the higher',
      'الاب معنا',
      'ابوهم معنا',
      'معنا ابوهم',
      'معنا زوجي',
      'زوجي معنا',
      'امهم معنا',
      'زوجتي معنا',
      'مع الاب',
    ],
  },
];

/** The end of a range that was asked back, and is chosen by its button or its word; null for anything else. */
export const chosenEnd = (
  { low, high }: { readonly low: number; readonly high: number },
  typed: string,
): number | null => {
  const end = matchOption(ends, typed)?.id ?? typed;
  if (end === 'low') return low;
  return end === 'high' ? high : null;
};
