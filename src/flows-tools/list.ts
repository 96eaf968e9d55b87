import type { SampleWorld } from '../engine/check/house.ts';
import type { Registry } from '../engine/registry.ts';
import type { Question } from '../engine/vocabulary.ts';

/** A question as outsiders may rely on it; `choices` is null where none are fixed (typed answers, choices from data). */
export interface ListedQuestion {
  readonly key: string;
  readonly kind: string;
  readonly optional: boolean;
  readonly choices: readonly string[] | null;
}

export interface ListedFlow {
  readonly name: string;
  readonly version: number;
  readonly questions: readonly ListedQuestion[];
}

/** Every choice that somebody is offered: a question may offer a woman others than a man. */
const choicesOf = (question: Question, worlds: readonly SampleWorld[]): readonly string[] | null => {
  if (question.kind === 'yes-no') return ['yes', 'no'];
  const { choices } = question;
  if (choices === undefined) return null;
  if (typeof choices !== 'function') return choices;
  const offered = worlds.flatMap((world) =>
    choices({}, { ...world.facts, address: world.address, today: world.today }),
  );
  // None without any answers: they come from what was answered or loaded before.
  return offered.length === 0 ? null : [...new Set(offered)];
};

const listQuestion = (
  question: Question,
  worlds: readonly SampleWorld[],
  prefix: string,
): readonly ListedQuestion[] => [
  {
    key: `${prefix}${question.key}`,
    kind: question.kind,
    optional: question.optional === true,
    choices: choicesOf(question, worlds),
  },
  ...(question.questions ?? []).flatMap((inner) => listQuestion(inner, worlds, `${question.key}.`)),
];

/** The flows in their order; the questions of a repeated group's lines follow it as `group.question`. */
export const listFlows = (registry: Registry, worlds: readonly SampleWorld[]): readonly ListedFlow[] =>
  [...registry.flows.values()].map(({ flow }) => ({
    name: flow.name,
    version: flow.version,
    questions: flow.questions.flatMap((question) => listQuestion(question, worlds, '')),
  }));
