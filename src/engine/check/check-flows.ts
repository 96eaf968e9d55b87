import type { CompiledFlow } from '../registry.ts';
import type { Answers, Reply } from '../vocabulary.ts';
import { checkDefinition, checkRegistry } from './definition.ts';
import { type Explored, explore, saidBy } from './explore.ts';
import type { CheckedHouse, SampleWorld } from './house.ts';
import { type FlowProblem, problemIn } from './problem.ts';
import { replyProblems } from './rendered.ts';
import { checkShapes } from './shapes.ts';
import { checkExamples, checkTexts } from './texts.ts';

/** Whether a flow is to be tried in a world: what comes first comes alone, and nothing before what it requires. */
export const belongsIn = (
  { registry }: CheckedHouse,
  world: SampleWorld,
  { flow }: CompiledFlow,
): boolean => {
  const first = registry.first(world.facts);
  if (first !== null) return first === flow.name;
  return world.opens(flow.name) && !flow.requires?.(world.facts);
};

/** The params that a flow is opened with: none, and those of the house's own openings. */
export const openingsOf = ({ openings }: CheckedHouse, flow: string): readonly Answers[] => [
  {},
  ...openings.filter((opening) => opening.flow === flow).map(({ params }) => params),
];

const isFirstSomewhere = ({ registry, worlds }: CheckedHouse, flow: string): boolean =>
  worlds.some((world) => registry.first(world.facts) === flow);

/** Every way in which a flow is tried out. */
const exploreFlow = (house: CheckedHouse, compiled: CompiledFlow): readonly Explored[] => {
  const { name } = compiled.flow;
  const comesFirst = isFirstSomewhere(house, name);
  return house.worlds
    .filter((world) => belongsIn(house, world, compiled))
    .filter((world) => !comesFirst || house.registry.first(world.facts) === name)
    .map((world) => explore(house, world, name, openingsOf(house, name)));
};

const namesOf = ({ flow }: CompiledFlow): readonly string[] =>
  flow.questions
    .filter((question) => question.subflow === undefined)
    .flatMap((question) => [
      question.key,
      ...(question.questions ?? []).map((inner) => `${question.key}.${inner.key}`),
    ]);

const unreached = (
  house: CheckedHouse,
  compiled: CompiledFlow,
  explored: readonly Explored[],
): readonly string[] => {
  const { name } = compiled.flow;
  const given = new Set(openingsOf(house, name).flatMap((params) => Object.keys(params)));
  return namesOf(compiled)
    .filter((key) => !given.has(key) && !explored.some(({ reached }) => reached.has(`${name}.${key}`)))
    .map((key) => `the question ${key} is never reached`);
};

const checkTried = (house: CheckedHouse, compiled: CompiledFlow): readonly FlowProblem[] => {
  const explored = exploreFlow(house, compiled);
  const sentences = new Set(explored.flatMap(({ failures }) => failures));
  if (explored.length === 0) sentences.add('belongs in none of the sample worlds');
  else for (const sentence of unreached(house, compiled, explored)) sentences.add(sentence);
  const replies = new Map<string, Reply>();
  for (const reply of explored.flatMap((once) => once.replies)) {
    replies.set(saidBy(reply), reply);
  }
  for (const reply of replies.values()) {
    for (const sentence of replyProblems(house, reply)) sentences.add(sentence);
  }
  return [...sentences].map((sentence) => problemIn(compiled.flow.name, sentence));
};

/**
 * Everything that is wrong with the flows and their texts, as far as it can be known without people: definitions,
 * texts in every language and form, every question reached and every path ended by sample answers, everything said on
 * the way within every channel's limits, shapes against those written down.
 */
export const checkFlows = (house: CheckedHouse): readonly FlowProblem[] => {
  const compiled = [...house.registry.flows.values()];
  const broken = [
    ...checkRegistry(house.registry),
    ...compiled.flatMap((flow) => checkDefinition(house, flow)),
    ...compiled.flatMap((flow) => checkTexts(house, flow)),
    ...checkExamples(house.texts),
    ...(house.shapes ? checkShapes(house.registry, house.shapes) : []),
  ];
  const tried = compiled
    .filter(({ flow }) => flow.name !== house.registry.home)
    .flatMap((flow) => checkTried(house, flow));
  const known = new Set(broken.map(({ sentence }) => sentence));
  return [...broken, ...tried.filter(({ sentence }) => !known.has(sentence))];
};
