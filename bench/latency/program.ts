import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Load, LoadResult } from './generator.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const generator = fileURLToPath(new URL('generator.ts', import.meta.url));

export interface BenchProgram {
  readonly url: string;
  /** Resident mebibytes of the program's own process; PostgreSQL's are not in it. */
  residentMebibytes(): number;
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

/** The program as `npm start` runs it, in a data folder of its own; the demo's web chat is what is spoken to. */
export const startBenchProgram = async (): Promise<BenchProgram> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herfah-bench-'));
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=4', '--max-old-space-size=192', 'src/main.ts'],
    {
      cwd: repository,
      env: {
        PATH: process.env.PATH,
        NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS,
        PORT: '0',
        DATA_DIR: dataDir,
        DEMO: '1',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    url: await readyUrl(child),
    residentMebibytes() {
      const kibibytes = /^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      return Math.round(Number(kibibytes) / 1024);
    },
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
