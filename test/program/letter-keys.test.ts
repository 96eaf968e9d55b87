import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolderStore } from '../../src/documents/folder-store.ts';
import { createDocumentVault } from '../../src/documents/vault.ts';
import { readDocument } from '../../src/inbound/web-inbox.ts';
import { createPersonKeys } from '../../src/secrets/person-keys.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type RunningProgram, runProgram, stopPrograms } from '../support/program.ts';
import { openChat } from '../support/program-chat.ts';

// The scan of a bank's letter is the association's own: erasing whoever sent it loses nothing of it.

let database: TestDatabase;
let program: RunningProgram;
beforeAll(async () => {
  database = await testDatabase();
  program = await runProgram({ databaseUrl: database.url });
});
afterAll(async () => {
  await stopPrograms();
  await database.drop();
});

const letter = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
);

/** What the migration says of letters that lie under the key of whoever sent them. */
const migrated = readFileSync(
  'prisma/migrations/20261130030000_papers_and_corrections/migration.sql',
  'utf8',
);
const statementOf = (begin: string): string => {
  const from = migrated.indexOf(`\n${begin}`);
  return migrated.slice(from, migrated.indexOf(';', from) + 1);
};

test('a letter of before becomes the association’s, and outlives the key of who sent it', async () => {
  const own = program.stores.database;
  const salem = openChat(program);
  await salem.says(await program.invite('finance-officer', 'سالم', 'male'));
  await salem.chooses('staff-bank-letter');
  await salem.act({ file: { content: letter, name: 'letter.pdf', type: 'application/pdf' } });
  const sent = await own.document.findFirstOrThrow();
  await own.document.update({ where: { id: sent.id }, data: { purpose: 'bank-letter' } });

  await own.$executeRawUnsafe(statementOf('insert into person'));
  await own.$executeRawUnsafe(statementOf('update document'));
  await program.duties.upkeep('hand-over-documents');
  const kept = await own.document.findUniqueOrThrow({ where: { id: sent.id } });
  expect(kept.keyId).not.toBe(sent.keyId);
  expect(kept.storageKey).not.toBe(sent.storageKey);
  const store = await createFolderStore(join(program.dataDir, 'documents'));
  const lying: string[] = [];
  for await (const { key } of store.list('vault/')) lying.push(key);
  expect(lying).toEqual([kept.storageKey]);

  await own.dataKey.update({ where: { id: sent.keyId }, data: { wrapped: null, destroyedAt: new Date() } });
  const keys = createPersonKeys(program.stores.ring);
  const read = await readDocument(
    { database: own, keys, vault: createDocumentVault(store) },
    { documentId: sent.id },
  );
  expect(read?.content.length).toBe(sent.bytes);
  // A second run finds nothing to do.
  await program.duties.upkeep('hand-over-documents');
  expect((await own.document.findUniqueOrThrow({ where: { id: sent.id } })).storageKey).toBe(kept.storageKey);
});
