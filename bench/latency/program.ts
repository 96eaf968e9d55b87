import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import packageFile from '../../package.json' with { type: 'json' };
import type { Load, LoadResult } from './generator.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const generator = fileURLToPath(new URL('generator.ts', import.meta.url));

export interface BenchProgram {
  readonly dataDir: string;
  readonly url: string;
  /** Resident mebibytes of the program's own process; PostgreSQL's are not in it. */
  residentMebibytes(): number;
  /** Seconds of processor time that the program and its PostgreSQL have had so far. */
  processorSeconds(): { readonly program: number; readonly postgres: number };
  stop(): Promise<void>;
}

const readyUrl = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('the program has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^ready (\S+)$/u.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}`)));
  });

const ticksPerSecond = 100;

/** From /proc: the process itself, and all that it started, those that have ended included. */
const processorSecondsOf = (pid: number): { readonly program: number; readonly postgres: number } => {
  const parents = new Map<number, number>();
  const ticks = new Map<number, readonly number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      parents.set(Number(name), Number(fields[1]));
      ticks.set(Number(name), fields.slice(11, 15).map(Number));
    } catch {
      // It ended meanwhile, and its time is in its parent's.
    }
  }
  const isBelow = (other: number): boolean => {
    const parent = parents.get(other);
    return parent !== undefined && (parent === pid || isBelow(parent));
  };
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const own = sum((ticks.get(pid) ?? []).slice(0, 2));
  const below = [...ticks].filter(([other]) => isBelow(other)).map(([, values]) => sum(values));
  return { program: own / ticksPerSecond, postgres: sum(below) / ticksPerSecond };
};

/** The program as `npm start` runs it, in a data folder of its own; the demo's web chat is what is spoken to. */
export const startBenchProgram = async (): Promise<BenchProgram> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herfah-bench-'));
  // The command ends in `exec`, so that the child is the program itself.
  const child = spawn('sh', ['-c', packageFile.scripts.start], {
    cwd: repository,
    env: {
      PATH: `${join(repository, 'node_modules/.bin')}:${process.env.PATH}`,
      NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS,
      PORT: '0',
      DATA_DIR: dataDir,
      DEMO: '1',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    dataDir,
    url: await readyUrl(child),
    residentMebibytes() {
      const kibibytes = /^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      return Math.round(Number(kibibytes) / 1024);
    },
    processorSeconds: () => processorSecondsOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** Runs the generator as a process of its own. */
export const generate = async (load: Load): Promise<LoadResult> => {
  const { stdout } = await promisify(execFile)(process.execPath, [generator, JSON.stringify(load)]);
  return JSON.parse(stdout) as LoadResult;
};
