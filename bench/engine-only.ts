import type { Engine } from './engines/engine.ts';
import { herfahEngine } from './engines/herfah.ts';
import { allEngines, checkEngine } from './engines/index.ts';
import {
  interleaved,
  type Participant,
  processorSeconds,
  ratiosOf,
  roundedSpread,
  spreadOf,
} from './measure.ts';
import { keepResults } from './results.ts';
import { makeScript, type Script } from './script.ts';

/**
 * Whole conversations one after the other until the time is over; turns per second of processor time, which is what
 * a calm machine gives in a second, and does not fall when others use this one.
 */
const turnsPerSecond =
  (engine: Engine, script: Script) =>
  async (millis: number): Promise<number> => {
    const store = new Map<number, string>();
    const began = processorSeconds();
    let turns = 0;
    for (let conversation = 1; processorSeconds() - began < millis / 1000; conversation++) {
      for (const { input } of script.steps) {
        const pending = engine.take(conversation, store.get(conversation) ?? null, input);
        const { state } = pending instanceof Promise ? await pending : pending;
        if (state === null) store.delete(conversation);
        else store.set(conversation, state);
      }
      turns += script.steps.length;
      store.delete(conversation);
    }
    return turns / (processorSeconds() - began);
  };

const measureLength = async (length: number, options: { rounds: number; millis: number }) => {
  const script = makeScript(length);
  const participants: Participant[] = [];
  for (const kind of allEngines) {
    const engine = await kind.start(script);
    await checkEngine(kind.name, engine, script);
    participants.push({ name: kind.name, measure: turnsPerSecond(engine, script) });
  }
  const measured = await interleaved(participants, options);
  const ours = measured.get(herfahEngine.name) ?? [];
  return {
    questions: length,
    turns: script.steps.length,
    rows: [...measured].map(([name, values]) => ({
      name,
      turnsPerSecond: roundedSpread(spreadOf(values)),
      herfahIsFasterBy: roundedSpread(ratiosOf(ours, values)),
    })),
  };
};

/** (a) The engines alone: the same script, the same store in memory, the state a JSON text between messages. */
export const engineOnly = async (quick: boolean): Promise<void> => {
  const options = quick ? { rounds: 1, millis: 50 } : { rounds: 7, millis: 500 };
  const lengths = [];
  for (const length of [40, 80]) {
    const measured = await measureLength(length, options);
    console.log(`${length} questions`);
    console.table(
      Object.fromEntries(
        measured.rows.map(({ name, turnsPerSecond: speed, herfahIsFasterBy: ratio }) => [
          name,
          {
            'turns/s': speed.median,
            'low–high': `${speed.low}–${speed.high}`,
            'herfah faster by': ratio.median,
            'ratio low–high': `${ratio.low}–${ratio.high}`,
          },
        ]),
      ),
    );
    lengths.push(measured);
  }
  if (!quick) keepResults('engine-only', { rounds: options.rounds, lengths });
};
