import { inject } from 'vitest';

/** A database of a test file's own, migrated, with nothing in it. */
export interface TestDatabase {
  readonly url: string;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

const ask = async (method: 'POST' | 'DELETE', name = ''): Promise<string> => {
  const answer = await fetch(`${inject('databaseHost')}/${name}`, { method });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
};

/**
 * A fresh database on the one server of this run. The first call of a run starts that server (a second or two);
 * with TEST_DATABASE_URL set, that server is used instead. Forgotten databases go when the run ends.
 */
export const testDatabase = async (): Promise<TestDatabase> => {
  const url = await ask('POST');
  return {
    url,
    async drop() {
      await ask('DELETE', new URL(url).pathname.slice(1));
    },
  };
};
