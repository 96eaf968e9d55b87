import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { playJourney } from '../support/journey.ts';
import { parseJourney } from '../support/journey-file.ts';
import { stopPrograms } from '../support/program.ts';

// All sides of a case, on the whole program and its channels. `UPDATE=1 npx vitest run test/journeys` writes down what
// is said now; read the difference before it is committed.

const folder = new URL('./', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

afterAll(stopPrograms);

describe('journeys', () => {
  it.each(names)(
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
