import { ratiosOf, roundedSpread, type Spread, spreadOf } from '../measure.ts';
import { firstMessage, type Script, windowLength, windows } from '../script.ts';
import { herfahWay } from './herfah.ts';
import { startServer } from './server.ts';

/** A conversation that waits at one place of the flow, and can be put back there. */
const createPlace = async (
  way: Awaited<ReturnType<typeof herfahWay>>,
  script: Script,
  conversation: number,
  question: number,
) => {
  let messages = 0;
  const take = (input: Script['rightInputs'][number]): Promise<void> =>
    way.take(conversation, messages++, input);
  await take(firstMessage);
  for (const input of script.rightInputs.slice(0, question - 1)) await take(input);
  const [row] = await way.database.$queryRaw<{ id: string; sealed_state: Uint8Array<ArrayBuffer> }[]>`
    select id, sealed_state from conversation order by id desc limit 1`;
  if (!row) throw new Error('a conversation was not stored');
  return {
    /** Milliseconds of one turn, over the questions of the window; one message at a time. */
    async measure(): Promise<number> {
      await way.database.$executeRaw`
        update conversation set sealed_state = ${row.sealed_state} where id = ${row.id}::uuid`;
      const began = performance.now();
      for (const input of script.rightInputs.slice(question - 1, question - 1 + windowLength))
        await take(input);
      return (performance.now() - began) / windowLength;
    },
  };
};

export interface DurableGrowth {
  readonly question: number;
  readonly turnMillis: Spread;
  readonly turnGrowth: Spread;
}

/** What a durable turn costs along the flow: rounds over all places, each round the median of its repeats. */
export const durableGrowth = async (
  script: Script,
  { rounds, repeats }: { readonly rounds: number; readonly repeats: number },
): Promise<readonly DurableGrowth[]> => {
  const server = await startServer();
  const way = await herfahWay(script, server);
  try {
    const places = [];
    for (const [position, question] of windows.entries())
      places.push(await createPlace(way, script, position + 1, question));
    const measured = places.map((): number[] => []);
    for (let round = 0; round <= rounds; round++) {
      const repeated = places.map((): number[] => []);
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const [position, place] of places.entries()) repeated[position]?.push(await place.measure());
      }
      // The first round warms up.
      if (round === 0) continue;
      for (const [position, values] of repeated.entries()) measured[position]?.push(spreadOf(values).median);
    }
    const first = measured[0] ?? [];
    return windows.map((question, position) => ({
      question,
      turnMillis: roundedSpread(spreadOf(measured[position] ?? [])),
      turnGrowth: roundedSpread(ratiosOf(measured[position] ?? [], first)),
    }));
  } finally {
    await way.close();
    await server.stop();
  }
};
