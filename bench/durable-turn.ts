import { barePgWay } from './durable/bare-pg.ts';
import { herfahWay } from './durable/herfah.ts';
import { peerWay } from './durable/peers.ts';
import { type BenchServer, startServer } from './durable/server.ts';
import type { DurableWay } from './durable/way.ts';
import type { EngineKind } from './engines/engine.ts';
import { checkEngine, peers } from './engines/index.ts';
import { telegrafWizard } from './engines/telegraf-wizard.ts';
import { xstateSnapshots } from './engines/xstate.ts';
import { interleaved, type Participant, ratiosOf, roundedSpread, spreadOf } from './measure.ts';
import { keepResults } from './results.ts';
import { makeScript, type Script } from './script.ts';

const concurrent = 16;

/** Sixteen conversations side by side, each one message after the other; they go on where the last round left them. */
const participant = (way: DurableWay, script: Script): Participant => {
  let conversations = 0;
  const next = () => ({ conversation: ++conversations, message: 0 });
  const places = Array.from({ length: concurrent }, next);
  return {
    name: way.name,
    async measure(millis) {
      const began = performance.now();
      let turns = 0;
      const converse = async (slot: number): Promise<void> => {
        while (performance.now() - began < millis) {
          const place = places[slot] ?? next();
          const step = script.steps[place.message];
          if (!step) {
            places[slot] = next();
            continue;
          }
          await way.take(place.conversation, place.message, step.input);
          place.message += 1;
          turns += 1;
        }
      };
      await Promise.all(places.map((_, slot) => converse(slot)));
      return (turns / (performance.now() - began)) * 1000;
    },
  };
};

/** What ours stored is what the script says: the end was reached with every answer, and nothing was taken twice. */
const checkHerfah = async (way: Awaited<ReturnType<typeof herfahWay>>, script: Script) => {
  const conversation = 1_000_000;
  for (const [message, { input }] of script.steps.entries()) await way.take(conversation, message, input);
  const [counted] = await way.database.$queryRaw<
    { handled: number; failed: number; finished: number; inbound: number; outbound: number }[]
  >`
    select count(*) filter (where i.handled_at is not null)::int as handled, sum(i.failures)::int as failed,
      count(*) filter (where i.outcome = 'command:finish')::int as finished,
      avg(length(i.sealed_body))::int as inbound,
      (select avg(length(sealed_body))::int from outbound) as outbound
    from inbound i`;
  if (counted?.handled !== script.steps.length || counted.failed !== 0 || counted.finished !== 1)
    throw new Error(`our way went wrong: ${JSON.stringify(counted)}`);
  return counted;
};

const enginesOf = async (script: Script, kinds: readonly EngineKind[]) =>
  Promise.all(
    kinds.map(async (kind) => {
      const engine = await kind.start(script);
      await checkEngine(kind.name, engine, script);
      return { name: kind.name, engine };
    }),
  );

const openWays = async (script: Script, server: BenchServer, ways: DurableWay[]): Promise<void> => {
  const ours = await herfahWay(script, server);
  ways.push(ours);
  const { inbound, outbound } = await checkHerfah(ours, script);
  // The state in the middle of the script, sealed.
  ways.push(barePgWay(server, { state: 850, inbound, outbound }));
  for (const { name, engine } of await enginesOf(script, peers))
    ways.push(await peerWay(name, engine, server.url, 'plain'));
  for (const { name, engine } of await enginesOf(script, [telegrafWizard, xstateSnapshots]))
    ways.push(await peerWay(name, engine, server.url, 'one statement'));
};

/** (b) The durable turn: stored, taken, committed, on PostgreSQL with 16 conversations at once. */
export const durableTurn = async (quick: boolean): Promise<void> => {
  const script = makeScript(40);
  const server = await startServer();
  const ways: DurableWay[] = [];
  try {
    await openWays(script, server, ways);
    const options = quick ? { rounds: 1, millis: 100 } : { rounds: 9, millis: 1000 };
    const measured = await interleaved(
      ways.map((way) => participant(way, script)),
      options,
    );
    const ours = measured.get('herfah') ?? [];
    const rows = [...measured].map(([name, values]) => ({
      name,
      turnsPerSecond: roundedSpread(spreadOf(values)),
      herfahComparedToIt: roundedSpread(ratiosOf(ours, values)),
    }));
    console.table(
      Object.fromEntries(
        rows.map(({ name, turnsPerSecond: speed, herfahComparedToIt: ratio }) => [
          name,
          {
            'turns/s': speed.median,
            'low–high': `${speed.low}–${speed.high}`,
            'herfah / it': ratio.median,
            'ratio low–high': `${ratio.low}–${ratio.high}`,
          },
        ]),
      ),
    );
    if (!quick) keepResults('durable-turn', { concurrent, rounds: options.rounds, rows });
  } finally {
    for (const way of ways) await way.close();
    await server.stop();
  }
};
