import type { Choice, Message } from '../../engine/vocabulary.ts';
import { addDays, columnOfDay, type IsoDate, todayInRiyadh } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandHandler, EndForPerson, MessageToPerson, Services } from '../contract.ts';
import { familyByNumber, type OpenFlow, openCase, openFlowsIn } from '../families/index.ts';
import { conversationsToWatch, keepHalfWay, markWatched, type Reminded } from './half-way-store.ts';
import type { FinancingRules } from './rules.ts';
import { rulesInForce } from './rules-store.ts';
import type { Transaction } from './store.ts';

/** Conversations that one run of the job looks at; what is left waits for the next run. */
const batch = 200;
/** Days between the reminder and the end, at least: who is reminded late still has them. */
const leastDaysLeft = 7;

const flows = { own: 'loan-application', desk: 'desk-application' };

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Keeps what was answered of an application that was left half-way, for whom it was to be. */
export const keepHalfWayAnswers: CommandHandler = async ({ transaction, services, actor, answers }) => {
  const { family: number, version, ...given } = answers;
  const rulesVersion = typeof version === 'number' ? version : null;
  const isDesks = textOf(number) !== null;
  const family = isDesks ? await familyByNumber(transaction, Number(number)) : null;
  if (isDesks && (!family || actor.member === null)) return ok({});
  const owner = family ? await openCase(transaction, services, family.personId) : actor;
  const assistedById = isDesks ? (actor.member?.id ?? null) : null;
  await keepHalfWay(transaction, services, owner, { answers: given, rulesVersion, assistedById });
  return ok({
    audit: [
      {
        action: 'application.left-half-way',
        subjectKind: 'person',
        subjectId: owner.personId,
        references: { rules: rulesVersion, assistedBy: assistedById },
      },
    ],
  });
};

/** A half-way application that was found in a conversation. */
interface HalfWay {
  readonly key: string;
  readonly flow: string;
  readonly family: string | null;
  /** Key of the question that waits. */
  readonly at: string | null;
  /** Since which day nothing was done with it. */
  readonly since: IsoDate;
}

const isBegun = ({ answers }: OpenFlow): boolean => typeof answers.project === 'string';

export const halfWaysIn = (open: readonly OpenFlow[], waitingSince: Date): readonly HalfWay[] =>
  open
    .filter((frame) => (frame.flow === flows.own || frame.flow === flows.desk) && isBegun(frame))
    .map(({ flow, at, params, parkedOn }) => {
      const family = flow === flows.desk ? textOf(params.family) : null;
      return {
        key: family === null ? flow : `${flow}:${family}`,
        flow,
        family,
        at,
        since: parkedOn ?? todayInRiyadh(waitingSince.getTime()),
      };
    });

/** What the person is told, and the button that goes on: of her own application, or of the one for a family. */
const wordsOf = async (
  transaction: Transaction,
  services: Services,
  personId: string,
  { family }: HalfWay,
  name: 'reminder' | 'ended',
): Promise<{ readonly says: readonly Message[]; readonly choices: readonly Choice[] }> => {
  if (family === null) {
    const { called } = await openCase(transaction, services, personId);
    const knock: Message =
      called === ''
        ? { key: 'alerts:family.knock-nameless' }
        : { key: 'alerts:family.knock', params: { called } };
    const button = name === 'ended' ? 'again' : 'go-on';
    return {
      says: [knock, { key: `alerts:half-way.${name}` }],
      choices: [{ id: flows.own, label: { key: `alerts:half-way.button.${button}` } }],
    };
  }
  const row = await familyByNumber(transaction, Number(family));
  const called = row ? (await openCase(transaction, services, row.personId)).called : '';
  return {
    says: [{ key: `alerts:half-way.desk-${name}`, params: { called } }],
    choices: [{ id: `act:desk:${family}`, label: { key: 'alerts:half-way.button.desk' } }],
  };
};

type Days = Pick<FinancingRules, 'draftReminderDays' | 'draftEndsDays'>;

/** What is due of a half-way application: its one reminder, its end, or nothing. */
const dueOf = (
  { since }: HalfWay,
  remindedOn: IsoDate | undefined,
  today: IsoDate,
  { draftReminderDays, draftEndsDays }: Days,
): 'reminder' | 'ended' | null => {
  if (remindedOn === undefined) return today >= addDays(since, draftReminderDays) ? 'reminder' : null;
  const isOver = today >= addDays(since, draftEndsDays) && today >= addDays(remindedOn, leastDaysLeft);
  return isOver ? 'ended' : null;
};

/**
 * What time brings about for applications that were left half-way, by a family or at the desk: one reminder, and after a
 * long quiet an end that keeps the answers. Each conversation is looked at once a day.
 */
export const halfWaysInTime = async (
  transaction: Transaction,
  services: Services,
): Promise<{ readonly messages: readonly MessageToPerson[]; readonly ends: readonly EndForPerson[] }> => {
  const force = await rulesInForce(transaction);
  const messages: MessageToPerson[] = [];
  const ends: EndForPerson[] = [];
  const { today } = services;
  const day = columnOfDay(today);
  for (const row of force ? await conversationsToWatch(transaction, day, batch) : []) {
    const { id, personId, sealedState, waitingSince, draftsSeen } = row;
    const before = (draftsSeen?.reminded ?? {}) as Reminded;
    const reminded: { [draft: string]: IsoDate } = {};
    const key = await services.keyOf(transaction, personId);
    const { open, asked } = openFlowsIn({ id, sealedState }, key);
    for (const halfWay of halfWaysIn(open, waitingSince)) {
      const remindedOn = before[halfWay.key];
      const due = force ? dueOf(halfWay, remindedOn, today, force.rules) : null;
      if (remindedOn !== undefined) reminded[halfWay.key] = remindedOn;
      if (due === null) continue;
      const { says, choices } = await wordsOf(transaction, services, personId, halfWay, due);
      const onceKey = `half-way:${id}:${halfWay.key}:${due}-${today}`;
      if (due === 'reminder') {
        reminded[halfWay.key] = today;
        messages.push({ personId, policy: 'once', onceKey, reply: { parts: says, choices } });
      } else {
        const params = halfWay.family === null ? {} : { family: halfWay.family };
        ends.push({ personId, flow: halfWay.flow, params, asked, says, choices, onceKey });
      }
    }
    await markWatched(transaction, id, day, reminded);
  }
  return { messages, ends };
};
