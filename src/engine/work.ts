import { type CompiledFlow, questionOf, type Registry } from './registry.ts';
import type {
  Answers,
  Command,
  Conversation,
  Facts,
  Frame,
  Json,
  Message,
  Need,
  Profile,
  Question,
  Reply,
  TurnContext,
  TurnEvent,
} from './vocabulary.ts';

/** Raised inside a turn when data is missing; takeTurn turns it into a `needs` outcome. */
export class MissingData extends Error {
  readonly need: Need;
  constructor(need: Need) {
    super(`data needed: ${need.source}`);
    this.need = need;
  }
}

/** Raised when a frame was left by a newer version of its flow than this process knows. */
export class NewerFrame extends Error {
  readonly flow: string;
  constructor(flow: string) {
    super(`a newer version of ${flow} left this conversation`);
    this.flow = flow;
  }
}

/** The key under which the caller hands in what a need asked for. */
export const needKey = (need: Need): string => `${need.source}:${JSON.stringify(need.params)}`;

/** One turn while it is being taken: local to takeTurn, written into its result at the end. */
export interface Work {
  readonly registry: Registry;
  readonly context: TurnContext;
  facts: Facts;
  frames: Frame[];
  parked: (readonly Frame[])[];
  profile: Profile;
  asked: number;
  album: Conversation['album'] | null;
  /** What will be said before the next question, in the same message. */
  said: Message[];
  readonly replies: Reply[];
  readonly events: TurnEvent[];
  command: Command | null;
  sensitive: boolean;
  steps: number;
}

const emptyProfile: Profile = { language: 'ar', address: null, called: null, digits: 'arabic' };

export const emptyConversation: Conversation = { frames: [], profile: emptyProfile, asked: 0 };

export const startWork = (registry: Registry, conversation: Conversation, context: TurnContext): Work => ({
  registry,
  context,
  facts: context.facts,
  frames: [...conversation.frames],
  parked: [...(conversation.parked ?? [])],
  profile: conversation.profile,
  asked: conversation.asked,
  album: conversation.album ?? null,
  said: [],
  replies: [],
  events: [],
  command: null,
  sensitive: false,
  steps: 0,
});

/** At the menu, wrong inputs are counted only while they follow each other: it is left and come back to for months. */
const atRest = (work: Work): readonly Frame[] => {
  const [home, ...others] = work.frames;
  if (home?.attempts === undefined || work.events.some((event) => event.type === 'refused'))
    return work.frames;
  const { attempts: _attempts, ...rested } = home;
  return [rested, ...others];
};

export const finishWork = (work: Work): Conversation => ({
  frames: atRest(work),
  ...(work.parked.length > 0 ? { parked: work.parked } : {}),
  profile: work.profile,
  asked: work.asked,
  // Of no use once another question was put.
  ...(work.album?.asked === work.asked ? { album: work.album } : {}),
});

export const dataFor = (work: Work, need: Need): Json => {
  const key = needKey(need);
  const found = work.context.data[key];
  if (found === undefined) throw new MissingData(need);
  return found;
};

export const topFrame = (work: Work): Frame | null => work.frames.at(-1) ?? null;

export const replaceTop = (work: Work, frame: Frame): void => {
  work.frames[work.frames.length - 1] = frame;
};

export const compiledOf = (work: Work, flow: string): CompiledFlow => {
  const compiled = work.registry.flows.get(flow);
  if (!compiled) throw new Error(`no flow is named ${flow}`);
  return compiled;
};

/** The question a frame waits at: one of the flow, or one of the line that is being filled in a group. */
export interface Waiting {
  readonly compiled: CompiledFlow;
  readonly question: Question;
  /** The group, when the question is one of its line's. */
  readonly group: Question | null;
  /** Answers that the question's rules look at. */
  readonly answers: Answers;
  /** Key of its texts below the namespace: `products.name` inside a group. */
  readonly textKey: string;
}

export const waitingOf = (work: Work, frame: Frame): Waiting | null => {
  if (frame.at === null) return null;
  const compiled = compiledOf(work, frame.flow);
  const position = compiled.index.get(frame.at);
  const question = position === undefined ? undefined : compiled.flow.questions[position];
  if (!question) return null;
  const item = frame.item;
  if (!item || item.group !== question.key) {
    return { compiled, question, group: null, answers: frame.answers, textKey: question.key };
  }
  const inner = question.questions?.find((candidate) => candidate.key === item.at);
  if (!inner) return null;
  return {
    compiled,
    question: inner,
    group: question,
    answers: item.answers,
    textKey: `${question.key}.${inner.key}`,
  };
};

/** What a question that is not answered yet would be answered with, as it is known already; null where nothing is. */
export const knownOf = ({ question, answers }: Waiting): Json =>
  question.kind === 'group' || Object.hasOwn(answers, question.key)
    ? null
    : (question.known?.(answers) ?? null);

/** A frame that comes to a group for the first time begins with the lines that are known already. */
export const withKnownLines = (frame: Frame, { key, kind, known }: Question): Frame => {
  const isBegun = frame.item !== undefined || frame.lines?.[key] !== undefined;
  if (kind !== 'group' || isBegun || Object.hasOwn(frame.answers, key)) return frame;
  const lines = known?.(frame.answers) ?? null;
  return Array.isArray(lines) && lines.length > 0
    ? { ...frame, lines: { ...frame.lines, [key]: lines } }
    : frame;
};

/** The question below that the top flow answers as its sub-flow, or null. */
export const parentQuestion = (work: Work): Question | null => {
  const below = work.frames.at(-2);
  const parent = below && below.at !== null ? questionOf(compiledOf(work, below.flow), below.at) : null;
  return parent !== null && parent.subflow === topFrame(work)?.flow ? parent : null;
};

/** Answered by whoever opened the flow (the task of a card's button): not the person's to change. */
export const isGiven = (frame: Frame, key: string): boolean => Object.hasOwn(frame.params ?? {}, key);

/**
 * How many questions of the path, before and after the waiting one, were answered by whoever opened the flow; what
 * is only carried along was never one of them.
 */
export const givenOnPath = (
  compiled: CompiledFlow,
  frame: Frame,
  facts: Facts,
): { readonly before: number; readonly after: number } => {
  const here = compiled.index.get(frame.at ?? '') ?? 0;
  const places = Object.keys(frame.params ?? {}).flatMap((key) => {
    const question = questionOf(compiled, key);
    const isAsked = question !== null && question.when?.(frame.answers, facts) !== false;
    return isAsked ? [compiled.index.get(key) ?? 0] : [];
  });
  return {
    before: places.filter((place) => place < here).length,
    after: places.filter((place) => place > here).length,
  };
};

/** A frame without the traces of the question it waited at before, waiting at another one from now on. */
export const settled = (work: Work, frame: Frame, changes: Partial<Frame>): Frame => {
  const {
    attempts: _attempts,
    lastProblem: _lastProblem,
    pending: _pending,
    offered: _offered,
    ...rest
  } = frame;
  return { ...rest, since: work.asked + 1, ...changes };
};

/** Lines of a group as they stand, done or not. */
export const linesOf = (frame: Frame, group: string): readonly Json[] => {
  const open = frame.lines?.[group];
  if (open) return open;
  const done = frame.answers[group];
  return Array.isArray(done) ? done : [];
};
