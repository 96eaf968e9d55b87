import type { Answers, Json, Told } from '../../engine/vocabulary.ts';
import type { Source, SourceRequest } from '../contract.ts';
import { agreedTo, familyOf, familyStatus, openCase } from '../families/index.ts';
import { applyAgainOn } from './again.ts';
import { guaranteesOfActor } from './guarantees.ts';
import { grantedStates, isOpen, projectAnswers } from './policy.ts';
import { rulesInForce } from './rules-store.ts';
import { grantedTo, lastApplicationOf, readAnswers } from './store.ts';
import { pictureButton } from './study-picture.ts';
import { refusalOf, timelineOf } from './timeline.ts';

/** The rules in force and what is known of a family, for its application. */
export const knownForApplication = async (
  { transaction, services }: Pick<SourceRequest, 'transaction' | 'services'>,
  { personId, key }: Pick<SourceRequest['actor'], 'personId' | 'key'>,
): Promise<Answers> => {
  const force = await rulesInForce(transaction);
  if (!force) throw new Error('no financing rules are in force');
  const { family, profile } = await openCase(transaction, services, personId);
  const last = await lastApplicationOf(transaction, personId);
  return {
    version: force.version,
    rules: force.rules as unknown as Json,
    first: (await grantedTo(transaction, personId)) === 0,
    registered: family !== null && family.state !== 'declined' && agreedTo(family),
    approved: family?.state === 'approved',
    openApplication: last && isOpen(last.state) ? last.number : null,
    applyAgainOn: await applyAgainOn(transaction, services, last),
    householdIncome: profile.householdIncome ?? null,
    salesMonthly: profile.salesMonthly ?? null,
    craft: profile.craft ?? [],
    products: profile.products ?? [],
    earlier: last && !isOpen(last.state) ? projectAnswers(readAnswers(last, key)) : null,
  };
};

/** The same for the family that applies itself. */
export const financingRules: Source = (request): Promise<Json> => knownForApplication(request, request.actor);

/** What «I changed my mind» would take back, as the first answers of that flow: the open application, where there is one. */
export const withdrawable: Source = async ({ transaction, actor }): Promise<Json> => {
  const last = await lastApplicationOf(transaction, actor.personId);
  const canBe = last !== null && isOpen(last.state) && !grantedStates.includes(last.state);
  return canBe ? { application: String(last.number) } : {};
};

/**
 * Why one was refused: the words in which the last refusal was told, and how to object; null where nothing is refused.
 */
export const whyRefused: Source = async (request): Promise<Json> => {
  const { transaction, actor } = request;
  const family = await familyOf(transaction, actor.personId);
  if (family?.state === 'declined') return { say: (await familyStatus(request, true)) as unknown as Json };
  const last = await lastApplicationOf(transaction, actor.personId);
  return last?.state === 'declined' ? { say: (await refusalOf(request, last)) as unknown as Json } : null;
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
export const standingOf = async (request: SourceRequest): Promise<readonly Told[]> => {
  const last = await lastApplicationOf(request.transaction, request.actor.personId);
  const family = await familyOf(request.transaction, request.actor.personId);
  const guarantees = await guaranteesOfActor(request, family === null);
  // Who only stands for somebody else has nothing of the own to be told of.
  const said =
    family === null && guarantees.length > 0
      ? [
          ...guarantees,
          ...(await familyStatus(request, false)).filter(({ key }) => key !== 'alerts:status.none'),
        ]
      : [...(await familyStatus(request, last !== null)), ...guarantees];
  if (!last) return said;
  const { messages, choices } = await timelineOf(request, last);
  const asksMore = request.params.about !== undefined || !isOpen(last.state);
  const below = [...choices, ...(asksMore ? [] : [pictureButton])];
  return [
    ...said,
    ...messages.map(
      (words, place): Told => (place < messages.length - 1 ? words : { ...words, choices: below }),
    ),
  ];
};

export const status: Source = async (request) => (await standingOf(request)) as unknown as Json;
