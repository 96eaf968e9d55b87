import type { Json, Param } from '../../engine/vocabulary.ts';
import { maskIban, maskNationalId } from '../../kernel/identifiers.ts';
import { addMonths, todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Block, Cell } from '../contract.ts';
import { addedUp, codeOf, daysOf, type Labelled, type Writing } from './bank-file-writing.ts';
import type { Standing } from './guarantor-desk.ts';
import { halalasOf } from './rules.ts';
import { dueDaysOf } from './schedule.ts';
import type { CostLine, MonthlyResult } from './study.ts';

const wordsIn = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const numberIn = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

export const applicant = ({
  says,
  text,
  pair,
  money,
  about: { profile },
  opened: { inputs },
}: Writing): readonly Block[] => {
  const optional = (name: string, value: Cell | null): readonly Labelled[] =>
    value === null ? [] : [pair(name, value)];
  const known = (key: string): string | null => (wordsIn(profile[key]) === '' ? null : wordsIn(profile[key]));
  const [nationalId, iban, city] = [known('nationalId'), known('iban'), known('city')];
  const pairs = [
    pair('name', wordsIn(profile.fullName)),
    ...optional('national-id', nationalId && { code: maskNationalId(nationalId) }),
    ...optional('city', city && says({ key: `registration:city.choices.${city}` })),
    ...optional('iban', iban && { code: maskIban(iban) }),
    pair('household', { code: String(numberIn(profile.householdSize)) }),
    pair('dependants', { code: String(numberIn(profile.dependants)) }),
    pair('income', money(inputs.householdIncomeHalalas)),
    pair('obligations', money(inputs.householdObligationsHalalas)),
  ];
  return [{ pairs }, { words: text('masked-note'), quiet: true }];
};

export const project = ({ says, pair, money, opened: { answers } }: Writing): readonly Block[] => [
  { words: wordsIn(answers.project) },
  {
    pairs: [
      pair('activity', says({ key: `registration:craft.choices.${wordsIn(answers.activity)}` })),
      pair('sales', money(numberIn(answers.salesMonthly))),
    ],
  },
];

export const costTable = (
  { text, column }: Writing,
  name: 'tool' | 'cost',
  lines: readonly CostLine[],
): Block => ({
  table: {
    columns: [column(name, 3), column(name === 'tool' ? 'price' : 'amount', 1, true)],
    rows: lines.map((line) => [line.name, codeOf(line.amountHalalas)]),
    total: [text('row.total'), codeOf(addedUp(lines.map((line) => line.amountHalalas)))],
  },
});

export const tools = (writing: Writing): readonly Block[] => [
  costTable(writing, 'tool', writing.opened.inputs.tools),
  {
    pairs: [
      writing.pair('own', writing.money(writing.opened.inputs.ownContributionHalalas)),
      writing.pair('needed', writing.money(writing.opened.study.financingNeededHalalas)),
    ],
  },
];

const seasonsSaid = ({ text, opened: { answers } }: Writing): string => {
  const named = Array.isArray(answers.seasons) ? answers.seasons : [];
  const list: readonly Param[] = named.map((season) => ({
    key: `loan-application:seasons.choices.${String(season)}`,
  }));
  return text('seasons-note', {
    seasons: list.length === 0 ? { key: 'paper:none' } : { list, as: 'words' },
  });
};

export const production = (writing: Writing): readonly Block[] => {
  const {
    column,
    opened: { inputs },
  } = writing;
  return [
    {
      table: {
        columns: [
          column('product', 3),
          column('quantity', 1.4, true),
          column('times', 1.4, true),
          column('unit-price', 1.6, true),
          column('materials', 1.6, true),
          column('month-sales', 1.8, true),
        ],
        rows: inputs.products.map((line) => [
          line.name,
          { code: line.quantityEachTime.toLocaleString('en') },
          { code: line.timesAMonth.toLocaleString('en') },
          codeOf(line.priceHalalas),
          codeOf(line.materialsHalalas),
          codeOf(line.quantityEachTime * line.timesAMonth * line.priceHalalas),
        ]),
      },
    },
    { words: seasonsSaid(writing), quiet: true },
  ];
};

const monthRow = (
  { text, opened: { study } }: Writing,
  name: string,
  of: (month: MonthlyResult) => number,
): readonly Cell[] => [text(`row.${name}`), codeOf(of(study.expected)), codeOf(of(study.pessimistic))];

const breakEven = ({ text, opened: { study } }: Writing): string =>
  study.breakEvenUnits === null
    ? text('no-break-even')
    : text('break-even', { units: study.breakEvenUnits, sold: study.unitsAMonth });

export const monthly = (writing: Writing): readonly Block[] => {
  const {
    text,
    pair,
    months,
    money,
    column,
    opened: { study, rules },
  } = writing;
  return [
    {
      table: {
        columns: [
          column('figure', 2),
          column('expected', 1.2, true),
          column('pessimistic', 1.6, true, { percent: rules.pessimisticDropPercent }),
        ],
        rows: [
          monthRow(writing, 'revenue', ({ revenueHalalas }) => revenueHalalas),
          monthRow(writing, 'materials', ({ materialsHalalas }) => materialsHalalas),
          monthRow(writing, 'margin', ({ marginHalalas }) => marginHalalas),
          monthRow(writing, 'fixed', ({ fixedHalalas }) => fixedHalalas),
          monthRow(writing, 'surplus', ({ surplusHalalas }) => surplusHalalas),
        ],
        total: monthRow(writing, 'capacity', ({ repaymentCapacityHalalas }) => repaymentCapacityHalalas),
      },
    },
    {
      pairs: [
        pair('break-even', breakEven(writing)),
        pair('payback', study.paybackMonths === null ? text('no-payback') : months(study.paybackMonths)),
        pair('weakest', [
          `${text(`month.${study.weakestMonth.month}`)}:`,
          ...[money(study.weakestMonth.surplusHalalas)].flat(),
        ]),
      ],
    },
    { words: text('capacity-note', { percent: rules.repaymentSharePercent }), quiet: true },
  ];
};

export const financing = ({
  text,
  pair,
  months,
  money,
  opened: { application, product, study },
}: Writing): readonly Block[] => [
  {
    pairs: [
      pair('product', product.name.ar),
      pair('amount', money(Number(application.amountHalalas))),
      ...(Number(application.amountHalalas) > study.financingNeededHalalas
        ? [pair('beyond', money(Number(application.amountHalalas) - study.financingNeededHalalas))]
        : []),
      pair('months', { code: String(application.months) }),
      pair('grace', months(application.graceMonths)),
      pair('fee', product.feeRiyals === 0 ? text('none') : money(halalasOf(product.feeRiyals))),
      pair('rules', { code: String(application.rulesVersion) }),
    ],
  },
];

/** Who stands for it and since when; the ID masked as the applicant's. */
export const guarantor = ({ says, text, pair }: Writing, standing: Standing): readonly Block[] => [
  {
    pairs: [
      pair('name', standing.fullName),
      pair('national-id', { code: maskNationalId(standing.nationalId) }),
      pair('relation', says({ key: `staff-guarantor:relation.choices.${standing.relation}` })),
      pair('stands', text(`stands.${standing.how}`, { day: { date: standing.day } })),
    ],
  },
];

export const instalments = ({
  text,
  column,
  about,
  opened: { application, schedule },
}: Writing): readonly Block[] => {
  const first = addMonths(about.today, application.graceMonths + 1);
  const due = dueDaysOf(first, schedule.length);
  const hasProfit = schedule.some(({ profitHalalas }) => profitHalalas > 0);
  const paid = schedule.map(({ principalHalalas, profitHalalas }) => principalHalalas + profitHalalas);
  const parts = (principal: number, profit: number): readonly Cell[] =>
    hasProfit ? [codeOf(principal), codeOf(profit)] : [];
  return [
    {
      words: text('schedule-note', {
        day: { date: about.today, withHijri: true },
        first: { date: first, withHijri: true },
      }),
      quiet: true,
    },
    {
      table: {
        columns: [
          column('number', 0.7),
          column('gregorian', 1.4),
          column('hijri', 1.4),
          ...(hasProfit ? [column('principal', 1.2, true), column('profit', 1.2, true)] : []),
          column('instalment', 1.3, true),
        ],
        rows: schedule.map(({ number, principalHalalas, profitHalalas }, place) => [
          { code: String(number) },
          ...daysOf(due[place] ?? first),
          ...parts(principalHalalas, profitHalalas),
          codeOf(paid[place] ?? 0),
        ]),
        total: [
          text('row.total'),
          '',
          '',
          ...parts(
            addedUp(schedule.map(({ principalHalalas }) => principalHalalas)),
            addedUp(schedule.map(({ profitHalalas }) => profitHalalas)),
          ),
          codeOf(addedUp(paid)),
        ],
      },
    },
  ];
};

/** Who wrote it at the desk, and how the family agreed to it; nothing where the family applied itself. */
const desk = ({ text, pair, opened: { desk: written, application } }: Writing): readonly Labelled[] => {
  if (written === null || application.agreedAt === null) return [];
  const params = {
    day: { date: todayInRiyadh(application.agreedAt.getTime()), withHijri: true },
    seenBy: written.seenBy ?? '',
  };
  return [
    pair('written', written.by),
    pair('agreed', text(`agreed.${written.agreed === 'paper' ? 'paper' : 'chat'}`, params)),
  ];
};

export const signed = (writing: Writing): readonly Block[] => {
  const { pair, about, opened } = writing;
  return [
    { words: opened.opinion ?? '' },
    { pairs: [...desk(writing), pair('prepared', about.preparedBy), pair('sent', about.sentBy)] },
  ];
};
