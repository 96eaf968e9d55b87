import type { Choice, Message, Param, Reply } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Services } from '../contract.ts';
import { draftOf, type OpenedCase, openCase } from '../families/index.ts';
import {
  readDetails,
  type Task,
  type TaskDetails,
  type TaskKind,
  type TaskState,
  type Verb,
  verbsFor,
} from '../tasks/index.ts';
import { mayLookCloser, withoutNumbers } from './policy.ts';
import type { Member, Transaction } from './store.ts';

/** A task with all that its card says. */
export interface OpenedTask {
  readonly task: Task;
  readonly case: OpenedCase;
  readonly details: TaskDetails;
  /** How the person is called, also one who is not registered; empty where nobody knows. */
  readonly called: string;
  readonly city: string | null;
  readonly craft: readonly string[];
}

export const openTask = async (
  transaction: Transaction,
  services: Services,
  task: Task,
): Promise<OpenedTask> => {
  const opened = await openCase(transaction, services, task.personId);
  const details = readDetails(task, opened.key);
  const { family } = opened;
  if (family) {
    const craft = family.craft.split(',').filter((id) => id !== '');
    return { task, case: opened, details, called: opened.called, city: family.city, craft };
  }
  const draft = await draftOf(transaction, services, { personId: task.personId });
  return {
    task,
    case: opened,
    details,
    called: draft?.name ?? '',
    city: draft?.city ?? null,
    craft: draft?.craft ?? [],
  };
};

export const line = (name: string, params?: Message['params']): Param => ({
  key: `alerts:line.${name}`,
  ...(params ? { params } : {}),
});

const day = (moment: Date): Param => ({ date: todayInRiyadh(moment.getTime()) });

/** The name on a card, or that it is not known yet. */
export const nameParam = (called: string): Param => (called === '' ? { key: 'alerts:name-unknown' } : called);

const stageKey = ({ family }: OpenedCase): string => {
  if (!family) return 'alerts:stage.draft';
  const decided = family.state === 'approved' || family.state === 'declined';
  const agrees = family.assistedById === null || family.agreedAt !== null;
  return `alerts:stage.${decided || agrees ? family.state : 'awaiting-agreement'}`;
};

/** Where the family is, what it makes and where its case stands. */
export const whoseLines = (
  opened: Pick<OpenedTask, 'called' | 'city' | 'craft' | 'case'>,
): readonly Param[] => [
  ...(opened.case.family ? [line('number', { number: { code: String(opened.case.family.number) } })] : []),
  line('name', { name: nameParam(opened.called) }),
  ...(opened.city === null
    ? []
    : [line('city', { city: { key: `registration:city.choices.${opened.city}` } })]),
  ...(opened.craft.length === 0
    ? []
    : [
        line('craft', {
          craft: {
            list: opened.craft.map((id) => ({ key: `registration:craft.choices.${id}` })),
            as: 'words' as const,
          },
        }),
      ]),
  line('stage', { stage: { key: stageKey(opened.case) } }),
];

/** What a card is about: what the family did last, else what kind of task it is. */
export const titleKey = ({ task, details, case: { family } }: OpenedTask): string => {
  if (details.news !== undefined && details.news !== 'message') return `alerts:title.${details.news}`;
  if (task.kind === 'registration' && family?.assistedById) return 'alerts:title.assisted-registration';
  return `alerts:title.${task.kind}`;
};

const expectedKey = ({ task, details }: OpenedTask): string =>
  `alerts:expected.${details.news === undefined || details.news === 'message' ? task.kind : details.news}`;

/** The latest words of the family, without numbers. */
const latestWords = ({ details }: OpenedTask): string | null => {
  const last = details.said?.findLast(({ from }) => from === 'family');
  return last ? withoutNumbers(last.text).slice(0, 300) : null;
};

const taskLines = (
  opened: OpenedTask,
  members: readonly Member[],
  reader: Member,
  now: Date,
): readonly Param[] => {
  const { task, details } = opened;
  const words =
    mayLookCloser(reader, task.womenOnly) || task.documentId === null ? latestWords(opened) : null;
  const owner = members.find(({ id }) => id === task.claimedById);
  return [
    ...(task.kind === 'document'
      ? [line('document', { document: { key: `alerts:document.${task.topic ?? 'other-document'}` } })]
      : []),
    ...(task.kind === 'person-request' && task.topic !== null
      ? [line('topic', { topic: { key: `alerts:topic.${task.topic}` } })]
      : []),
    ...(words === null ? [] : [line('message', { message: words })]),
    ...(details.when === undefined ? [] : [line('when', { when: withoutNumbers(details.when) })]),
    ...(task.womenOnly ? [line('woman-only')] : []),
    line('since', { since: day(task.createdAt) }),
    ...(task.state === 'done'
      ? []
      : [line(task.dueAt < now ? 'overdue' : 'promised', { promised: day(task.dueAt) })]),
    owner ? line('claimed', { name: owner.name }) : line('unclaimed'),
    ...(task.state === 'done' ? [] : [line('expected', { expected: { key: expectedKey(opened) } })]),
  ];
};

const labelOf: { readonly [verb in Verb]: string } = {
  claim: 'claim',
  open: 'open',
  unmask: 'unmask',
  verify: 'verify',
  approve: 'approve',
  release: 'release',
  done: 'done',
  ask: 'ask',
  reply: 'reply',
  reject: 'reject-document',
  decline: 'decline',
  reassign: 'reassign',
};

/** A button's id says what it does, to which task, and for which state of it the card was drawn (at most 56 bytes). */
const actionId = (verb: Verb, task: Task): string => `act:${verb}:${task.number}:${task.version}`;

export const buttonsFor = (opened: OpenedTask, reader: Member): readonly Choice[] => {
  const { task } = opened;
  const closer = mayLookCloser(reader, task.womenOnly);
  return verbsFor(task.kind as TaskKind, task.state as TaskState)
    .filter((verb) => closer || !['verify', 'reject', 'unmask'].includes(verb))
    .map((verb) => ({ id: actionId(verb, task), label: { key: `alerts:button.${labelOf[verb]}` } }));
};

export interface CardOptions {
  readonly title?: string;
  /** Words of an answer that stand before the card. */
  readonly before?: readonly Message[];
}

/** The card of a task, read in three seconds: what, whose, since when, what is expected, buttons. No personal numbers. */
export const cardOf = (
  opened: OpenedTask,
  members: readonly Member[],
  reader: Member,
  now: Date,
  options: CardOptions = {},
): Reply => ({
  parts: [
    ...(options.before ?? []),
    {
      key: 'alerts:card',
      params: {
        title: { key: options.title ?? titleKey(opened) },
        lines: { list: [...whoseLines(opened), ...taskLines(opened, members, reader, now)], as: 'lines' },
      },
    },
  ],
  choices: buttonsFor(opened, reader),
});
