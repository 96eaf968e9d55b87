import { kindRules } from './kinds/index.ts';
import type { CompiledFlow } from './registry.ts';
import type { Answers, Json, Message, Param, Params, Question } from './vocabulary.ts';

const skipped: Param = { key: 'common:value.skipped' };
const notSent: Param = { key: 'common:value.not-sent' };
const sentKinds: ReadonlySet<Question['kind']> = new Set(['photo', 'document', 'voice']);

/** An answer as its owner reads it: choices by their labels, money and dates by locale, IDs and IBANs masked. */
export const describeAnswer = (
  question: Question,
  value: Json,
  namespace: string,
  textKey: string,
): Param => {
  if (value === null) return sentKinds.has(question.kind) ? notSent : skipped;
  if (question.kind === 'group') return describeLines(question, value, namespace);
  return kindRules[question.kind].describe(value, { ...question, key: textKey }, namespace);
};

const describeLine = (group: Question, line: Json, namespace: string): Param => {
  const answers = (line ?? {}) as Answers;
  const shown = (group.questions ?? []).filter((question) => (answers[question.key] ?? null) !== null);
  if (group.phrased && shown.length === group.questions?.length) {
    const params = shown.map((question) => [
      question.key,
      describeAnswer(question, answers[question.key] ?? null, namespace, `${group.key}.${question.key}`),
    ]);
    return { key: `${namespace}:${group.key}.line`, params: Object.fromEntries(params) as Params };
  }
  return {
    list: shown.map((question) =>
      describeAnswer(question, answers[question.key] ?? null, namespace, `${group.key}.${question.key}`),
    ),
    as: 'fields',
  };
};

const describeLines = (group: Question, value: Json, namespace: string): Param => {
  const lines = Array.isArray(value) ? value : [];
  if (lines.length === 0) return { key: 'common:value.none' };
  const shown = lines.map(
    (line): Param => ({
      key: 'common:group.line',
      params: { line: describeLine(group, line, namespace) },
    }),
  );
  return { key: 'common:group.block', params: { lines: { list: shown, as: 'lines' } } };
};

export const describeItem = (group: Question, line: Json, namespace: string): Param => ({
  key: 'common:group.line',
  params: { line: describeLine(group, line, namespace) },
});

/** One line a question for the review, in the path's order. */
export const reviewLines = (
  compiled: CompiledFlow,
  answers: Answers,
  keys: readonly string[],
  describeSubflow: (flow: string, value: Json) => Param,
): readonly Param[] =>
  keys.flatMap((key) => {
    const position = compiled.index.get(key);
    const question = position === undefined ? undefined : compiled.flow.questions[position];
    // What only looks back on earlier answers is none of its own.
    const isAnswer = question && question.kind !== 'review' && !question.corrects;
    if (!isAnswer || !Object.hasOwn(answers, key)) return [];
    const value = answers[key] ?? null;
    const shown =
      question.subflow !== undefined && value !== null
        ? describeSubflow(question.subflow, value)
        : describeAnswer(question, value, compiled.namespace, key);
    const label: Param = { key: `${compiled.namespace}:${key}.label` };
    return [{ key: 'common:review.line', params: { label, value: shown } }];
  });

/** A subflow's answers as one value, for the review of the flow that asked it. */
export const describeAnswers = (compiled: CompiledFlow, value: Json): Param => {
  const answers = (value ?? {}) as Answers;
  return {
    list: compiled.flow.questions.flatMap((question) => {
      const given = answers[question.key] ?? null;
      if (given === null || question.routing) return [];
      return [describeAnswer(question, given, compiled.namespace, question.key)];
    }),
    as: 'fields',
  };
};

export const problemMessage = (
  namespace: string,
  textKey: string,
  problem: string,
  params: Message['params'],
): Message => ({
  key: `${namespace}:${textKey}.problem.${problem}`,
  or: `common:problem.${problem}`,
  ...(params ? { params } : {}),
});
