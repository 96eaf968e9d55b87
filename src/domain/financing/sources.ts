import type { Answers, Json, Told } from '../../engine/vocabulary.ts';
import type { Source, SourceRequest } from '../contract.ts';
import { agreedTo, familyOf, familyStatus, lastWords, openCase } from '../families/index.ts';
import { applyAgainOn } from './again.ts';
import { guaranteesOfActor } from './guarantees.ts';
import { halfWayOf } from './half-way-store.ts';
import { concernsDiffer, grantedStates, isOpen, projectAnswers } from './policy.ts';
import { type RulesInForce, rulesIfKnown, rulesInForce } from './rules-store.ts';
import { type Application, grantedTo, lastApplicationOf, readAnswers, type Transaction } from './store.ts';
import { pictureButton } from './study-picture.ts';
import { refusalOf, timelineOf } from './timeline.ts';

/**
 * What another application can begin from: what was left half-way, else the last one. Nothing while one is open.
 */
const earlierOf = async (
  { transaction, force }: { readonly transaction: Transaction; readonly force: RulesInForce },
  { personId, key }: Pick<SourceRequest['actor'], 'personId' | 'key'>,
  last: Application | null,
): Promise<Answers> => {
  if (last && isOpen(last.state)) return { earlier: null, earlierFrom: null };
  const kept = await halfWayOf(transaction, personId, key);
  if (!kept)
    return last
      ? { earlier: projectAnswers(readAnswers(last, key)), earlierFrom: 'last' }
      : { earlier: null, earlierFrom: null };
  const begun = kept.rulesVersion === null ? null : await rulesIfKnown(transaction, kept.rulesVersion);
  const changed =
    begun !== null &&
    kept.rulesVersion !== force.version &&
    force.rules.products.some((product) => concernsDiffer(begun, force.rules, product.key));
  return { earlier: kept.answers, earlierFrom: changed ? 'half-rules-changed' : 'half' };
};

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
    ...(await earlierOf({ transaction, force }, { personId, key }, last)),
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

/**
 * The flow in which one objects to the last refusal, with the reasons told already; where nothing is refused, reasons go
 * to a person, and without any it is null.
 */
export const objectionTo: Source = async ({ transaction, actor, params }): Promise<Json> => {
  const told = typeof params.message === 'string' ? { message: params.message } : {};
  const family = await familyOf(transaction, actor.personId);
  if (family?.state === 'declined')
    return { flow: 'talk-to-person', params: { topic: 'objection', ...told } };
  const last = await lastApplicationOf(transaction, actor.personId);
  return last?.state === 'declined'
    ? { flow: 'loan-objection', params: { application: String(last.number), ...told } }
    : Object.hasOwn(told, 'message')
      ? { flow: 'talk-to-person', params: { topic: 'other', ...told } }
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
  const kept =
    last && isOpen(last.state)
      ? null
      : await halfWayOf(request.transaction, request.actor.personId, request.actor.key);
  const half: readonly Told[] = kept
    ? [
        {
          key: 'alerts:half-way.kept',
          unless: 'loan-application',
          choices: [{ id: 'loan-application', label: { key: 'alerts:half-way.button.again' } }],
        },
      ]
    : [];
  if (!last) return [...said, ...half];
  const { messages, choices } = await timelineOf(request, last);
  const asksMore = request.params.about !== undefined || !isOpen(last.state);
  const below = [...choices, ...(asksMore ? [] : [pictureButton])];
  return [
    ...said,
    ...messages.map(
      (words, place): Told => (place < messages.length - 1 ? words : { ...words, choices: below }),
    ),
    ...half,
  ];
};

export const status: Source = async (request) => (await standingOf(request)) as unknown as Json;

/** What staff last wrote; that nothing came yet and where the own cases stand, where nobody did. */
export const lastWordsOf: Source = async (request) => {
  const words = await lastWords(request);
  const told: readonly Told[] = words
    ? [words]
    : [{ key: 'alerts:last-words.none' }, ...(await standingOf(request))];
  return told as unknown as Json;
};
