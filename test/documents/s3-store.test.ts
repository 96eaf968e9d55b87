import { describe, expect, test } from 'vitest';
import { createS3Store, type S3Settings } from '../../src/documents/s3-store.ts';
import { startFakeS3, type Trouble } from '../support/fake-s3.ts';
import { all, testDocumentStore } from './store-conformance.ts';

const noPause = async (): Promise<void> => undefined;
const busy: Trouble = { status: 503, code: 'SlowDown' };

const start = async (changed: Partial<S3Settings> = {}) => {
  const server = await startFakeS3();
  const pauses: number[] = [];
  const store = createS3Store({ ...server, ...changed }, async (attempt) => void pauses.push(attempt));
  return {
    server,
    store,
    pauses,
    breakIt: async () => await server[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};

const failureOf = async (running: Promise<unknown>): Promise<string> => {
  const outcome = await running.then(
    () => 'it succeeded',
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return outcome.replace(/127\.0\.0\.1:\d+/, '127.0.0.1');
};

describe('S3-compatible storage as document store', () => {
  testDocumentStore(start);

  test('the fake knows a wrong signature: nothing unsigned or changed on its way is taken', async () => {
    await using server = await startFakeS3();
    const unsigned = await fetch(`${server.endpoint}/${server.bucket}/vault/one`, {
      method: 'PUT',
      body: 'x',
    });
    expect([unsigned.status, await unsigned.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
    expect(server.objects.size).toBe(0);
  });

  test.each<[string, Partial<S3Settings>, string]>([
    [
      'key id',
      { accessKeyId: 'SOMEBODY' },
      '(403 InvalidAccessKeyId): check the access key and what it may do with this bucket.',
    ],
    [
      'secret',
      { secretAccessKey: 'guessed' },
      '(403 SignatureDoesNotMatch): the secret key or the region is wrong.',
    ],
    ['region', { region: 'eu-1' }, '(400 AuthorizationHeaderMalformed): check endpoint, region and bucket.'],
    [
      'bucket',
      { bucket: 'elsewhere' },
      '(404 NoSuchBucket): the bucket does not exist there: make it, or correct its name.',
    ],
  ])('a wrong %s is said in a sentence, at once, without the secret', async (_, changed, sentence) => {
    await using tried = await start(changed);
    const bucket = changed.bucket ?? 'herfah-documents';
    for (const [method, running] of [
      ['PUT', () => tried.store.put('vault/one', Uint8Array.of(1))],
      ['GET', () => tried.store.get('vault/one')],
      ['DELETE', () => tried.store.delete('vault/one')],
      ['GET', () => all(tried.store)],
    ] as const) {
      const failure = await failureOf(running());
      expect(failure).toBe(
        `DocumentStoreError: S3 storage 127.0.0.1, bucket ${bucket} refused ${method} ${sentence}`,
      );
    }
    expect(tried.pauses).toEqual([]);
  });

  test.each<[string, readonly Trouble[], readonly number[]]>([
    ['one 503', [busy], [0]],
    [
      'three troubles of three kinds',
      [busy, 'drop-connection', { status: 500, code: 'InternalError' }],
      [0, 1, 2],
    ],
    ['too many requests', [{ status: 429, code: 'TooManyRequests' }], [0]],
    ['an answer that is lost on its way', ['lose-answer'], [0]],
  ])('gets over %s', async (_, troubles, pauses) => {
    await using tried = await start();
    tried.server.trouble(...troubles);
    await tried.store.put('vault/one', Uint8Array.of(1, 2));
    expect(tried.server.objects).toEqual(new Map([['vault/one', Uint8Array.of(1, 2)]]));
    expect(tried.pauses).toEqual(pauses);
  });

  test('gives up after four attempts', async () => {
    await using tried = await start();
    tried.server.trouble(busy, busy, busy, busy, busy);
    expect(await failureOf(tried.store.get('vault/one'))).toMatch(
      /\(503 SlowDown\): it failed 4 times in a row\.$/,
    );
    expect(tried.server.requests).toHaveLength(4);
  });

  test('an endpoint with a slash at its end is the same endpoint', async () => {
    await using server = await startFakeS3();
    const store = createS3Store({ ...server, endpoint: `${server.endpoint}/` }, noPause);
    await store.put('vault/one', Uint8Array.of(1));
    expect(server.requests).toEqual(['PUT /herfah-documents/vault/one']);
  });
});
