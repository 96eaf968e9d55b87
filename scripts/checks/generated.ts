import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { generateClient } from '../generate.ts';
import { repository } from './files.ts';

// The committed database client is what prisma/*.prisma give: it is generated anew beside, and compared.

const fresh = join(repository, 'node_modules/.cache/drift');
await rm(fresh, { recursive: true, force: true });
await mkdir(join(fresh, 'prisma'), { recursive: true });
const isSchema = (name: string): boolean => name.endsWith('.prisma');
for (const name of (await readdir(join(repository, 'prisma'))).filter(isSchema)) {
  await cp(join(repository, 'prisma', name), join(fresh, 'prisma', name));
}
generateClient(join(fresh, 'prisma'));

const contents = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const),
    ),
  );
};

const expected = await contents(join(fresh, 'src/db/generated'));
const committed = await contents(join(repository, 'src/db/generated'));
const drifted = [...new Set([...expected.keys(), ...committed.keys()])].filter(
  (path) => expected.get(path) !== committed.get(path),
);
await rm(fresh, { recursive: true, force: true });

for (const path of drifted) {
  console.error(`src/db/generated/${path} is not what prisma/*.prisma give: run npm run generate`);
}
console.log(`${expected.size} generated files`);
process.exitCode = drifted.length > 0 || expected.size === 0 ? 1 : 0;
