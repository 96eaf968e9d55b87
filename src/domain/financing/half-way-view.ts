import type { IsoDate } from '../../kernel/iso-dates.ts';
import type { Services } from '../contract.ts';
import { openCase, openFlowsIn } from '../families/index.ts';
import { halfWaysIn } from './half-way.ts';
import type { Transaction } from './store.ts';

/** What staff may see of an application that a family began and has not submitted: that it is there, and where it waits. */
export interface BegunApplication {
  readonly conversationId: string;
  readonly called: string;
  /** Key of the question that waits. */
  readonly at: string | null;
  readonly since: IsoDate;
}

/** Conversations that are looked through for the latest: their words are sealed, so each is opened. */
const mostLookedAt = 50;

/** Only a family that is accepted can have begun one. */
const ofAccepted = { sealedState: { not: null }, person: { family: { state: 'approved' } } };

type Row = NonNullable<Awaited<ReturnType<Transaction['conversation']['findFirst']>>>;

const begunIn = async (
  transaction: Transaction,
  services: Services,
  row: Row,
): Promise<BegunApplication | null> => {
  const { open } = openFlowsIn(row, await services.keyOf(transaction, row.personId));
  const own = halfWaysIn(open, row.waitingSince).find(({ family }) => family === null);
  if (!own) return null;
  const { called } = await openCase(transaction, services, row.personId);
  return { conversationId: row.id, called, at: own.at, since: own.since };
};

/** The application that a family has half-way, by its conversation or by whose it is; null where there is none. */
export const begunApplicationOf = async (
  transaction: Transaction,
  services: Services,
  of: { readonly id: string } | { readonly personId: string },
): Promise<BegunApplication | null> => {
  const row = await transaction.conversation.findFirst({ where: { ...ofAccepted, ...of } });
  return row && begunIn(transaction, services, row);
};

/** The applications that families have half-way, the latest first. */
export const begunApplications = async (
  transaction: Transaction,
  services: Services,
  most: number,
): Promise<readonly BegunApplication[]> => {
  const rows = await transaction.conversation.findMany({
    where: ofAccepted,
    orderBy: [{ waitingSince: 'desc' }, { id: 'asc' }],
    take: mostLookedAt,
  });
  const begun: BegunApplication[] = [];
  for (const row of rows) {
    if (begun.length === most) break;
    const found = await begunIn(transaction, services, row);
    if (found) begun.push(found);
  }
  return begun;
};
