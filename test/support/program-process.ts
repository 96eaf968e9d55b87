import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { programEnvironment, until } from './program.ts';

const clone = fileURLToPath(new URL('../../', import.meta.url));

/** The real program as a process of its own. */
export interface ProgramChild {
  readonly url: string;
  readonly process: ChildProcess;
  readonly dataDir: string;
  /** Everything it wrote, to stdout and stderr. */
  output(): string;
  /** Sends the signal and waits for the end; the exit code, or the signal it died of. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
  /** Resolves when it has ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export interface ChildOptions {
  /** Absent: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly environment?: { readonly [variable: string]: string };
  readonly words?: readonly string[];
}

const children = new Set<ProgramChild>();

/** Starts it without waiting for it to be ready. */
export const spawnProgram = (options: ChildOptions): Omit<ProgramChild, 'url'> => {
  const { databaseUrl, dataDir, environment = {}, words = [] } = options;
  const { DATABASE_URL: _external, ...embedded } = programEnvironment({
    databaseUrl: databaseUrl ?? '',
    dataDir,
    environment,
  });
  const variables = databaseUrl === undefined ? embedded : { ...embedded, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, ['src/main.ts', ...words], {
    cwd: clone,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a test can send Ctrl-C to all of it.
    detached: true,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => lines.push(String(chunk)));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  return {
    process: child,
    dataDir,
    output: () => lines.join(''),
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
};

/** Starts it and waits for its `ready` line. */
export const programChild = async (options: ChildOptions): Promise<ProgramChild> => {
  const child = spawnProgram(options);
  const readyOr = Promise.race([
    until(() => /^ready (http:\S+)$/mu.exec(child.output())?.[1], 'ready', 60_000),
    child.ended.then(() => null),
  ]);
  const url = await readyOr;
  if (url === null) throw new Error(`it ended before it was ready: ${child.output()}`);
  const ready = { ...child, url };
  children.add(ready);
  return ready;
};

/** Kills what a test left running. */
export const stopChildren = async (): Promise<void> => {
  for (const child of children) {
    if (child.process.exitCode === null && child.process.signalCode === null) await child.end('SIGKILL');
  }
  children.clear();
};
