import type { Role } from '../contract.ts';
import type { TaskState } from './states.ts';

export const taskKinds = [
  'registration',
  'document',
  'person-request',
  'correction',
  'application',
  'bank-decision',
  'signed-form',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** What a button of a card does. The first ones need no words; the others open a small flow of their own. */
export const verbs = [
  'claim',
  'open',
  'unmask',
  'verify',
  'approve',
  'approve-sure',
  'agreement',
  'back',
  'release',
  'done',
  'ask',
  'reply',
  'reject',
  'decline',
  'ready',
  'ready-sure',
  'visit',
  'correct',
  'send',
  'send-sure',
  'return',
  'grant',
  'grant-sure',
  'grant-less',
  'confirm',
  'confirm-sure',
  'give-back',
  'guarantor-call',
  'guarantor-sign',
  'guarantor-off',
  'sign-form',
  'take-back',
  'take-back-sure',
  'reassign',
] as const;
export type Verb = (typeof verbs)[number];

/** Working days within which each kind of task is promised to be done; a stage of an application has a promise of its own. */
export const dueInWorkingDays: { readonly [kind in TaskKind]: number } = {
  registration: 3,
  document: 2,
  'person-request': 1,
  correction: 3,
  application: 2,
  'bank-decision': 1,
  'signed-form': 1,
};

/** An unclaimed task that nobody took for so many working days is brought up again. */
export const unclaimedWorkingDays = 1;

const roleOfTopic: { readonly [topic: string]: Role } = {
  product: 'marketing-officer',
  money: 'finance-officer',
  licensing: 'licensing-officer',
};

/** Who works on each stage of an application. */
const roleOfStage: { readonly [stage: string]: Role } = {
  agreement: 'case-officer',
  study: 'case-officer',
  sending: 'finance-officer',
  bank: 'bank-officer',
  contract: 'case-officer',
};

/**
 * The role a task goes to; a request for a person goes by its topic, an application by its stage, and to the case officer
 * where none fits.
 */
export const roleFor = (kind: TaskKind, topic: string | null): Role => {
  if (kind === 'person-request') return roleOfTopic[topic ?? ''] ?? 'case-officer';
  if (kind === 'bank-decision') return 'finance-officer';
  return kind === 'application' ? (roleOfStage[topic ?? ''] ?? 'case-officer') : 'case-officer';
};

/** Buttons of a question that another button led to: they count where that one does. */
export const followsFrom: { readonly [verb: string]: Verb } = {
  'approve-sure': 'approve',
  'grant-sure': 'grant',
  'confirm-sure': 'confirm',
  'take-back-sure': 'take-back',
  'send-sure': 'send',
  'ready-sure': 'ready',
};

const verbsByKind: { readonly [kind in TaskKind]: readonly Verb[] } = {
  registration: ['approve', 'ask', 'decline'],
  document: ['verify', 'reject'],
  'person-request': ['reply', 'done'],
  correction: ['ask', 'done'],
  application: [],
  'bank-decision': ['confirm', 'give-back'],
  'signed-form': ['confirm', 'give-back'],
};

const verbsByStage: { readonly [stage: string]: readonly Verb[] } = {
  agreement: ['agreement', 'sign-form', 'take-back'],
  study: ['guarantor-call', 'guarantor-sign', 'ready', 'visit', 'correct', 'ask', 'guarantor-off', 'decline'],
  sending: ['send', 'return'],
  bank: ['grant', 'grant-less', 'return', 'decline'],
  contract: ['done'],
};

/**
 * The buttons of a task's card, in order; a task that is done has none but to look at it. What the family has not agreed
 * to cannot be approved: its agreement is asked for instead.
 */
export const verbsFor = (
  kind: TaskKind,
  state: TaskState,
  awaitsAgreement: boolean,
  topic: string | null = null,
): readonly Verb[] => {
  if (state === 'done') return ['open'];
  const own: readonly Verb[] = state === 'open' ? ['claim'] : ['unmask', 'release'];
  return [
    ...(state === 'open' ? own : []),
    'open',
    ...(kind === 'application' ? (verbsByStage[topic ?? ''] ?? []) : verbsByKind[kind]).map((verb) =>
      verb === 'approve' && awaitsAgreement ? 'agreement' : verb,
    ),
    'reassign',
    ...(state === 'open' ? [] : own),
  ];
};

export const isVerb = (word: string): word is Verb => (verbs as readonly string[]).includes(word);
