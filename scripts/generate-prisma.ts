import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/db/embedded/index.ts';
import { diffSchema, prismaFolder } from '../src/db/schema-engine.ts';
import { generateClient } from './generate.ts';

/** `client`: the database client from prisma/*.prisma, offline. `migration <name>`: the next migration. `check`: neither is missing. */
const [command, name] = process.argv.slice(2);

const withScratchDatabase = async <Value>(work: (url: string) => Promise<Value>): Promise<Value> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herfah-schema-'));
  const started = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (!started.ok) throw new Error(started.error.sentence);
  try {
    return await work(started.value.url);
  } finally {
    await started.value.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

if (command === 'client') {
  generateClient('prisma');
} else if (command === 'migration' && name !== undefined) {
  const sql = await withScratchDatabase((url) => diffSchema(prismaFolder, url));
  if (sql === '') {
    console.log('schema.prisma and prisma/migrations agree: nothing to write');
  } else {
    const stamp = new Date().toISOString().replace(/\D/gu, '').slice(0, 14);
    const folder = join(prismaFolder, 'migrations', /^\d{14}_/u.test(name) ? name : `${stamp}_${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'migration.sql'), `${sql}\n`);
    console.log(`wrote ${folder}`);
  }
} else if (command === 'check') {
  const sql = await withScratchDatabase((url) => diffSchema(prismaFolder, url));
  if (sql !== '') {
    console.error(`schema.prisma and prisma/migrations do not agree; missing:\n${sql}`);
    process.exit(1);
  }
} else {
  console.error('usage: node scripts/generate-prisma.ts client | migration <name> | check');
  process.exit(2);
}
