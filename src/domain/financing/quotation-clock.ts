import { hourInRiyadh, todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Effects, MessageToPerson, Services } from '../contract.ts';
import { memberById } from '../families/index.ts';
import { lockCase } from '../tasks/index.ts';
import { moveQuotation, type OpenedQuotation, quotationsOf, quotationsPast } from './quotation-store.ts';
import { quotationButton, quotationNamed } from './quotation-words.ts';
import type { Application, Transaction } from './store.ts';
import { tellFamily } from './tell-family.ts';

/** Quotations that one run of the job takes; what is left waits for the next run. */
const batch = 200;

/** People are told by day, from nine to eight in the evening in Riyadh. */
const isByDay = (now: Date): boolean => {
  const hour = hourInRiyadh(now.getTime());
  return hour >= 9 && hour < 20;
};

type Done = Required<Pick<Effects, 'messages' | 'audit'>>;

/** The officer who studies the application hears it too, once. */
const tellOfficer = async (
  transaction: Transaction,
  application: Application,
  quotation: OpenedQuotation,
): Promise<readonly MessageToPerson[]> => {
  const officer = application.claimedById ? await memberById(transaction, application.claimedById) : null;
  if (officer?.state !== 'active' || officer.personId === null) return [];
  const params = { name: quotationNamed(quotation), number: String(application.number) };
  return [
    {
      personId: officer.personId,
      policy: 'dialogue',
      onceKey: `quotation:${quotation.row.id}:expired:${officer.id}`,
      reply: { parts: [{ key: 'alerts:quotation.news.expired', params }] },
    },
  ];
};

const expire = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  quotation: OpenedQuotation,
): Promise<Done> => {
  const { id, number } = quotation.row;
  const params = {
    name: quotationNamed(quotation),
    day: { date: quotation.validUntil ?? todayInRiyadh(services.now.getTime()), as: 'weekday' as const },
    number: String(application.number),
  };
  const told = await tellFamily(
    transaction,
    services,
    application,
    { key: 'alerts:quotation.family.expired', params },
    { onceKey: `quotation:${id}:expired`, choices: [quotationButton(application.number, number)] },
  );
  return {
    messages: [told, ...(await tellOfficer(transaction, application, quotation))],
    audit: [
      {
        action: 'quotation.expired',
        subjectKind: 'application',
        subjectId: application.id,
        references: { application: application.number, quotation: number },
      },
    ],
  };
};

/**
 * What time brings about for quotations of applications that are still prepared: the day of one has passed, and the family
 * is told once, by day, which it is and how a new one is sent. What lies with the bank is left as it was sent.
 */
export const quotationsInTime = async (transaction: Transaction, services: Services): Promise<Done> => {
  const messages: MessageToPerson[] = [];
  const audit: Done['audit'][number][] = [];
  if (!isByDay(services.now)) return { messages, audit };
  for (const seen of await quotationsPast(transaction, services.today, batch)) {
    const { application } = seen;
    await lockCase(transaction, application.personId);
    const key = await services.keyOf(transaction, application.personId);
    const quotation = (await quotationsOf(transaction, application.id, key)).find(
      ({ row }) => row.id === seen.id,
    );
    const moved = quotation && (await moveQuotation(transaction, quotation, 'expire'));
    if (!quotation || !moved) continue;
    const done = await expire(transaction, services, application, quotation);
    messages.push(...done.messages);
    audit.push(...done.audit);
  }
  return { messages, audit };
};
