import type { Answers, Choice, Message, Param } from '../../engine/vocabulary.ts';
import { addDays, todayInRiyadh } from '../../kernel/iso-dates.ts';
import { bySex } from '../by-sex.ts';
import type { AuditEntry, CommandHandler, CommandRequest, Effects } from '../contract.ts';
import {
  type Application,
  type ApplicationChange,
  type ApplicationEvent,
  beginStage,
  isLess,
  moveApplication,
  offerParams,
  overtakenRecorders,
  whyNot,
} from '../financing/index.ts';
import { moveTask, readDetails, type TaskDetails, withWords } from '../tasks/index.ts';
import { endOfDay } from '../working-days.ts';
import { type Act, freshCard, refusal, taskAudit } from './authorise.ts';
import { makeBankFile } from './bank-file.ts';
import { monthsParam, nameParam } from './lines.ts';
import { onTask, own, reopened, textOf } from './on-task.ts';
import { managersOf } from './policy.ts';
import { toFamily } from './say.ts';
import { hasBankOfficer, hasSecond } from './too-few.ts';

const overtakenNow = (act: Act): Promise<Effects> => freshCard(act, [{ key: 'alerts:result.overtaken' }]);

const saidOnly = ({ said }: TaskDetails): TaskDetails => (said ? { said } : {});

/**
 * Moves the application of a task: the task is done, and whoever comes next gets one of its own with what was said so
 * far. Null when its state, a rule or another decision does not allow it any more.
 */
const moveOn = async (
  act: Act,
  event: ApplicationEvent,
  change: Omit<ApplicationChange, 'key' | 'registered'> = {},
  details: TaskDetails = {},
): Promise<Application | null> => {
  const { transaction, services, member, opened } = act;
  const { case: owner, task, application } = opened;
  if (!application) return null;
  const by = { memberId: member.id, role: member.role };
  const moved = await moveApplication(transaction, services, application.application, event, by, {
    ...change,
    key: owner.key,
    registered: owner.family?.state === 'approved',
  });
  if (!moved) return null;
  const finished = await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
  // The case is locked, so nobody can have been faster between the two: half a decision must not stand.
  if (!finished) throw new Error(`the task ${task.number} changed while its case was locked`);
  const next = { ...saidOnly(opened.details), ...details };
  await beginStage(transaction, services, moved, { key: owner.key, womenOnly: task.womenOnly }, next);
  return moved;
};

const audited = (
  act: Act,
  action: string,
  { id, number }: Application,
  more: AuditEntry['references'] = {},
) => taskAudit(act, `application.${action}`, { application: id, applicationNumber: number, ...more });

const numbered = ({ number }: Application): { readonly number: string } => ({ number: String(number) });

const byDay = ({ promisedAt, updatedAt }: Application): Param => ({
  date: todayInRiyadh((promisedAt ?? updatedAt).getTime()),
  withHijri: true,
});

const told = (name: string): readonly NonNullable<Effects['replies']>[number][] => [
  { parts: [{ key: `alerts:application-result.${name}` }] },
];

/** What the family hears of its application after a step, once for each step. */
const toApplicant = (
  act: Act,
  moved: Application,
  message: Message,
  more: { readonly further?: readonly Message[]; readonly choices?: readonly Choice[] } = {},
) => {
  const { case: owner, called } = act.opened;
  const onceKey = `application:${moved.id}:v${moved.version}`;
  return toFamily(owner.personId, called, message, { ...more, onceKey });
};

/** Who recorded a decision of the bank's letter that the bank itself was faster with, hears that. */
const toRecorders = async (
  { transaction, services, members }: Act,
  moved: Application,
): Promise<NonNullable<Effects['messages']>> => {
  const recorders = await overtakenRecorders(transaction, services, moved.id);
  return members
    .filter(({ id, state }) => recorders.includes(id) && state === 'active')
    .flatMap(({ id, personId }) =>
      personId === null
        ? []
        : [
            {
              personId,
              policy: 'dialogue' as const,
              onceKey: `application:${moved.id}:v${moved.version}:${id}`,
              reply: { parts: [{ key: 'alerts:bank-letter.overtaken', params: numbered(moved) }] },
            },
          ],
    );
};

/** The managers beside the one who acts. */
const toManagers = (
  { members, member, services }: Act,
  { id, version }: Application,
  parts: readonly Message[],
): NonNullable<Effects['messages']> =>
  managersOf(members, services.now)
    .filter((manager) => manager.id !== member.id)
    .flatMap(({ id: managerId, personId }) =>
      personId === null
        ? []
        : [
            {
              personId,
              policy: 'dialogue' as const,
              onceKey: `application:${id}:v${version}:${managerId}`,
              reply: { parts },
            },
          ],
    );

/** A file goes to the bank: by another person than the one who made it ready. */
export const send = async (act: Act): Promise<Effects> => {
  const moved = await moveOn(act, 'send');
  if (!moved) return overtakenNow(act);
  const file = await makeBankFile(act, moved);
  const params = { ...numbered(moved), promisedDay: byDay(moved) };
  return {
    replies: told('sent'),
    messages: [toApplicant(act, moved, { key: 'alerts:application-family.sent', params })],
    audit: audited(act, 'sent', moved, { file: file.number, document: file.documentId, sha256: file.sha256 }),
  };
};

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
      ...(await toRecorders(act, moved)),
    ],
    audit: audited(act, 'approved', moved),
  };
};

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

/** The act on an application that the member has, taking it first where nobody has it yet. */
const taken = async (act: Act): Promise<Act | null> => {
  const task = await own(act);
  return task && reopened(act, task);
};

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
  const opinion = textOf(answers, 'opinion') ?? '';
  const moved = act && (await moveOn(act, 'mark-ready', { opinion }));
  if (!act || !moved) return overtakenNow(seen);
  const params = { ...numbered(moved), promisedDay: byDay(moved) };
  const { members, member, services } = act;
  // Said now, and to the manager: a promised day that nobody can keep is known when it is given.
  const lacking = [
    ...(hasSecond(member.id, members, services.now) ? [] : [{ key: 'alerts:too-few.sender' }]),
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
      ...(await toRecorders(act, moved)),
    ],
    audit: audited(act, 'returned', moved),
  };
});

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
  return {
    replies: told('declined'),
    messages: [
      toApplicant(act, moved, message, {
        further: [explained(act, words), { key: 'alerts:application-family.declined-next' }],
        choices,
      }),
      ...(await toRecorders(act, moved)),
    ],
    audit: audited(act, 'declined', moved),
  };
};

const decline = onApplication('decline', 'decline', async (act, answers) =>
  answers.sure === true
    ? refuse(act, textOf(answers, 'note') ?? '')
    : freshCard(act, [{ key: 'alerts:result.not-declined' }]),
);

/** Less than was asked for is put to the family, with the bank's words where it has some. */
export const offerLess = async (
  act: Act,
  offered: { readonly amountHalalas: number; readonly months: number },
  words: string,
  letter?: Letter,
): Promise<Effects> => {
  const { application } = act.opened;
  if (!application) return overtakenNow(act);
  const asked = {
    amountHalalas: Number(application.application.amountHalalas),
    maximumMonths: application.product.maximumMonths,
  };
  if (!isLess(asked, offered)) return freshCard(act, [{ key: 'alerts:application-result.not-less' }]);
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
      ...(await toRecorders(act, moved)),
    ],
    opens: [
      {
        personId: act.opened.case.personId,
        flow: 'loan-offer',
        params: offerParams(moved),
        onceKey: `offer:${moved.id}:${moved.version}`,
      },
    ],
    audit: audited(act, 'offered', moved),
  };
};

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
