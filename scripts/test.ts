import { relative } from 'node:path';
import { type Reporter, startVitest, type TestCase, type TestModule } from 'vitest/node';
import { repository } from './checks/files.ts';

// All tests that this machine can run. What it cannot run is listed with its reason, and never counts as passed.
// A test names its reason in its own title or its suite's, «… (skipped: Redis is absent)», or by `context.skip(reason)`.

interface Outcome {
  passed: number;
  failed: number;
  /** Skipped tests by their reason and file. */
  readonly skipped: Map<string, number>;
}

const outcome: Outcome = { passed: 0, failed: 0, skipped: new Map() };

const reasonOf = (test: TestCase): string => {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? /\(skipped: (.+?)\)(?: >|$)/u.exec(test.fullName)?.[1] ?? 'without a reason';
};

const count = (module: TestModule): void => {
  const file = relative(repository, module.moduleId);
  let failedHere = 0;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') outcome.passed += 1;
    else if (state === 'skipped') {
      const line = `${reasonOf(test)} — ${file}`;
      outcome.skipped.set(line, (outcome.skipped.get(line) ?? 0) + 1);
    } else failedHere += 1;
  }
  // A file that cannot be read, or a hook that fails, loses tests without one of them failing.
  outcome.failed += failedHere === 0 && !module.ok() ? 1 : failedHere;
};

const counter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    for (const module of modules) count(module);
    outcome.failed += unhandledErrors.length;
  },
};

const vitest = await startVitest('test', process.argv.slice(2), {
  watch: false,
  root: repository,
  reporters: ['default', counter],
});
await vitest.close();

const skipped = [...outcome.skipped.values()].reduce((sum, tests) => sum + tests, 0);
if (skipped > 0) {
  console.log('\nSkipped here:');
  for (const [line, tests] of outcome.skipped) console.log(`  ${tests} × ${line}`);
}
if (outcome.passed === 0) console.error('No test passed.');
console.log(`\n${outcome.passed} passed, ${outcome.failed} failed, ${skipped} skipped`);
process.exit(outcome.failed > 0 || outcome.passed === 0 ? 1 : 0);
