import type { Param } from '../../engine/vocabulary.ts';
import {
  needsQuotation,
  type OpenedApplication,
  type OpenedQuotation,
  quotationNamed,
} from '../financing/index.ts';

/** One quotation on a card: which, how many pages, how much and until when, or how it stands. */
export const quotationLine = (quotation: OpenedQuotation): Param => {
  const { row, validUntil, statedUntil } = quotation;
  const stated = row.state === 'received' && statedUntil !== null ? 'received-until' : row.state;
  const day = validUntil ?? statedUntil;
  return {
    key: `alerts:quotation.line.${stated}`,
    params: {
      name: quotationNamed(quotation),
      pages: { key: 'alerts:quotation.pages', params: { count: row.pages } },
      total: { money: Number(row.totalHalalas ?? 0) },
      until: day === null ? '' : { date: day },
    },
  };
};

/** The quotations that stand, and that one is needed where there is none. */
export const quotationLines = ({ quotations, product, application }: OpenedApplication): readonly Param[] => {
  const standing = quotations.filter(({ row }) => row.state !== 'superseded');
  const isNeeded = needsQuotation(product, Number(application.amountHalalas));
  if (standing.length === 0) return isNeeded ? [{ key: 'alerts:quotation.line.missing' }] : [];
  return standing.map(quotationLine);
};

/** The quotations that others took the place of; the bank reads only what holds. */
export const earlierQuotations = (
  { quotations }: Pick<OpenedApplication, 'quotations'>,
  isForBank: boolean,
): readonly Param[] =>
  isForBank ? [] : quotations.filter(({ row }) => row.state === 'superseded').map(quotationLine);
