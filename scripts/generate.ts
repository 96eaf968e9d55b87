import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../', import.meta.url));

const run = (script: string, words: readonly string[]): void => {
  execFileSync(process.execPath, [script, ...words], {
    cwd: repository,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Any program will do as schema engine: generating never starts it, but without one Prisma downloads its own.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  });
};

/** Writes the database client that a folder of schema files describes, where they say. */
export const generateClient = (schema: string): void =>
  run('node_modules/prisma/build/index.js', ['generate', '--schema', schema]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  generateClient('prisma');
  run('src/flows-cli.ts', ['docs']);
  run('scripts/case-documents.ts', []);
}
