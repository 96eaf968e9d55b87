import type { Answers } from '../../engine/vocabulary.ts';
import { addDays } from '../../kernel/iso-dates.ts';
import type { CommandHandler, CommandRequest, Effects } from '../contract.ts';
import {
  type ApplicationEvent,
  lacksVisit,
  moveApplication,
  recordVisit,
  whyNot,
} from '../financing/index.ts';
import { moveTask, readDetails, withWords } from '../tasks/index.ts';
import { endOfDay } from '../working-days.ts';
import { offerLess, refuse } from './application-acts.ts';
import {
  audited,
  byDay,
  lackingQuotation,
  moveOn,
  numbered,
  taken,
  toApplicant,
  told,
  toManagers,
} from './application-moves.ts';
import { type Act, freshCard, overtakenNow, refusal } from './authorise.ts';
import { toLettersHands } from './letter-beside.ts';
import { onTask, textOf } from './on-task.ts';
import { hasBankOfficer, hasSecond } from './too-few.ts';
import { actedOnFile } from './two-people.ts';

/** A small flow's words about an application, checked again when they come. */
const onApplication = (
  verb: string,
  event: ApplicationEvent,
  carryOut: (act: Act, answers: Answers, request: CommandRequest) => Promise<Effects>,
): CommandHandler =>
  onTask(verb, ['application'], async (act, request) => {
    const { application, task } = act.opened;
    const by = { memberId: act.member.id, role: act.member.role };
    const why = application ? whyNot(application.application, event, by) : null;
    if (why) return refusal(request.actor, why, task.id, verb);
    return carryOut(act, request.answers, request);
  });

const ask = onApplication('ask', 'ask', async (seen, answers) => {
  const act = await taken(seen);
  const { transaction, services, member } = seen;
  const application = act?.opened.application?.application;
  if (!act || !application) return overtakenNow(seen);
  const { case: owner, task } = act.opened;
  const by = { memberId: member.id, role: member.role };
  const moved = await moveApplication(transaction, services, application, 'ask', by);
  if (!moved) return overtakenNow(seen);
  const note = textOf(answers, 'note') ?? '';
  const said = { from: 'staff', text: note, at: services.now.toISOString(), by: member.id } as const;
  const { news: _news, ...rest } = readDetails(task, owner.key);
  // While it is the family's turn, the officer's own day waits with it.
  await moveTask(transaction, services, task, 'touch', {
    details: { key: owner.key, value: withWords(rest, said) },
    dueAt: endOfDay(addDays(services.today, 7)),
  });
  const params = {
    application: String(moved.number),
    note,
    officer: member.name,
    officerSex: member.sex ?? '',
  };
  return {
    replies: told('asked'),
    messages: [
      toApplicant(act, moved, { key: 'alerts:application-family.needs-more', params: numbered(moved) }),
    ],
    opens: [
      {
        personId: owner.personId,
        flow: 'answer-application',
        params,
        onceKey: `ask-application:${moved.id}:${moved.version}`,
      },
    ],
    audit: audited(act, 'asked', moved),
  };
});

const ready = onApplication('ready', 'mark-ready', async (seen, answers) => {
  if (seen.opened.case.family?.state !== 'approved') {
    return freshCard(seen, [{ key: 'alerts:application-result.not-registered' }]);
  }
  const act = await taken(seen);
  const opened = act?.opened.application;
  if (opened?.corrections.some(({ row }) => row.state === 'proposed')) {
    return freshCard(act ?? seen, [{ key: 'alerts:application-result.correction-waits' }]);
  }
  const quotations = act && (await lackingQuotation(act));
  if (quotations) return quotations;
  const withoutVisit = textOf(answers, 'withoutVisit');
  if (act && opened && lacksVisit(opened)) {
    if (withoutVisit === null) return freshCard(act, [{ key: 'alerts:application-result.no-visit' }]);
    const { id: memberId } = act.member;
    const none = { day: null, words: withoutVisit, byWoman: false, documentIds: [], memberId };
    await recordVisit(act.transaction, act.services, opened.application.id, act.opened.case.key, none);
  }
  const opinion = textOf(answers, 'opinion') ?? '';
  const moved = act && (await moveOn(act, 'mark-ready', { opinion }));
  if (!act || !moved) return overtakenNow(seen);
  const params = { ...numbered(moved), promisedDay: byDay(moved) };
  const { members, member, services } = act;
  // Said now, and to the manager: a promised day that nobody can keep is known when it is given.
  const lacking = [
    ...(hasSecond([...actedOnFile(act.opened.application), member.id], members, services.now)
      ? []
      : [{ key: 'alerts:too-few.sender' }]),
    ...(hasBankOfficer(members, services.now) ? [] : [{ key: 'alerts:too-few.bank' }]),
  ];
  return {
    replies: [...told('ready'), ...(lacking.length === 0 ? [] : [{ parts: lacking }])],
    messages: [
      toApplicant(act, moved, { key: 'alerts:application-family.ready', params }),
      ...(lacking.length === 0 ? [] : toManagers(act, moved, lacking)),
    ],
    audit: audited(act, 'ready', moved),
  };
});

/** Back to study with the reason: who studied it reads it on the card, and the family hears the new day. */
const giveBack = onApplication('return', 'return', async (act, answers) => {
  const returned = textOf(answers, 'note') ?? '';
  const moved = await moveOn(act, 'return', {}, { returned });
  if (!moved) return overtakenNow(act);
  const params = { ...numbered(moved), promisedDay: byDay(moved) };
  return {
    replies: told('returned'),
    messages: [
      toApplicant(act, moved, { key: 'alerts:application-family.returned', params }),
      ...(await toLettersHands(act, moved)),
    ],
    audit: audited(act, 'returned', moved),
  };
});

const decline = onApplication('decline', 'decline', async (act, answers) =>
  answers.sure === true
    ? refuse(act, textOf(answers, 'note') ?? '')
    : freshCard(act, [{ key: 'alerts:result.not-declined' }]),
);

const grantLess = onApplication('grant-less', 'approve-less', async (act, answers) =>
  answers.sure === true
    ? offerLess(
        act,
        { amountHalalas: Number(answers.amount ?? 0), months: Number(answers.months ?? 0) },
        textOf(answers, 'note') ?? '',
      )
    : freshCard(act, [{ key: 'alerts:application-result.not-offered' }]),
);

/** What the staff's and the bank's small flows about applications end with. */
export const applicationCommands: { readonly [name: string]: CommandHandler } = {
  'ask-applicant': ask,
  'mark-application-ready': ready,
  'return-application': giveBack,
  'decline-application': decline,
  'approve-application-less': grantLess,
};
