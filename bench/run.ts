import { durableTurn } from './durable-turn.ts';
import { engineOnly } from './engine-only.ts';
import { growth } from './growth.ts';
import { latency } from './latency.ts';
import { paper } from './paper.ts';

const benchmarks: { readonly [name: string]: (quick: boolean) => Promise<void> } = {
  'engine-only': engineOnly,
  'durable-turn': durableTurn,
  growth,
  latency,
  paper,
};

const [name = '', ...flags] = process.argv.slice(2);
const benchmark = benchmarks[name];
if (benchmark) await benchmark(flags.includes('--quick'));
else {
  console.error(`node bench/run.ts <name> [--quick], name one of ${Object.keys(benchmarks).join(', ')}`);
  process.exitCode = 1;
}
