import type { IsoDate } from '../../kernel/iso-dates.ts';
import type { Block } from '../contract.ts';
import { isMoney } from './assumptions.ts';
import { addedUp, codeOf, type Writing } from './bank-file-writing.ts';
import type { OpenedApplication } from './opened.ts';
import { quotationStanding } from './policy.ts';

/** The quotations that hold on a day. */
export const holding = ({ quotations: all }: Pick<OpenedApplication, 'quotations'>, today: IsoDate) =>
  all.filter(
    ({ row, validUntil }) => quotationStanding({ state: row.state, validUntil }, today) === 'verified',
  );

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

/** Suppliers' quotations that hold: whose, for what, how much, and until when. */
export const quotations = ({ text, column, opened, about }: Writing): readonly Block[] => {
  const held = holding(opened, about.today);
  return [
    {
      table: {
        columns: [
          column('supplier', 2.2),
          column('quoted', 2.2),
          column('amount', 1.2, true),
          column('valid-until', 1.3),
        ],
        rows: held.map(({ supplier, of, row, validUntil }) => [
          supplier ?? text('none'),
          of ?? text('all-tools'),
          codeOf(Number(row.totalHalalas ?? 0)),
          { code: (validUntil ?? about.today).replaceAll('-', '/') },
        ]),
        total: [
          text('row.total'),
          '',
          codeOf(addedUp(held.map(({ row }) => Number(row.totalHalalas ?? 0)))),
          '',
        ],
      },
    },
  ];
};
