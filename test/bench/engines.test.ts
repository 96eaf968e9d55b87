import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allEngines, checkEngine, peers } from '../../bench/engines/index.ts';
import { makeScript } from '../../bench/script.ts';

// Nothing is measured here: only that whoever measures compares engines that say the same. The others are there where
// the benchmarks' own packages are installed.
const peersAreInstalled = existsSync(fileURLToPath(new URL('../../bench/node_modules', import.meta.url)));

describe('every engine that is measured goes through the script alike', () => {
  const script = makeScript(20);

  for (const kind of allEngines) {
    const isAbsent = peers.includes(kind) && !peersAreInstalled;
    const reason = "(skipped: the benchmarks' packages are not installed)";
    test.skipIf(isAbsent)(isAbsent ? `${kind.name} ${reason}` : kind.name, async () => {
      await checkEngine(kind.name, await kind.start(script), script);
    });
  }

  test('and one that says anything else is found', async () => {
    const forgetful = { take: () => ({ state: null, says: 'ask:question1' }) };
    await expect(checkEngine('forgetful', forgetful, script)).rejects.toThrow('not ask:question2');
  });
});

test('the state of ours stays below 2 KB after 40 questions', async () => {
  const script = makeScript(41);
  const ours = await allEngines[0]!.start(script);
  let state: string | null = null;
  for (const { input } of script.steps.slice(0, -1)) state = (await ours.take(1, state, input)).state;
  expect(state).toContain('"question40"');
  expect(Buffer.byteLength(state ?? '')).toBeLessThan(2048);
});
