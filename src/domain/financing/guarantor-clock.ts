import type { Message } from '../../engine/vocabulary.ts';
import { addDays } from '../../kernel/iso-dates.ts';
import type { Effects, MessageToPerson, Services } from '../contract.ts';
import { lockCase } from '../tasks/index.ts';
import { startOfDay } from '../working-days.ts';
import { releaseGuarantor, tellStudy } from './guaranteed.ts';
import {
  type Guarantor,
  guarantorById,
  guarantorsAsked,
  guarantorsOfDeclined,
  markReminded,
  moveGuarantor,
  readNamed,
} from './guarantor-store.ts';
import { rulesInForce } from './rules-store.ts';
import { applicationById, type Transaction } from './store.ts';
import { dayOf, guarantorButton, tellFamily } from './tell-family.ts';

/** Guarantors whom one run of the job takes; what is left waits for the next run. */
const batch = 50;

type Done = Required<Pick<Effects, 'messages' | 'audit'>>;

const nothing: Done = { messages: [], audit: [] };

/** The link's last day has passed, or it is near and nobody answered: the family hears it, once each. */
const afterTime = async (transaction: Transaction, services: Services, seen: Guarantor): Promise<Done> => {
  const before = await applicationById(transaction, seen.applicationId);
  if (!before) return nothing;
  await lockCase(transaction, before.personId);
  const guarantor = await guarantorById(transaction, seen.id);
  const application = await applicationById(transaction, before.id);
  if (!guarantor || !application || guarantor.version !== seen.version) return nothing;
  const key = await services.keyOf(transaction, application.personId);
  const { name } = readNamed(guarantor, key);
  const tell = (message: Message, onceKey: string) =>
    tellFamily(transaction, services, application, message, {
      onceKey,
      choices: [guarantorButton(application)],
    });
  const waits = application.state === 'awaiting-guarantor';
  if (guarantor.expiresAt !== null && guarantor.expiresAt > services.now) {
    await markReminded(transaction, services, guarantor);
    const params = { name, until: dayOf(guarantor.expiresAt) };
    const onceKey = `guarantor:${guarantor.id}:v${guarantor.version}:reminded`;
    return waits
      ? { ...nothing, messages: [await tell({ key: 'alerts:guarantor.reminder', params }, onceKey)] }
      : nothing;
  }
  const expired = await moveGuarantor(transaction, services, guarantor, 'expire', 'clock');
  if (!expired) return nothing;
  if (waits) await tellStudy(transaction, services, application, key, 'guarantor-expired');
  return {
    messages: waits
      ? [
          await tell(
            { key: 'alerts:guarantor.expired', params: { name } },
            `guarantor:${guarantor.id}:expired`,
          ),
        ]
      : [],
    audit: [
      {
        action: 'guarantor.expired',
        subjectKind: 'guarantor',
        subjectId: guarantor.id,
        references: { application: application.number },
      },
    ],
  };
};

const freed = async (
  transaction: Transaction,
  services: Services,
  { applicationId }: Guarantor,
): Promise<readonly MessageToPerson[]> => {
  const before = await applicationById(transaction, applicationId);
  if (!before) return [];
  await lockCase(transaction, before.personId);
  const application = await applicationById(transaction, applicationId);
  return application?.state === 'declined' ? releaseGuarantor(transaction, services, application) : [];
};

/**
 * What time brings about for guarantors: families are reminded, links end, and who stood for an application that was
 * declined so long ago that the family may apply anew is free.
 */
export const guarantorsInTime = async (transaction: Transaction, services: Services): Promise<Done> => {
  const force = await rulesInForce(transaction);
  if (!force) return nothing;
  const { guarantorLinkDays, guarantorReminderDays, applyAgainAfterDays } = force.rules;
  const { now, today } = services;
  const remindBy = startOfDay(addDays(today, guarantorLinkDays - guarantorReminderDays + 1));
  const messages: MessageToPerson[] = [];
  const audit: Done['audit'][number][] = [];
  for (const guarantor of await guarantorsAsked(transaction, { expiredBy: now, remindBy }, batch)) {
    const done = await afterTime(transaction, services, guarantor);
    messages.push(...done.messages);
    audit.push(...done.audit);
  }
  const declinedBefore = startOfDay(addDays(today, -applyAgainAfterDays));
  for (const guarantor of await guarantorsOfDeclined(transaction, declinedBefore, batch)) {
    messages.push(...(await freed(transaction, services, guarantor)));
  }
  return { messages, audit };
};
