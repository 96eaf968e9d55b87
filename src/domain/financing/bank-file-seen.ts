import type { Block } from '../contract.ts';
import { isMoney } from './assumptions.ts';
import { codeOf, type Writing } from './bank-file-writing.ts';

/** When the project was visited and what was seen there, or why nobody went. */
export const visits = ({ text, opened }: Writing): readonly Block[] => [
  {
    pairs: opened.visits.map(({ day, words }) => ({
      label: day === null ? text('label.no-visit') : text('day', { day: { date: day } }),
      value: words,
    })),
  },
];

/** What was corrected in the study with the family's agreement, its own number beside it. */
export const corrections = ({ text, column, opened }: Writing): readonly Block[] => [
  {
    table: {
      columns: [
        column('corrected', 2.4),
        column('said-before', 1.2, true),
        column('said-now', 1.2, true),
        column('why', 3),
      ],
      rows: opened.corrections
        .filter(({ row }) => row.state === 'agreed')
        .map(({ change: { field, name, from, to, reason } }) => {
          const number = (value: number) =>
            isMoney(field) ? codeOf(value) : { code: value.toLocaleString('en') };
          return [text(`assumption.${field}`, { name: { said: name } }), number(from), number(to), reason];
        }),
    },
  },
];
