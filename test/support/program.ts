import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type Program, startProgram } from '../../src/composition/program.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';
import type { Role } from '../../src/domain/contract.ts';
import { addMember, inviteMember } from '../../src/domain/staff/index.ts';
import { createLogger } from '../../src/observability/log.ts';

export interface RunningProgram extends Program {
  readonly url: string;
  readonly dataDir: string;
  /** Everything it logged, at level debug. */
  log(): string;
  /** A one-time code for a new member of staff. */
  invite(role: Role, name: string, sex?: 'female' | 'male'): Promise<string>;
}

export interface ProgramOptions {
  readonly databaseUrl: string;
  /** Shared by processes of one house: it holds the keys and the documents. */
  readonly dataDir?: string;
  readonly environment?: { readonly [variable: string]: string };
  readonly words?: readonly string[];
  readonly clock?: () => Date;
}

const folders = new Set<string>();
const running = new Set<RunningProgram>();

/** A folder that `stopPrograms` removes. */
export const programFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'herfah-program-'));
  folders.add(folder);
  return folder;
};

/** The variables with which a test runs the real program on a database of its own. */
export const programEnvironment = ({
  databaseUrl,
  dataDir,
  environment = {},
}: Pick<ProgramOptions, 'databaseUrl' | 'environment'> & { readonly dataDir: string }): {
  readonly [variable: string]: string;
} => ({
  PORT: '0',
  DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl,
  DOCUMENTS_SHARED: '1',
  DEMO: '0',
  WEB_CHAT: 'demo',
  LOG_LEVEL: 'debug',
  ASSOCIATION_LICENCE: '1234',
  ASSOCIATION_PHONE: '0160000000',
  ...environment,
});

/** The whole program inside this process, configured as from outside. */
export const runProgram = async (options: ProgramOptions): Promise<RunningProgram> => {
  const dataDir = options.dataDir ?? programFolder();
  const configuration = loadConfiguration(programEnvironment({ ...options, dataDir }), options.words);
  if (!configuration.ok) throw new Error(configuration.error.sentence);
  const lines: string[] = [];
  const log = createLogger({
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const started = await startProgram(configuration.value, log, options.clock);
  if (!started.ok) throw new Error(started.error.sentence);
  const program = started.value;
  let stopped: Promise<void> | null = null;
  const self: RunningProgram = {
    ...program,
    url: `http://127.0.0.1:${program.port}`,
    dataDir,
    log: () => lines.join(''),
    async invite(role, name, sex = 'female') {
      const services = program.house.services();
      return await program.stores.database.$transaction(async (transaction) => {
        const member = await addMember(transaction, services, { role, name, sex });
        return (await inviteMember(transaction, services, member.id)).code;
      });
    },
    stop() {
      running.delete(self);
      stopped ??= program.stop();
      return stopped;
    },
  };
  running.add(self);
  return self;
};

/** Stops what a test left running, and removes its folders. */
export const stopPrograms = async (): Promise<void> => {
  await Promise.all([...running].map((program) => program.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
};

/** Asks again and again until the answer is there; whoever can wait on a signal does that instead. */
export const until = async <Value>(
  look: () => Promise<Value | null | undefined | false> | Value | null | undefined | false,
  what: string | (() => string),
  timeoutMillis = 20_000,
): Promise<Value> =>
  vi.waitFor(
    async () => {
      const seen = await look();
      if (seen === null || seen === undefined || seen === false) {
        throw new Error(`Still waiting: ${typeof what === 'string' ? what : what()}`);
      }
      return seen;
    },
    { timeout: timeoutMillis, interval: 15 },
  );
