import type { Choice, Message } from '../../engine/vocabulary.ts';
import { bySex } from '../by-sex.ts';
import type { Effects } from '../contract.ts';
import {
  type ApplicationChange,
  type ApplicationEvent,
  applyAgainOn,
  offerLimits,
  offerParams,
  offerProblem,
} from '../financing/index.ts';
import { audited, byDay, moveOn, numbered, toApplicant, told } from './application-moves.ts';
import { type Act, freshCard, overtakenNow } from './authorise.ts';
import { toLettersHands } from './letter-beside.ts';
import { monthsParam, nameParam } from './lines.ts';

/** The bank's yes is money: it is asked once more, with amount and months. */
export const confirmGrant = async ({ opened }: Act): Promise<Effects> => {
  if (!opened.application) throw new Error('an approval without its application');
  const { application } = opened.application;
  const { number, version } = opened.task;
  const answer = (verb: 'grant-sure' | 'back'): Choice => ({
    id: `act:${verb}:${number}:${version}`,
    label: { key: `alerts:button.${verb}` },
  });
  const params = {
    ...numbered(application),
    called: nameParam(opened.called),
    amount: { money: Number(application.amountHalalas) },
    months: monthsParam(application.months),
  };
  return {
    replies: [
      {
        parts: [{ key: 'alerts:application-grant-sure', params }],
        choices: [answer('grant-sure'), answer('back')],
      },
    ],
  };
};

/** The bank's letter that an act carries out; absent where the bank's own officer acts. */
type Letter = NonNullable<ApplicationChange['letter']>;

type Decided = 'approve' | 'approve-less' | 'decline';
const byLetter = (event: Decided, letter: Letter | undefined): ApplicationEvent =>
  letter ? `${event}-by-letter` : event;

export const grant = async (act: Act, letter?: Letter): Promise<Effects> => {
  const asked = act.opened.application?.application;
  if (!asked) return overtakenNow(act);
  const approved = { halalas: asked.amountHalalas, months: asked.months };
  const moved = await moveOn(act, byLetter('approve', letter), { approved, ...(letter ? { letter } : {}) });
  if (!moved) return overtakenNow(act);
  const params = {
    ...numbered(moved),
    amount: { money: Number(asked.amountHalalas) },
    months: monthsParam(asked.months),
    promisedDay: byDay(moved),
  };
  return {
    replies: told('granted'),
    messages: [
      toApplicant(act, moved, { key: 'alerts:application-family.approved', params }),
      ...(await toLettersHands(act, moved)),
    ],
    audit: audited(act, 'approved', moved),
  };
};

/** In whose words a decision was explained: the association's officer by name, the bank's as the bank. */
const explained = ({ opened, member }: Act, words: string): Message =>
  opened.task.topic === 'bank'
    ? { key: 'alerts:application-family.bank-wrote', params: { note: { said: words } } }
    : {
        key: bySex('alerts:family.written', member.sex),
        params: { officer: member.name, note: { said: words } },
      };

/** An application is declined, explained in words. */
export const refuse = async (act: Act, words: string, letter?: Letter): Promise<Effects> => {
  const change = { decision: words, ...(letter ? { letter } : {}) };
  const moved = await moveOn(act, byLetter('decline', letter), change);
  if (!moved) return overtakenNow(act);
  const choices = [
    { id: `act:contest:${moved.number}`, label: { key: 'alerts:family.button.object' } },
    { id: 'talk-to-person', label: { key: 'alerts:application-button.talk' } },
  ];
  const message = { key: 'alerts:application-family.declined', params: numbered(moved) };
  const again = await applyAgainOn(act.transaction, act.services, moved);
  const from: readonly Message[] =
    again === null
      ? []
      : [
          {
            key: 'alerts:application-family.declined-again',
            params: { day: { date: again, withHijri: true } },
          },
        ];
  return {
    replies: told('declined'),
    messages: [
      toApplicant(act, moved, message, {
        further: [explained(act, words), { key: 'alerts:application-family.declined-next' }, ...from],
        choices,
      }),
      ...(await toLettersHands(act, moved, words)),
    ],
    audit: audited(act, 'declined', moved),
  };
};

/** Less than was asked for is put to the family, with the bank's words where it has some. */
export const offerLess = async (
  act: Act,
  offered: { readonly amountHalalas: number; readonly months: number },
  words: string,
  letter?: Letter,
): Promise<Effects> => {
  const { application } = act.opened;
  if (!application) return overtakenNow(act);
  const { product } = application;
  const problem = offerProblem(offerLimits(application.application, product), offered);
  if (problem) return freshCard(act, [{ key: `alerts:application-result.offer.${problem}` }]);
  const moved = await moveOn(act, byLetter('approve-less', letter), {
    ...(words === '' ? {} : { decision: words }),
    approved: { halalas: BigInt(offered.amountHalalas), months: offered.months },
    ...(letter ? { letter } : {}),
  });
  if (!moved) return overtakenNow(act);
  const message = { key: 'alerts:application-family.offered', params: numbered(moved) };
  return {
    replies: told('offered'),
    messages: [
      toApplicant(act, moved, message, {
        further: words === '' ? [] : [explained(act, words)],
        choices: [{ id: `act:offer:${moved.number}`, label: { key: 'alerts:application-button.offer' } }],
      }),
      ...(await toLettersHands(act, moved)),
    ],
    opens: [
      {
        personId: act.opened.case.personId,
        flow: 'loan-offer',
        params: offerParams(moved, product),
        onceKey: `offer:${moved.id}:${moved.version}`,
      },
    ],
    audit: audited(act, 'offered', moved),
  };
};
