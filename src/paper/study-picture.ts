import type { Drawing, Message } from '../engine/vocabulary.ts';
import type { DrawnPicture } from './paper.ts';

const monthsOfYear = 12;

/** The picture of a study as words and lengths: all words are its reader's, in his or her language and digits. */
export const studyPicture = (
  drawing: Drawing,
  language: DrawnPicture['language'],
  says: (text: Message) => string,
): DrawnPicture => {
  const { project, salesHalalas, costsHalalas, months, instalmentHalalas, isChosen } = drawing;
  const leftHalalas = salesHalalas - costsHalalas;
  const text = (path: string, params: NonNullable<Message['params']> = {}): string =>
    says({ key: `paper:${path}`, params });
  const money = (halalas: number): string => text('money', { amount: { money: halalas } });
  const of = isChosen ? 'instalment' : 'capacity';
  const params = {
    instalment: { money: instalmentHalalas },
    rest: { money: Math.max(0, leftHalalas - instalmentHalalas) },
  };
  return {
    language,
    words: {
      brand: text('picture.brand'),
      title: text('picture.title'),
      project,
      salesLabel: text('picture.sales'),
      sales: money(salesHalalas),
      costsLabel: text('picture.costs'),
      costs: money(costsHalalas),
      leftLabel: text(leftHalalas < 0 ? 'picture.short' : 'picture.left'),
      left: money(Math.abs(leftHalalas)),
      year: text('picture.year'),
      legendCosts: text('picture.legend.costs'),
      legendLeft: text('picture.legend.left'),
      legendLoss: text('picture.legend.loss'),
      legendSeason: text('picture.legend.season'),
      instalmentTitle: text(`picture.${of}-title`),
      instalment: text(`picture.${of}`, params),
      note: text('picture.note'),
    },
    months: Array.from({ length: monthsOfYear }, (_, month) => text(`month.${month}`)),
    values: {
      left: leftHalalas,
      instalment: instalmentHalalas,
      months: months.map((month) => ({
        sales: month.salesHalalas,
        costs: month.costsHalalas,
        strong: month.isStrong,
      })),
    },
  };
};
