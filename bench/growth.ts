import type { Conversation } from '../src/engine/vocabulary.ts';
import { emptyConversation } from '../src/engine/work.ts';
import { durableGrowth } from './durable/growth.ts';
import { scriptRegistry, take } from './engines/herfah.ts';
import {
  interleaved,
  type Participant,
  processorSeconds,
  ratiosOf,
  roundedSpread,
  type Spread,
  spreadOf,
} from './measure.ts';
import { keepResults } from './results.ts';
import { firstMessage, makeScript, type ScriptInput, windowLength, windows } from './script.ts';

const script = makeScript(90);

interface Place {
  readonly conversation: Conversation;
  readonly input: ScriptInput;
}

/** The conversation before each question, with the right answer to it. */
const placesOf = async () => {
  const { registry } = await scriptRegistry(script);
  let conversation = take(registry, emptyConversation, firstMessage).conversation;
  const places = script.rightInputs.map((input): Place => {
    // As it comes from the database: shapes of parsed objects differ from those of made ones.
    const place = { conversation: JSON.parse(JSON.stringify(conversation)) as Conversation, input };
    conversation = take(registry, conversation, input).conversation;
    return place;
  });
  return { registry, places };
};

const batch = 60;

const participant = (name: string, turn: (place: Place) => void, places: readonly Place[]): Participant => ({
  name,
  async measure(millis) {
    const began = processorSeconds();
    let turns = 0;
    do {
      for (let count = 0; count < batch; count++) for (const place of places) turn(place);
      turns += batch * places.length;
    } while (processorSeconds() - began < millis / 1000);
    return ((processorSeconds() - began) / turns) * 1e6;
  },
});

interface Row {
  readonly question: number;
  readonly stateBytes: number;
  readonly takeTurnMicros: Spread;
  readonly takeTurnGrowth: Spread;
  readonly withJsonMicros: Spread;
  readonly withJsonGrowth: Spread;
}

/** (c) What a turn costs, and how large the state is, from the 5th to the 80th question of one flow. */
export const growth = async (quick: boolean): Promise<void> => {
  const { registry, places } = await placesOf();
  const at = (question: number): readonly Place[] => places.slice(question - 1, question - 1 + windowLength);
  const participants = windows.flatMap((question) => [
    participant(
      `takeTurn ${question}`,
      ({ conversation, input }) => take(registry, conversation, input),
      at(question),
    ),
    participant(
      `JSON ${question}`,
      ({ conversation, input }) => {
        const before = JSON.parse(JSON.stringify(conversation)) as Conversation;
        take(registry, before, input);
      },
      at(question),
    ),
  ]);
  const measured = await interleaved(
    participants,
    quick ? { rounds: 1, millis: 5 } : { rounds: 15, millis: 100 },
  );
  const valuesOf = (name: string): readonly number[] => measured.get(name) ?? [];
  const rows = windows.map((question): Row => {
    const stateBytes = Buffer.byteLength(JSON.stringify(at(question)[0]?.conversation ?? null));
    const own = valuesOf(`takeTurn ${question}`);
    const json = valuesOf(`JSON ${question}`);
    return {
      question,
      stateBytes,
      takeTurnMicros: roundedSpread(spreadOf(own)),
      takeTurnGrowth: roundedSpread(ratiosOf(own, valuesOf(`takeTurn ${windows[0]}`))),
      withJsonMicros: roundedSpread(spreadOf(json)),
      withJsonGrowth: roundedSpread(ratiosOf(json, valuesOf(`JSON ${windows[0]}`))),
    };
  });
  const shown = (spread: Spread): string => `${spread.median} (${spread.low}–${spread.high})`;
  console.table(
    rows.map((row) => ({
      question: row.question,
      'state bytes': row.stateBytes,
      'takeTurn µs': shown(row.takeTurnMicros),
      'x question 5': shown(row.takeTurnGrowth),
      'with JSON µs': shown(row.withJsonMicros),
      'x question 5 ': shown(row.withJsonGrowth),
    })),
  );
  const stateBytesAfter40 = Buffer.byteLength(JSON.stringify(places[40]?.conversation ?? null));
  console.log(`state after 40 questions: ${stateBytesAfter40} bytes`);
  const durable = await durableGrowth(script, quick ? { rounds: 1, repeats: 1 } : { rounds: 15, repeats: 6 });
  console.table(
    durable.map(({ question, turnMillis, turnGrowth }) => ({
      question,
      'durable turn ms': shown(turnMillis),
      'x question 5': shown(turnGrowth),
    })),
  );
  if (!quick) keepResults('growth', { stateBytesAfter40, rows, durable });
};
