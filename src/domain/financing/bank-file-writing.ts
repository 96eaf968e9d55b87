import type { Answers, Message } from '../../engine/vocabulary.ts';
import { toHijri } from '../../kernel/hijri.ts';
import type { IsoDate } from '../../kernel/iso-dates.ts';
import type { Halalas } from '../../kernel/money.ts';
import type { Cell } from '../contract.ts';
import type { Standing } from './guarantor-desk.ts';
import type { OpenedApplication } from './opened.ts';

/** What the file says beside the application itself. */
export interface AboutFile {
  /** The answers of the registration. */
  readonly profile: Answers;
  readonly guarantor: Standing | null;
  readonly preparedBy: string;
  readonly sentBy: string;
  readonly today: IsoDate;
  readonly licence: string;
}

/** A text of locales/ in the paper's language. */
export type Says = (text: Message) => string;

type Params = NonNullable<Message['params']>;
export interface Labelled {
  readonly label: string;
  readonly value: Cell;
}

const halalasInRiyal = 100;

/** An amount in riyals as columns have it: with both decimals, a loss with its sign. */
export const codeOf = (halalas: Halalas): { readonly code: string } => ({
  code: (halalas / halalasInRiyal).toLocaleString('en', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }),
});

/** An amount with its currency, as sentences have it, a loss with its sign before the number. */
const moneyOf = (says: Says, halalas: Halalas): Cell => {
  if (halalas < 0) return [codeOf(halalas), says({ key: 'paper:riyal' })];
  return says({ key: 'paper:money', params: { amount: { money: halalas } } });
};

export const addedUp = (amounts: readonly Halalas[]): Halalas =>
  amounts.reduce((sum, amount) => sum + amount, 0);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A day in both calendars, year first, as columns have it. */
export const daysOf = (iso: IsoDate): readonly [Cell, Cell] => {
  const { year, month, day } = toHijri(iso);
  return [{ code: iso.replaceAll('-', '/') }, { code: `${year}/${twoDigits(month)}/${twoDigits(day)}` }];
};

/** What each part of the file is written with. */
export const writingOf = (opened: OpenedApplication, about: AboutFile, says: Says) => {
  const text = (path: string, params: Params = {}): string => says({ key: `paper:${path}`, params });
  return {
    opened,
    about,
    says,
    text,
    pair: (name: string, value: Cell): Labelled => ({ label: text(`label.${name}`), value }),
    months: (count: number): string => text('months', { count }),
    money: (halalas: Halalas): Cell => moneyOf(says, halalas),
    column: (name: string, share: number, numbers = false, params: Params = {}) => ({
      title: text(`column.${name}`, params),
      share,
      ...(numbers ? { numbers } : {}),
    }),
  };
};
export type Writing = ReturnType<typeof writingOf>;
