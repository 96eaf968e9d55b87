import type { Registry } from '../registry.ts';
import type { Flow, Question } from '../vocabulary.ts';
import { type FlowProblem, problemIn } from './problem.ts';

/** What of a question decides whether earlier answers still fit; choices as one line, since that is how they are read. */
export interface QuestionShape {
  readonly key: string;
  readonly kind: string;
  readonly optional?: true;
  readonly sensitive?: true;
  readonly choices?: string;
  readonly subflow?: string;
  readonly minimumItems?: number;
  readonly questions?: readonly QuestionShape[];
}

export interface FlowShape {
  readonly version: number;
  readonly questions: readonly QuestionShape[];
}

export type Shapes = { readonly [flow: string]: FlowShape };

const choicesShape = (question: Question): string | undefined => {
  if (question.choicesFrom) return '(from data)';
  if (typeof question.choices === 'function') return '(by answers)';
  return question.choices?.join(' | ');
};

const shapeOfQuestion = (question: Question): QuestionShape => {
  const choices = choicesShape(question);
  return {
    key: question.key,
    kind: question.kind,
    ...(question.optional ? { optional: true } : {}),
    ...(question.sensitive ? { sensitive: true } : {}),
    ...(choices === undefined ? {} : { choices }),
    ...(question.subflow === undefined ? {} : { subflow: question.subflow }),
    ...(question.minimumItems === undefined ? {} : { minimumItems: question.minimumItems }),
    ...(question.questions ? { questions: question.questions.map(shapeOfQuestion) } : {}),
  };
};

export const shapeOf = (flow: Flow): FlowShape => ({
  version: flow.version,
  questions: flow.questions.map(shapeOfQuestion),
});

/** The first question in which two shapes differ, in words. */
const difference = (before: FlowShape, now: FlowShape): string | null => {
  const last = Math.max(before.questions.length, now.questions.length);
  for (let position = 0; position < last; position++) {
    const was = before.questions[position];
    const is = now.questions[position];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    if (!was) return `${is?.key} was added`;
    if (!is) return `${was.key} was removed`;
    if (was.key === is.key) return `${is.key} was changed`;
    return now.questions.some(({ key }) => key === was.key)
      ? `${is.key} stands where ${was.key} stood`
      : `${was.key} was removed`;
  }
  return null;
};

/** Flows whose shape differs from what was written down under the same version. */
export const reshaped = (flow: Flow, shapes: Shapes): string | null => {
  const before = shapes[flow.name];
  return before && before.version === flow.version ? difference(before, shapeOf(flow)) : null;
};

/** A changed shape needs a version and a way for the answers; a flow that is gone must be known as retired. */
export const checkShapes = (registry: Registry, shapes: Shapes): readonly FlowProblem[] => {
  const problems: FlowProblem[] = [];
  for (const { flow } of registry.flows.values()) {
    const before = shapes[flow.name];
    const changed = reshaped(flow, shapes);
    if (!before) {
      problems.push(problemIn(flow.name, 'its shape is not written down yet: run the docs command'));
    } else if (changed !== null) {
      problems.push(
        problemIn(flow.name, `its shape changed (${changed}), but its version is still ${flow.version}`),
      );
    } else if (flow.version > before.version && !flow.migrate) {
      problems.push(
        problemIn(
          flow.name,
          `version ${flow.version} follows ${before.version} without a migrate for the answers given before`,
        ),
      );
    } else if (flow.version < before.version) {
      problems.push(
        problemIn(flow.name, `version ${flow.version} is older than the known ${before.version}`),
      );
    }
  }
  for (const name of Object.keys(shapes)) {
    if (registry.flows.has(name) || registry.retired.includes(name)) continue;
    problems.push(
      problemIn(name, 'is gone, but not listed as retired: whoever is in the middle of it is stranded'),
    );
  }
  return problems;
};
