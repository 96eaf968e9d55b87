import { kindRules } from './kinds/index.ts';
import { type Option, type ParseOutcome, problem } from './kinds/kind.ts';
import { confirmNumber } from './kinds/number.ts';
import { choiceIds } from './put-question.ts';
import type { Frame, Input, Json } from './vocabulary.ts';
import { dataFor, type Waiting, type Work } from './work.ts';

const noOptions: readonly Option[] = [];

/** The choices of the waiting question with every word by which they may be named. */
export const optionsOf = (work: Work, frame: Frame, waiting: Waiting): readonly Option[] => {
  if (frame.offered) return frame.offered.map(({ id, label }) => ({ id, labels: [label] }));
  const { compiled, question, textKey } = waiting;
  const ids = choiceIds(question, waiting.answers, work);
  if (ids.length === 0) return noOptions;
  const name = `${textKey}|${ids.join('|')}`;
  const known = compiled.options.get(name);
  if (known) return known;
  const options = ids.map((id) => ({
    id,
    labels: work.registry.lexicon.choiceLabels(compiled.namespace, textKey, id),
  }));
  compiled.options.set(name, options);
  return options;
};

/** What the waiting question's kind makes of an input, before any finer rule. */
export const readAnswer = (work: Work, frame: Frame, waiting: Waiting, input: Input): ParseOutcome => {
  const typed = input.type === 'text' ? input.text : null;
  const meant = typed === null ? null : (waiting.question.means?.(typed, waiting.answers) ?? null);
  if (meant !== null) return confirmNumber(meant);
  const refused = typed === null ? null : (waiting.question.refuses?.(typed) ?? null);
  if (refused !== null) return problem(refused);
  return kindRules[waiting.question.kind].parse(input, {
    question: waiting.question,
    options: optionsOf(work, frame, waiting),
    namespace: waiting.compiled.namespace,
    pending: frame.pending ?? null,
    today: work.context.today,
  });
};

/** The key of what a finer rule finds wrong with a value, or null. */
export const ruleProblem = (work: Work, waiting: Waiting, value: Json): string | null => {
  const { question, answers } = waiting;
  const checked = question.schema?.safeParse(value);
  if (checked && !checked.success) return checked.error.issues[0]?.message ?? 'invalid';
  if (!question.check) return null;
  const need = question.check.needs?.(value, answers);
  const data = need ? dataFor(work, need) : null;
  return question.check.problem(value, work.context, data, answers);
};
