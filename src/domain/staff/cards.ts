import type { Choice, Message, Param, Reply } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Services } from '../contract.ts';
import { draftOf, type OpenedCase, openCase } from '../families/index.ts';
import {
  openTasksOf,
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
  /** Unfinished tasks for documents that came with the case; empty for a document's own task. */
  readonly papers: readonly Task[];
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
  const papers =
    task.kind === 'registration' || task.kind === 'correction'
      ? await openTasksOf(transaction, task.personId, 'document')
      : [];
  const { family } = opened;
  if (family) {
    const craft = family.craft.split(',').filter((id) => id !== '');
    return { task, case: opened, details, papers, called: opened.called, city: family.city, craft };
  }
  const draft = await draftOf(transaction, services, { personId: task.personId });
  return {
    task,
    case: opened,
    details,
    papers,
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

type Whose = Pick<OpenedTask, 'called' | 'city' | 'craft' | 'case'>;

const cityParam = (city: string): Param => ({ key: `registration:city.choices.${city}` });

const craftParam = (craft: readonly string[]): Param => ({
  list: craft.map((id) => ({ key: `registration:craft.choices.${id}` })),
  as: 'words',
});

const stageParam = (opened: OpenedCase): Param => ({ key: stageKey(opened) });

/** Where the family is, what it makes and where its case stands, a line each; `named` where its full name is not shown. */
export const whoseLines = (opened: Whose, { named }: { readonly named: boolean }): readonly Param[] => [
  ...(opened.case.family ? [line('number', { number: String(opened.case.family.number) })] : []),
  ...(named || opened.case.family === null ? [line('name', { name: nameParam(opened.called) })] : []),
  ...(opened.city === null ? [] : [line('city', { city: cityParam(opened.city) })]),
  ...(opened.craft.length === 0 ? [] : [line('craft', { craft: craftParam(opened.craft) })]),
  line('stage', { stage: stageParam(opened.case) }),
];

/** Values of one line, parted by dots. */
const dotted = (values: readonly Param[]): Param =>
  values.reduce((before, value) => ({ key: 'alerts:line.dotted', params: { before, value } }));

/** Whose it is in one line: name, town, craft. */
const whoseLine = ({ called, city, craft }: Whose): Param =>
  dotted([
    nameParam(called),
    ...(city === null ? [] : [cityParam(city)]),
    ...(craft.length === 0 ? [] : [craftParam(craft)]),
  ]);

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
  const words = mayLookCloser(reader, task.womenOnly) ? latestWords(opened) : null;
  const owner = members.find(({ id }) => id === task.claimedById);
  const papers = [
    ...(task.kind === 'document' ? [task.topic ?? 'other-document'] : []),
    ...opened.papers.map(({ topic }) => topic ?? 'other-document'),
  ];
  return [
    whoseLine(opened),
    dotted([stageParam(opened.case), line('since', { since: day(task.createdAt) })]),
    ...(task.state === 'done'
      ? []
      : [
          dotted([
            line(task.dueAt < now ? 'overdue' : 'promised', { promised: day(task.dueAt) }),
            owner ? line('claimed', { name: owner.name }) : line('unclaimed'),
          ]),
        ]),
    ...(papers.length === 0
      ? []
      : [
          line('document', {
            document: {
              list: [...new Set(papers)].map((paper) => ({ key: `alerts:document.${paper}` })),
              as: 'words' as const,
            },
          }),
        ]),
    ...(task.kind === 'person-request' && task.topic !== null
      ? [line('topic', { topic: { key: `alerts:topic.${task.topic}` } })]
      : []),
    ...(words === null ? [] : [line('message', { message: words })]),
    ...(details.when === undefined ? [] : [line('when', { when: withoutNumbers(details.when) })]),
    ...(task.womenOnly ? [line('woman-only')] : []),
    ...(task.state === 'done' ? [] : [line('expected', { expected: { key: expectedKey(opened) } })]),
  ];
};

const labelOf: { readonly [verb in Verb]: string } = {
  claim: 'claim',
  open: 'open',
  unmask: 'unmask',
  verify: 'verify',
  approve: 'approve',
  'approve-sure': 'approve-sure',
  back: 'back',
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

/** What only a woman may do where she was asked for: look at papers and numbers, and talk. */
const closerVerbs: { readonly [kind: string]: readonly Verb[] } = {
  'person-request': ['claim', 'reply', 'done', 'unmask'],
};

/** Whether a button would be refused to this member by the women's rule. */
export const mayPress = (reader: Member, task: Pick<Task, 'kind' | 'womenOnly'>, verb: Verb): boolean =>
  mayLookCloser(reader, task.womenOnly) ||
  !(closerVerbs[task.kind] ?? ['verify', 'reject', 'unmask']).includes(verb);

/** The buttons of the documents that came with a case, shown where its file is open. */
export const paperButtons = (opened: OpenedTask, reader: Member): readonly Choice[] =>
  opened.papers.flatMap((paper) =>
    (['verify', 'reject'] as const)
      .filter((verb) => mayPress(reader, paper, verb))
      .map((verb) => ({ id: actionId(verb, paper), label: { key: `alerts:button.${labelOf[verb]}` } })),
  );

export const buttonsFor = (opened: OpenedTask, reader: Member): readonly Choice[] => {
  const { task } = opened;
  return verbsFor(task.kind as TaskKind, task.state as TaskState)
    .filter((verb) => mayPress(reader, task, verb))
    .map((verb) => ({ id: actionId(verb, task), label: { key: `alerts:button.${labelOf[verb]}` } }));
};

/** What it is about, with the family's number where it has one. */
const titleOf = ({ case: { family } }: OpenedTask, key: string): Param =>
  family
    ? { key: 'alerts:title.numbered', params: { title: { key }, number: String(family.number) } }
    : { key };

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
        title: titleOf(opened, options.title ?? titleKey(opened)),
        lines: { list: taskLines(opened, members, reader, now), as: 'lines' },
      },
    },
  ],
  choices: buttonsFor(opened, reader),
});
