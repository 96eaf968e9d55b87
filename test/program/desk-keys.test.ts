import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import { createFolderStore } from '../../src/documents/folder-store.ts';
import { createDocumentVault } from '../../src/documents/vault.ts';
import { handOverDocuments } from '../../src/inbound/hand-over-documents.ts';
import { readDocument } from '../../src/inbound/web-inbox.ts';
import { inboundPlace } from '../../src/sealed/inbound-body.ts';
import { outboundPlace } from '../../src/sealed/state.ts';
import { loadKeyRing } from '../../src/secrets/key-ring.ts';
import { createPersonKeys } from '../../src/secrets/person-keys.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { runProgram, stopPrograms } from '../support/program.ts';
import { openChat } from '../support/program-chat.ts';
import { answerUntil, registrationScript, someFamily } from '../support/program-registration.ts';

// What an officer wrote and photographed at the desk is the family's: destroying the family's key erases it.

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await stopPrograms();
  await database.drop();
});

test('after a registration at the desk nothing of it lies under the officer’s key, and the family’s key erases it', async () => {
  const program = await runProgram({ databaseUrl: database.url });
  const noura = openChat(program);
  await noura.says(await program.invite('case-officer', 'نورة'));
  const desk = someFamily({ called: 'أم نايف', fullName: 'حصة نايف العنزي' });
  await noura.chooses('menu');
  await answerUntil(noura, await registrationScript(desk, 'desk-registration'), 'menu.menu');

  const own = openDatabase({ url: database.url, connections: 2, onError: () => undefined });
  const loaded = await loadKeyRing({ dataDir: program.dataDir, environment: {} });
  if (!loaded.ok) throw new Error(loaded.error.sentence);
  const ring = loaded.value;
  const store = await createFolderStore(join(program.dataDir, 'documents'));
  const parts = () => ({ database: own, keys: createPersonKeys(ring), vault: createDocumentVault(store) });

  // The program's own job may have been faster.
  await handOverDocuments(parts());
  const family = await own.family.findFirstOrThrow({ include: { person: true } });
  const familyKey = family.person.keyId;
  const photo = await own.document.findFirstOrThrow({ where: { personId: family.personId } });
  expect(photo.keyId).toBe(familyKey);
  expect((await readDocument(parts(), { documentId: photo.id }))?.content.length).toBe(photo.bytes);
  const lying: string[] = [];
  for await (const { key } of store.list('vault/')) lying.push(key);
  expect(lying).toEqual([photo.storageKey]);
  expect(await handOverDocuments(parts())).toBe(0);

  // The officer still reads the chat as it was.
  const history = await fetch(`${program.url}/chat/api/conversations/${noura.id}/messages`);
  expect(await history.text()).toContain('حصة نايف العنزي');

  const officer = await own.member.findFirstOrThrow();
  const officersPerson = await own.person.findUniqueOrThrow({ where: { id: officer.personId ?? '' } });
  const { ringKeyId, wrapped } = await own.dataKey.findUniqueOrThrow({ where: { id: officersPerson.keyId } });
  const officersKey = createPersonKeys(ring).open({ keyId: officersPerson.keyId, ringKeyId, wrapped });
  const inbound = await own.inbound.findMany({ where: { keyId: officersKey.id } });
  const outbound = await own.outbound.findMany({ where: { keyId: officersKey.id } });
  const readable = [
    ...inbound.map((row) =>
      officersKey.open(row.sealedBody, inboundPlace(row.conversationId, row.providerId)),
    ),
    ...outbound.map((row) => officersKey.open(row.sealedBody, outboundPlace(row.id))),
  ].join('\n');
  expect(readable).toContain('staff-register');
  for (const secret of [desk.nationalId, desk.iban, desk.mobile, desk.fullName, photo.id])
    expect(readable).not.toContain(secret);

  await own.dataKey.update({ where: { id: familyKey }, data: { wrapped: null, destroyedAt: new Date() } });
  expect(await readDocument(parts(), { documentId: photo.id })).toBeNull();
  const after = createDocumentVault(store);
  const tried = await after.read(officersKey.dataKey, photo.id, photo.storageKey);
  expect(tried).toEqual({ ok: false, error: 'tampered' });
  await own.$disconnect();
}, 60_000);
