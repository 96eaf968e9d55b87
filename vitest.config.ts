import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for channels and processes: on two processors one file at a time would leave both idle.
    maxWorkers: 2,
  },
});
