import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { playJourney } from './journey.ts';
import { parseJourney } from './journey-file.ts';
import { stopPrograms } from './program.ts';

const folder = new URL('../journeys/', import.meta.url);

/**
 * The journeys of a language: all sides of a case, on the whole program and its channels. `UPDATE=1 npx vitest run
 * test/journeys` writes down what is said now; read the difference before it is committed.
 */
export const playJourneys = (language: 'ar' | 'en'): void => {
  afterAll(stopPrograms);
  describe('journeys', () => {
    it.each(readdirSync(folder).filter((name) => name.endsWith(`.${language}.txt`)))(
      '%s',
      async (name) => {
        const path = new URL(name, folder);
        const kept = readFileSync(path, 'utf8');
        const played = await playJourney(parseJourney(kept));
        if (process.env.UPDATE === '1') writeFileSync(path, played);
        else expect(played).toBe(kept);
      },
      180_000,
    );
  });
};
