import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';

/** The environment, with what `.env` beside package.json adds to it; what is set already stands. */
export const readEnvironment = (): NodeJS.ProcessEnv => {
  if (existsSync('.env')) loadEnvFile('.env');
  return process.env;
};

const addressFile = (dataDir: string): string => join(dataDir, 'program.url');

/** Leaves word where the program is reached, for commands that print links to it. */
export const noteAddress = (dataDir: string, url: string): void => {
  writeFileSync(addressFile(dataDir), url, { mode: 0o600 });
};

export const forgetAddress = (dataDir: string): void => rmSync(addressFile(dataDir), { force: true });

/** Where the running program is reached; null when none runs on this data folder. */
export const readAddress = (dataDir: string): string | null => {
  try {
    return readFileSync(addressFile(dataDir), 'utf8').trim() || null;
  } catch {
    return null;
  }
};
