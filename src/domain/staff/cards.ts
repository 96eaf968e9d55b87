import type { Choice, Message, Param, Reply } from '../../engine/vocabulary.ts';
import { quotationNamed } from '../financing/index.ts';
import { type Task, type TaskKind, type TaskState, type Verb, verbsFor } from '../tasks/index.ts';
import { isOffered } from './application-verbs.ts';
import { fileButtons } from './bank-file-button.ts';
import { awaitsAgreement, type OpenedTask } from './opened-task.ts';
import { isOwner, mayLookCloser } from './policy.ts';
import type { Member } from './store.ts';
import { taskLines, titleKey } from './task-lines.ts';

const labelOf: { readonly [verb in Verb]: string } = {
  claim: 'claim',
  open: 'open',
  unmask: 'unmask',
  verify: 'verify',
  approve: 'approve',
  agreement: 'agreement',
  'approve-sure': 'approve-sure',
  back: 'back',
  release: 'release',
  done: 'done',
  ask: 'ask',
  reply: 'reply',
  reject: 'reject-document',
  decline: 'decline',
  ready: 'ready',
  'ready-sure': 'ready-sure',
  visit: 'visit',
  correct: 'correct',
  send: 'send',
  'send-sure': 'send-sure',
  return: 'return',
  grant: 'grant',
  'grant-sure': 'grant-sure',
  'grant-less': 'grant-less',
  confirm: 'confirm',
  'confirm-sure': 'confirm-sure',
  'give-back': 'give-back',
  'guarantor-call': 'guarantor-call',
  'guarantor-sign': 'guarantor-sign',
  'guarantor-off': 'guarantor-off',
  'sign-form': 'sign-form',
  'take-back': 'take-back',
  'take-back-sure': 'take-back-sure',
  reassign: 'reassign',
};

/** A button's id says what it does, to which task, and for which state of it the card was drawn (at most 56 bytes). */
const actionId = (verb: Verb, task: Task): string => `act:${verb}:${task.number}:${task.version}`;

/** What is compared is the bank's letter, or the form that a family signed. */
const labelFor = ({ kind }: Pick<Task, 'kind'>, verb: Verb): string =>
  kind === 'signed-form' && verb === 'confirm' ? 'confirm-form' : labelOf[verb];

/** What only a woman may do where she was asked for: look at papers and numbers, and talk. */
const closerVerbs: { readonly [kind: string]: readonly Verb[] } = {
  'person-request': ['claim', 'reply', 'done', 'unmask'],
};

/** Whether a button would be refused to this member by the women's rule. */
export const mayPress = (reader: Member, task: Pick<Task, 'kind' | 'womenOnly'>, verb: Verb): boolean =>
  mayLookCloser(reader, task.womenOnly) ||
  !(closerVerbs[task.kind] ?? ['verify', 'reject', 'unmask']).includes(verb);

/** A quotation's buttons say which it is: there may be several. */
const paperLabel = ({ application }: OpenedTask, paper: Task, verb: 'verify' | 'reject'): Message => {
  const quotation = application?.quotations.find(({ row }) => row.documentIds[0] === paper.documentId);
  return quotation
    ? { key: `alerts:quotation.button.${verb}`, params: { name: quotationNamed(quotation) } }
    : { key: `alerts:button.${labelOf[verb]}` };
};

/** The buttons of the documents that came with a case, shown where its file is open. */
export const paperButtons = (opened: OpenedTask, reader: Member): readonly Choice[] =>
  opened.papers.flatMap((paper) =>
    (['verify', 'reject'] as const)
      .filter((verb) => mayPress(reader, paper, verb))
      .map((verb) => ({ id: actionId(verb, paper), label: paperLabel(opened, paper, verb) })),
  );

/**
 * What a member may do to a task as it stands; a card offers no approval before the family agreed, and of an application
 * only what its state and the member's role allow.
 */
export const verbsOf = (opened: OpenedTask, reader: Member): readonly Verb[] => {
  const { kind, state, topic } = opened.task;
  return verbsFor(kind as TaskKind, state as TaskState, awaitsAgreement(opened), topic).filter((verb) =>
    isOffered(opened, reader, verb),
  );
};

/** What a reader may do to a task; where a colleague has it, it is only looked at. */
export const buttonsFor = (
  opened: OpenedTask,
  members: readonly Member[],
  reader: Member,
  now: Date,
): readonly Choice[] => {
  const { task } = opened;
  const owns = isOwner(reader, members, task, now);
  return verbsOf(opened, reader)
    .filter((verb) => mayPress(reader, task, verb) && (owns || verb === 'open'))
    .map((verb) => ({ id: actionId(verb, task), label: { key: `alerts:button.${labelFor(task, verb)}` } }));
};

/** What it is about, with the number by which the family knows it: the application's, else the registration's. */
const titleOf = ({ case: { family }, application, quotation }: OpenedTask, key: string): Param => {
  const numbered = application?.application ?? quotation?.application ?? family;
  return numbered
    ? { key: 'alerts:title.numbered', params: { title: { key }, number: String(numbered.number) } }
    : { key };
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
        title: titleOf(opened, options.title ?? titleKey(opened)),
        lines: { list: taskLines(opened, members, reader, now), as: 'lines' },
      },
    },
  ],
  choices: [...buttonsFor(opened, members, reader, now), ...fileButtons(opened, reader)],
});
