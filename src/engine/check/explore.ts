import { questionOf } from '../registry.ts';
import type { Answers, Command, Conversation, Input, Question, Reply, Turn } from '../vocabulary.ts';
import { emptyConversation } from '../work.ts';
import { driveTurn } from './drive.ts';
import type { CheckedHouse, SampleWorld } from './house.ts';
import { messagesOf } from './message-keys.ts';
import { sampleInputs, sideInputs } from './samples.ts';

/** What trying out a flow brought to light. */
export interface Explored {
  /** What was said, the longest of those that differ in their values only. */
  readonly replies: readonly Reply[];
  /** Keys of the questions that waited, as `flow.key` or `flow.group.key`. */
  readonly reached: ReadonlySet<string>;
  readonly commands: readonly Command[];
  /** How many paths came to their end. */
  readonly ends: number;
  /** What went wrong on the way, one sentence each. */
  readonly failures: readonly string[];
}

interface Standing {
  readonly conversation: Conversation;
  readonly reply: Reply;
  /** The question before, since what may follow it is tried anew behind each. */
  readonly before: string;
  readonly steps: number;
}

interface Fork extends Standing {
  readonly input: Input;
}

const mostSteps = 150;
const mostForks = 5000;

const describeInput = (input: Input): string =>
  input.type === 'text' ? `"${input.text.slice(0, 30)}"` : `[${'id' in input ? input.id : input.type}]`;

const lastAsking = (turn: Turn): Reply | undefined =>
  turn.replies.findLast((reply) => reply.asked !== undefined);

/** What is said and offered, whatever the values in it. */
export const saidBy = (reply: Reply): string =>
  JSON.stringify([
    messagesOf(reply).map(({ key, or, params }) => [key, or, Object.keys(params ?? {})]),
    [...(reply.choices ?? []), ...(reply.controls ?? [])].map(({ id }) => id),
    reply.media?.kind ?? reply.drawing?.kind,
  ]);

const sizeOf = ({ parts }: Reply): number => JSON.stringify(parts).length;

class Explorer {
  readonly house: CheckedHouse;
  readonly world: SampleWorld;
  readonly flow: string;
  readonly replies = new Map<string, Reply>();
  readonly reached = new Set<string>();
  readonly commands: Command[] = [];
  readonly failures = new Set<string>();
  readonly forks: Fork[] = [];
  readonly tried = new Set<string>();
  ends = 0;

  constructor(house: CheckedHouse, world: SampleWorld, flow: string) {
    this.house = house;
    this.world = world;
    this.flow = flow;
  }

  turn(conversation: Conversation, input: Input): Turn | null {
    const { registry } = this.house;
    const { address } = conversation.profile;
    const facts = { ...this.world.facts, address, today: this.world.today };
    try {
      const written = JSON.parse(JSON.stringify(conversation)) as Conversation;
      const turn = driveTurn(
        registry,
        written,
        input,
        { today: this.world.today, facts },
        this.world.standIn,
      );
      if (turn.type === 'newer') return null;
      for (const reply of turn.replies) {
        const said = saidBy(reply);
        const longest = this.replies.get(said);
        if (!longest || sizeOf(longest) < sizeOf(reply)) this.replies.set(said, reply);
      }
      if (turn.command) this.commands.push(turn.command);
      return turn;
    } catch (thrown) {
      const at = conversation.frames.at(-1)?.at ?? 'its opening';
      this.failures.add(
        `${describeInput(input)} at ${at} breaks: ${thrown instanceof Error ? thrown.message : thrown}`,
      );
      return null;
    }
  }

  /** The waiting question and its name, also within the line of a group. */
  waiting(conversation: Conversation): { readonly question: Question; readonly name: string } | null {
    const frame = conversation.frames.at(-1);
    const compiled = frame ? this.house.registry.flows.get(frame.flow) : undefined;
    const question = compiled && frame?.at ? questionOf(compiled, frame.at) : null;
    if (!frame || !question) return null;
    const { item } = frame;
    if (!item || item.group !== question.key) return { question, name: `${frame.flow}.${question.key}` };
    const inner = question.questions?.find(({ key }) => key === item.at);
    return inner ? { question: inner, name: `${frame.flow}.${question.key}.${inner.key}` } : null;
  }

  mark(conversation: Conversation): void {
    for (const frame of conversation.frames) {
      if (frame.at !== null) this.reached.add(`${frame.flow}.${frame.at}`);
      if (frame.item) this.reached.add(`${frame.flow}.${frame.item.group}.${frame.item.at}`);
    }
  }

  open(params: Answers): void {
    const profile = { ...emptyConversation.profile, address: this.world.address };
    const turn = this.turn({ ...emptyConversation, profile }, { type: 'open', flow: this.flow, params });
    if (turn) this.follow(turn, '', 0);
    for (let fork = this.forks.pop(); fork; fork = this.forks.pop()) {
      if (this.tried.size > mostForks) {
        this.failures.add(`has more than ${mostForks} ways to be tried`);
        return;
      }
      const forked = this.turn(fork.conversation, fork.input);
      if (forked && !this.isRefused(forked)) this.follow(forked, fork.before, fork.steps);
    }
  }

  isRefused(turn: Turn): boolean {
    return turn.events.some((event) => event.type === 'refused');
  }

  /** From a turn on, the likeliest answers to the end; what else could be said on the way is kept for later. */
  follow(first: Turn, startBefore: string, startSteps: number): void {
    let turn: Turn = first;
    let before = startBefore;
    for (let steps = startSteps; ; steps++) {
      const { conversation } = turn;
      this.mark(conversation);
      const reply = lastAsking(turn);
      const waiting = this.waiting(conversation);
      if (!conversation.frames.some((frame, depth) => depth > 0 && frame.flow === this.flow)) {
        this.ends += 1;
        return;
      }
      if (!reply || !waiting) {
        this.failures.add('waits at no question');
        return;
      }
      if (steps > mostSteps) {
        this.failures.add(`does not come to an end: after ${mostSteps} answers it waits at ${waiting.name}`);
        return;
      }
      const standing: Standing = { conversation, reply, before: waiting.name, steps: steps + 1 };
      const next = this.step(standing, waiting, before);
      if (!next) {
        this.failures.add(`takes none of the answers tried at ${waiting.name}`);
        return;
      }
      before = waiting.name;
      turn = next;
    }
  }

  /** Sends the first sample that is taken; the others become forks, once behind every question before. */
  step(
    standing: Standing,
    waiting: { readonly question: Question; readonly name: string },
    before: string,
  ): Turn | null {
    const frame = standing.conversation.frames.at(-1);
    if (!frame) return null;
    const place = `${before}>${waiting.name}${frame.pending === undefined ? '' : '?'}`;
    this.sides(standing.conversation, waiting.name);
    let taken: Turn | null = null;
    for (const [position, input] of sampleInputs(waiting.question, frame, standing.reply).entries()) {
      const sample = `${place}#${position}`;
      if (!taken) {
        this.tried.add(sample);
        const turn = this.turn(standing.conversation, input);
        if (turn && !this.isRefused(turn)) taken = turn;
      } else if (!this.tried.has(sample)) {
        this.tried.add(sample);
        this.forks.push({ ...standing, input });
      }
    }
    return taken;
  }

  /** What is said to wrong inputs, three times in a row, and to help; nothing of it is followed. */
  sides(conversation: Conversation, name: string): void {
    if (this.tried.has(`${name}!`)) return;
    this.tried.add(`${name}!`);
    for (const input of sideInputs) {
      let after = conversation;
      for (let times = 0; times < 3; times++) after = this.turn(after, input)?.conversation ?? after;
    }
  }
}

/**
 * Tries out a flow in one world, opened in every way: every sample answer at least once behind every question that can come before it,
 * optional ones given and skipped, each path followed to its end. The conversation is written out and read back
 * before every turn.
 */
export const explore = (
  house: CheckedHouse,
  world: SampleWorld,
  flow: string,
  openings: readonly Answers[],
): Explored => {
  const explorer = new Explorer(house, world, flow);
  for (const params of openings) explorer.open(params);
  return { ...explorer, replies: [...explorer.replies.values()], failures: [...explorer.failures] };
};
