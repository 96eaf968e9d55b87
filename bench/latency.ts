import { setTimeout as wait } from 'node:timers/promises';
import { generate, startBenchProgram } from './latency/program.ts';
import { rounded } from './measure.ts';
import { keepResults } from './results.ts';

/** Conversations that find the capacity, each sending as soon as it is answered. */
const closedLoop = 32;
const openLoops = [10, 100, 1000] as const;

/**
 * (d) How long an answer of the web chat takes at half of the measured capacity, and (e) what the program's process
 * holds in memory before and after.
 */
export const latency = async (quick: boolean): Promise<void> => {
  const program = await startBenchProgram();
  try {
    const memory: { when: string; residentMebibytes: number }[] = [];
    const weigh = (when: string) => memory.push({ when, residentMebibytes: program.residentMebibytes() });
    weigh('after the start');
    const times = quick ? { warmUpSeconds: 0, seconds: 1 } : { warmUpSeconds: 5, seconds: 20 };
    const totalSeconds = times.warmUpSeconds + times.seconds;
    let firstNationalId = 1_100_000_000;
    const load = (conversations: number, perSecond: number | null) => {
      firstNationalId += 10_000_000;
      return generate({ url: program.url, conversations, perSecond, ...times, firstNationalId });
    };
    await load(closedLoop, null);
    const before = program.processorSeconds();
    const capacity = await load(closedLoop, null);
    const after = program.processorSeconds();
    // What a message costs does not change when others use the machine, as its capacity does.
    const perMessage = (from: number, to: number): number =>
      rounded(((to - from) / (capacity.perSecond * totalSeconds)) * 1000);
    const processorMillisPerMessage = {
      program: perMessage(before.program, after.program),
      postgres: perMessage(before.postgres, after.postgres),
    };
    weigh('at full load');
    console.log(`capacity: ${capacity.perSecond} messages/s, ${capacity.failed} failed`);
    console.log('processor ms per message:', processorMillisPerMessage);
    const rows = [];
    for (const conversations of openLoops) {
      await wait(quick ? 0 : 2000);
      const result = await load(conversations, Math.max(1, Math.round(capacity.perSecond / 2)));
      weigh(`after ${conversations} conversations at half load`);
      rows.push({ conversations, ...result });
    }
    console.table(
      rows.map(({ latency: { p50, p90, p99, most }, reasons, ...row }) => ({
        ...row,
        p50,
        p90,
        p99,
        most,
        reasons: reasons.join(),
      })),
    );
    console.table(memory);
    if (!quick) keepResults('latency', { capacity, processorMillisPerMessage, rows, memory });
  } finally {
    await program.stop();
  }
};
