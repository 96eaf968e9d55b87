import type { Script, ScriptInput } from '../script.ts';

/** What came of one message: the state to keep, null when nothing needs to be kept any more, and what is said. */
export interface Taken {
  readonly state: string | null;
  readonly says: string;
}

/**
 * An engine of conversations, reduced to what is compared: given the state as it was kept (a JSON text) and a
 * message, the new state as it is to be kept and what is said. Where it is kept is the measurement's business, so
 * that all engines have the same store.
 */
export interface Engine {
  take(conversation: number, state: string | null, input: ScriptInput): Taken | Promise<Taken>;
}

export interface EngineKind {
  readonly name: string;
  start(script: Script): Promise<Engine>;
}

/** A package of bench/package.json; its types are not the repository's, so that `npm run check` needs no peer. */
export const loadPeer = async <Module>(name: string): Promise<Module> => {
  try {
    return (await import(name)) as Module;
  } catch (error) {
    throw new Error(`${name} is not there: npm ci --prefix bench --ignore-scripts`, { cause: error });
  }
};

/** States and sayings of the messages under way, by conversation, for engines that read a store of their own. */
export const createDesk = () => {
  const states = new Map<string, string>();
  const said = new Map<string, string[]>();
  return {
    read: (key: string): unknown => {
      const state = states.get(key);
      return state === undefined ? undefined : JSON.parse(state);
    },
    write: (key: string, state: unknown): void => {
      states.set(key, JSON.stringify(state));
    },
    remove: (key: string): void => {
      states.delete(key);
    },
    say(key: string, words: string): void {
      said.get(key)?.push(words);
    },
    async take(key: string, state: string | null, work: () => Promise<unknown>): Promise<Taken> {
      if (state !== null) states.set(key, state);
      said.set(key, []);
      await work();
      const taken = { state: states.get(key) ?? null, says: (said.get(key) ?? []).join('\n') };
      states.delete(key);
      said.delete(key);
      return taken;
    },
  };
};
