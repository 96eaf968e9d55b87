import type { Json, Message, Param, Told } from '../../engine/vocabulary.ts';
import { addDays, type IsoDate, todayInRiyadh } from '../../kernel/iso-dates.ts';
import { bySex } from '../by-sex.ts';
import type { Services, Source, SourceRequest } from '../contract.ts';
import { agreedTo, familyOf, familyStatus, memberById, openCase } from '../families/index.ts';
import { lastGuarantorOf, readNamed } from './guarantor-store.ts';
import { isOpen } from './policy.ts';
import { rulesInForce, rulesOfVersion } from './rules-store.ts';
import type { Transaction } from './store.ts';
import { type Application, grantedTo, lastApplicationOf, lastDeclineOf, readDecision } from './store.ts';
import { pictureButton } from './study-picture.ts';

/**
 * The day from which a family may apply again after its last application; null when it may now. Who said no to less, or
 * withdrew, was not declined by anybody.
 */
export const applyAgainOn = async (
  transaction: Transaction,
  services: Services,
  last: Application | null,
): Promise<IsoDate | null> => {
  if (last?.state !== 'declined') return null;
  const decline = await lastDeclineOf(transaction, last.id);
  if (!decline || decline.event === 'refuse') return null;
  const { applyAgainAfterDays } = await rulesOfVersion(transaction, last.rulesVersion);
  const day = addDays(todayInRiyadh(decline.at.getTime()), applyAgainAfterDays);
  return day > services.today ? day : null;
};

/** The rules in force and what is known of the family, for its application. */
export const financingRules: Source = async ({ transaction, services, actor }): Promise<Json> => {
  const force = await rulesInForce(transaction);
  if (!force) throw new Error('no financing rules are in force');
  const { family, profile } = await openCase(transaction, services, actor.personId);
  const last = await lastApplicationOf(transaction, actor.personId);
  return {
    version: force.version,
    rules: force.rules as unknown as Json,
    first: (await grantedTo(transaction, actor.personId)) === 0,
    registered: family !== null && family.state !== 'declined' && agreedTo(family),
    approved: family?.state === 'approved',
    openApplication: last && isOpen(last.state) ? last.number : null,
    applyAgainOn: await applyAgainOn(transaction, services, last),
    householdIncome: profile.householdIncome ?? null,
    salesMonthly: profile.salesMonthly ?? null,
    craft: profile.craft ?? [],
    products: profile.products ?? [],
  };
};

/** What «I changed my mind» would take back, as the first answers of that flow: the open application, where there is one. */
export const withdrawable: Source = async ({ transaction, actor }): Promise<Json> => {
  const last = await lastApplicationOf(transaction, actor.personId);
  const canBe = last !== null && isOpen(last.state) && last.state !== 'approved';
  return canBe ? { application: String(last.number) } : {};
};

const dayOf = (moment: Date): Param => ({ date: todayInRiyadh(moment.getTime()), withHijri: true });

/** Amount and months of what was approved or offered, with the application's number. */
const termsParams = ({ number, approvedHalalas, approvedMonths }: Application) => ({
  number: String(number),
  amount: { money: Number(approvedHalalas ?? 0) },
  months: { key: 'alerts:months', params: { count: approvedMonths ?? 0 } },
});

const waitsForNamed: { readonly [state: string]: string } = {
  invited: 'alerts:application-status.awaiting-guarantor-invited',
  opened: 'alerts:application-status.awaiting-guarantor-opened',
  proven: 'alerts:application-status.awaiting-guarantor-proven',
  expired: 'alerts:application-status.awaiting-guarantor-expired',
};

/** For whom an application waits that needs a guarantor: for whoever was named, or for the family to name somebody. */
const whoIsAwaited = async (
  { transaction, services, actor }: SourceRequest,
  application: Application,
): Promise<Message> => {
  const guarantor = await lastGuarantorOf(transaction, application.id);
  const number = String(application.number);
  const key = 'alerts:application-status.awaiting-guarantor';
  if (guarantor?.state === 'declined') {
    return { key: 'alerts:application-status.awaiting-guarantor-declined', params: { number } };
  }
  const waits = waitsForNamed[guarantor?.state ?? ''];
  if (!guarantor || waits === undefined) {
    return { key, params: { number, promisedDay: dayOf(application.promisedAt ?? services.now) } };
  }
  const { name } = readNamed(guarantor, actor.key);
  const until = dayOf(guarantor.expiresAt ?? services.now);
  return { key: waits, params: { number, name, until } };
};

/** Where an application stands: what, with whom, by which day, and what is whose turn. */
const statusOf = async (request: SourceRequest, application: Application): Promise<readonly Message[]> => {
  const { transaction, services, actor } = request;
  const { state } = application;
  const key = `alerts:application-status.${state}`;
  const number = String(application.number);
  const promisedDay = dayOf(application.promisedAt ?? services.now);
  if (state === 'awaiting-guarantor') return [await whoIsAwaited(request, application)];
  switch (state) {
    case 'in-study': {
      const officer = application.claimedById ? await memberById(transaction, application.claimedById) : null;
      const params = { number, officer: officer?.name ?? { key: 'alerts:an-officer' }, promisedDay };
      return [{ key: bySex(key, officer?.sex), params }];
    }
    case 'offered':
      return [{ key, params: termsParams(application) }];
    case 'approved':
      return [{ key, params: { ...termsParams(application), promisedDay } }];
    case 'declined': {
      const words = readDecision(application, actor.key);
      const refused = (await lastDeclineOf(transaction, application.id))?.event === 'refuse';
      if (refused) return [{ key: 'alerts:application-status.refused', params: { number } }];
      const again = await applyAgainOn(transaction, services, application);
      return [
        { key, params: { number, words: { said: words ?? '' } } },
        again === null
          ? { key: 'alerts:application-status.again' }
          : { key: 'alerts:application-status.again-on', params: { day: { date: again, withHijri: true } } },
      ];
    }
    default:
      return [{ key, params: { number, promisedDay } }];
  }
};

/**
 * Why one was refused: the words in which the last refusal was told, and how to object; null where nothing is refused.
 */
export const whyRefused: Source = async (request): Promise<Json> => {
  const { transaction, actor } = request;
  const family = await familyOf(transaction, actor.personId);
  if (family?.state === 'declined') return { say: (await familyStatus(request, true)) as unknown as Json };
  const last = await lastApplicationOf(transaction, actor.personId);
  return last?.state === 'declined' ? { say: (await statusOf(request, last)) as unknown as Json } : null;
};

/** The flow in which one objects to the last refusal; null where nothing is refused. */
export const objectionTo: Source = async ({ transaction, actor }): Promise<Json> => {
  const family = await familyOf(transaction, actor.personId);
  if (family?.state === 'declined') return { flow: 'talk-to-person', params: { topic: 'objection' } };
  const last = await lastApplicationOf(transaction, actor.personId);
  return last?.state === 'declined'
    ? { flow: 'loan-objection', params: { application: String(last.number) } }
    : null;
};

/** Where one's own cases stand: the registration, the talks, and the application for financing. */
export const status: Source = async (request) => {
  const last = await lastApplicationOf(request.transaction, request.actor.personId);
  const said = await familyStatus(request, last !== null);
  if (!last) return said as unknown as Json;
  const told = await statusOf(request, last);
  const asksMore = request.params.about !== undefined || !isOpen(last.state);
  return [
    ...said,
    ...told.map(
      (words, place): Told =>
        asksMore || place < told.length - 1 ? words : { ...words, choices: [pictureButton] },
    ),
  ] as unknown as Json;
};
