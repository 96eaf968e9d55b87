import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startFakeS3 } from '../support/fake-s3.ts';
import { programFolder, runProgram, stopPrograms } from '../support/program.ts';

afterAll(stopPrograms);

// Nothing listens there: whatever is started before the place is looked at would fail with another sentence.
const noDatabase = 'postgresql://nobody@127.0.0.1:1/nothing';

const storage = (endpoint: string) => ({
  S3_ENDPOINT: endpoint,
  S3_REGION: 'me-central-1',
  S3_BUCKET: 'another-bucket',
  S3_ACCESS_KEY_ID: 'FAKEACCESSKEY',
  S3_SECRET_ACCESS_KEY: 'fake/secret+access/key',
});

const startOn = (environment: { readonly [variable: string]: string }, dataDir = programFolder()) =>
  runProgram({ databaseUrl: noDatabase, dataDir, environment: { DOCUMENTS_SHARED: '', ...environment } });

test('a host that is no address of this machine is told before the database is set up', async () => {
  await expect(startOn({ HOST: '203.0.113.1' })).rejects.toThrow(/^HOST 203\.0\.113\.1 is no address/u);
});

test('a data folder where none can be made is told, where making it would never come back', async () => {
  await expect(startOn({}, '/proc/herfah')).rejects.toThrow(/^DATA_DIR \/proc\/herfah cannot be made/u);
});

test('a file in the place of the data folder is told', async () => {
  const file = join(programFolder(), 'a-file');
  writeFileSync(file, '');
  await expect(startOn({}, file)).rejects.toThrow(/^DATA_DIR \S+a-file is a file: set it to a folder/u);
});

test('storage that cannot be reached is told at the start, not at the first photo', async () => {
  await expect(startOn(storage('http://127.0.0.1:1'))).rejects.toThrow(
    /^S3_ENDPOINT cannot be used: .*cannot be reached/u,
  );
});

test('storage that refuses is told at the start, with its reason', async () => {
  await using s3 = await startFakeS3();
  await expect(startOn(storage(s3.endpoint))).rejects.toThrow(/^S3_ENDPOINT cannot be used: .*NoSuchBucket/u);
});

test('places that can be used are not what stops the start', async () => {
  await using s3 = await startFakeS3();
  const usable = { ...storage(s3.endpoint), S3_BUCKET: s3.bucket };
  await expect(startOn(usable)).rejects.toThrow(/^DATABASE_URL could not be used/u);
});
