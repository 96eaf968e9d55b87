import { asks, asksAgain, ends, givenText, readAnswer, type Script, type ScriptQuestion } from '../script.ts';
import { type EngineKind, loadPeer } from './engine.ts';

interface MachineContext {
  readonly answers: Record<string, string | number>;
  readonly says: string;
}
interface Told {
  readonly context: MachineContext;
  readonly event: { readonly type: string; readonly given: string };
}
interface Actor {
  start(): Actor;
  stop(): Actor;
  send(event: Told['event']): void;
  getSnapshot(): { readonly context: MachineContext; readonly status: string };
  getPersistedSnapshot(): unknown;
}
interface XState {
  assign(change: (told: Told) => Partial<MachineContext>): unknown;
  createMachine(configuration: unknown): unknown;
  createActor(machine: unknown, options?: { readonly snapshot: unknown }): Actor;
}

const stateOf = (script: Script, question: ScriptQuestion, position: number, { assign }: XState) => {
  const following = script.questions[position + 1];
  const accept = assign(({ context, event }) => {
    const value = readAnswer(question, event.given) ?? '';
    const answers = { ...context.answers, [question.key]: value };
    return { answers, says: following ? asks(following) : ends(answers) };
  });
  return {
    on: {
      answer: [
        {
          guard: ({ event }: Told) => readAnswer(question, event.given) !== null,
          target: following?.key ?? 'done',
          actions: accept,
        },
        { actions: assign(() => ({ says: asksAgain(question) })) },
      ],
    },
  };
};

/** xstate 5: a state a question; the persisted snapshot is restored and written at every message. */
export const xstateSnapshots: EngineKind = {
  name: 'xstate snapshots',
  async start(script) {
    const library = await loadPeer<XState>('xstate');
    const first = script.questions[0];
    const machine = library.createMachine({
      id: 'registration',
      initial: first?.key,
      context: { answers: {}, says: first ? asks(first) : '' },
      states: {
        ...Object.fromEntries(
          script.questions.map((question, position) => [
            question.key,
            stateOf(script, question, position, library),
          ]),
        ),
        done: { type: 'final' },
      },
    });
    return {
      take(_conversation, state, input) {
        const actor =
          state === null
            ? library.createActor(machine)
            : library.createActor(machine, { snapshot: JSON.parse(state) });
        actor.start();
        if (state !== null) actor.send({ type: 'answer', given: givenText(input) });
        const { context, status } = actor.getSnapshot();
        const kept = status === 'done' ? null : JSON.stringify(actor.getPersistedSnapshot());
        actor.stop();
        return { state: kept, says: context.says };
      },
    };
  },
};
