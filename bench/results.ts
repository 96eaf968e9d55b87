import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('results/', import.meta.url));

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};

const machine = () => ({
  processor: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  loadOverOneMinute: Number(loadavg()[0]?.toFixed(1)),
});

/** Writes what was measured to results/<name>.json, with the machine and the commit, and prints it. */
export const keepResults = (name: string, results: object): void => {
  mkdirSync(folder, { recursive: true });
  const whole = { measuredAt: new Date().toISOString(), commit: commit(), machine: machine(), ...results };
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(whole, null, 2)}\n`);
  console.log(`results/${name}.json`);
};
