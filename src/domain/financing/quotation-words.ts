import type { Choice, Message, Param } from '../../engine/vocabulary.ts';
import type { IsoDate } from '../../kernel/iso-dates.ts';
import { type QuotationLack, quotationStanding } from './policy.ts';
import type { OpenedQuotation } from './quotation-store.ts';

/** Which quotation it is, as whoever sent it knows it. */
export const quotationNamed = ({ supplier, of, row }: OpenedQuotation): Param => {
  const params = { supplier: { said: supplier ?? '' }, of: { said: of ?? '' }, number: row.number };
  const name =
    supplier !== null && of !== null ? 'both' : supplier !== null ? 'supplier' : of !== null ? 'of' : 'plain';
  return { key: `alerts:quotation.name.${name}`, params };
};

/** The button that leads the family to sending a quotation, in the place of one that is named. */
export const quotationButton = (applicationNumber: number, instead?: number): Choice => ({
  id: `act:quotation:${applicationNumber}${instead === undefined ? '' : `:${instead}`}`,
  label: { key: `alerts:quotation.button.${instead === undefined ? 'send' : 'renew'}` },
});

const dayOf = (day: IsoDate | null, today: IsoDate): Param => ({ date: day ?? today, as: 'weekday' });

/**
 * What the family reads of its quotations with its status: each that holds or is looked at, each that must be renewed and
 * how, and that one is needed where there is none.
 */
export const quotationStatus = (
  quotations: readonly OpenedQuotation[],
  lack: QuotationLack | null,
  applicationNumber: number,
  today: IsoDate,
): { readonly messages: readonly Message[]; readonly choices: readonly Choice[] } => {
  const standing = quotations.map((quotation) => ({
    quotation,
    stands: quotationStanding({ state: quotation.row.state, validUntil: quotation.validUntil }, today),
  }));
  const told = standing.filter(({ stands }) => stands !== 'superseded');
  const renewed = told.filter(({ stands }) => stands === 'expired' || stands === 'rejected');
  return {
    messages: [
      ...told.map(
        ({ quotation, stands }): Message => ({
          key: `alerts:quotation.status.${stands}`,
          params: { name: quotationNamed(quotation), day: dayOf(quotation.validUntil, today) },
        }),
      ),
      ...(lack === 'missing' ? [{ key: 'alerts:quotation.status.missing' }] : []),
    ],
    choices: [
      ...renewed.map(({ quotation }) => quotationButton(applicationNumber, quotation.row.number)),
      ...(lack === 'missing' ? [quotationButton(applicationNumber)] : []),
    ].slice(0, 1),
  };
};
