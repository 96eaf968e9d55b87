import type { TestProject } from 'vitest/node';
import { openDatabaseHost } from './database-host.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly databaseHost: string;
  }
}

/** Gives every test file the address where it can ask for a database; nothing is started before the first asks. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const host = await openDatabaseHost();
  project.provide('databaseHost', host.address);
  return host.close;
};
