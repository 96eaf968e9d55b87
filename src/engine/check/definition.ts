import { matchKey } from '../../kernel/text.ts';
import { isControl } from '../controls.ts';
import { limits } from '../limits.ts';
import type { CompiledFlow, Registry } from '../registry.ts';
import type { Question } from '../vocabulary.ts';
import { type CheckedHouse, checkedLanguages } from './house.ts';
import { formsOf } from './message-keys.ts';
import { type FlowProblem, problemIn } from './problem.ts';

const everyQuestion = (
  questions: readonly Question[],
  prefix = '',
): readonly (readonly [string, Question])[] =>
  questions.flatMap((question): readonly (readonly [string, Question])[] => [
    [`${prefix}${question.key}`, question],
    ...everyQuestion(question.questions ?? [], `${prefix}${question.key}.`),
  ]);

const twice = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, position) => names.indexOf(name) !== position)),
];

const sensitiveKinds: readonly string[] = ['national-id', 'iban'];
const withChoices: readonly string[] = ['choice', 'multi-choice'];
const reserved = ['add', 'done', 'submit'];

const questionProblems = (name: string, question: Question, registry: Registry): readonly string[] => {
  const problems: string[] = [];
  const { kind, choices, subflow, questions } = question;
  if (sensitiveKinds.includes(kind) && !question.sensitive)
    problems.push(`${name} asks for a ${kind}, but is not marked sensitive`);
  if (withChoices.includes(kind) && choices === undefined && !question.choicesFrom)
    problems.push(`${name} is a ${kind} without choices`);
  if (kind === 'group' && (questions ?? []).length === 0)
    problems.push(`${name} is a group without questions`);
  if (kind === 'group' && (questions ?? []).some((inner) => inner.kind === 'group'))
    problems.push(`${name} is a group within which another group stands`);
  if (subflow !== undefined && !registry.flows.has(subflow))
    problems.push(`${name} is answered by the flow ${subflow}, which there is not`);
  if (Array.isArray(choices)) {
    const ids = choices as readonly string[];
    problems.push(...twice(ids).map((id) => `${name} offers ${id} twice`));
    problems.push(
      ...ids
        .filter((id) => isControl(id) || reserved.includes(id))
        .map((id) => `${name} offers ${id}, which is a control everywhere`),
    );
  }
  return problems;
};

/** Two choices of one question that read alike could not be told apart when their words are typed. */
const labelProblems = (
  house: CheckedHouse,
  namespace: string,
  name: string,
  question: Question,
): readonly string[] => {
  const ids = Array.isArray(question.choices) ? (question.choices as readonly string[]) : [];
  return checkedLanguages.flatMap((language) => {
    const owner = new Map<string, string>();
    const clashes = new Set<string>();
    for (const id of ids) {
      for (const { words } of formsOf(house.texts[language], `${namespace}:${name}.choices.${id}`)) {
        const key = matchKey(words);
        const other = owner.get(key);
        if (other !== undefined && other !== id)
          clashes.add(`${name} labels ${other} and ${id} alike in ${language}: "${words}"`);
        owner.set(key, id);
      }
    }
    return [...clashes];
  });
};

const mostControls = 4;

/** Buttons of a question at its fullest, which samples do not reach: a full group, all the choices that data may give. */
const fullestProblems = (house: CheckedHouse, name: string, question: Question): readonly string[] => {
  const perGroup = question.kind === 'group' ? 2 * limits.groupItems + 1 : 0;
  const most = (question.choicesFrom ? limits.choices : perGroup) + mostControls;
  return house.channels
    .filter(({ buttons }) => buttons !== null && most > buttons.most)
    .map(
      (channel) => `${name} may show ${most} buttons, over the ${channel.buttons?.most} of ${channel.name}`,
    );
};

/** What can be seen of a flow without trying it out. */
export const checkDefinition = (
  house: CheckedHouse,
  { flow, namespace }: CompiledFlow,
): readonly FlowProblem[] => {
  const questions = everyQuestion(flow.questions);
  const doubled = twice(questions.map(([name]) => name)).map(
    (name) => `the question ${name} stands there twice`,
  );
  const sentences = questions.flatMap(([name, question]) => [
    ...questionProblems(name, question, house.registry),
    ...labelProblems(house, namespace, name, question),
    ...fullestProblems(house, name, question),
  ]);
  return [...doubled, ...sentences].map((sentence) => problemIn(flow.name, sentence));
};

/** Names that lead nowhere: the home flow, and what intents open. */
export const checkRegistry = ({
  flows,
  home,
  intents,
  lexicon,
  retired,
}: Registry): readonly FlowProblem[] => {
  const problems: FlowProblem[] = [];
  if (!flows.has(home)) problems.push(problemIn(home, 'is the home flow, which there is not'));
  for (const [id, intent] of Object.entries(intents)) {
    if ('open' in intent && !flows.has(intent.open))
      problems.push(problemIn(intent.open, `is opened by the intent ${id}, but there is no such flow`));
  }
  for (const id of new Set(lexicon.intents.phrases.map((phrase) => phrase.id))) {
    if (!Object.hasOwn(intents, id))
      problems.push(problemIn('understanding', `has phrases for the intent ${id}, which there is not`));
  }
  for (const name of retired.filter((retiredName) => flows.has(retiredName)))
    problems.push(problemIn(name, 'is listed as retired, but is still there'));
  return problems;
};
