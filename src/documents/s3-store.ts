import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { errorCodeOf, parseListing } from './s3-xml.ts';
import { type DocumentStore, DocumentStoreError, requireSafeKey } from './store.ts';

export type S3Settings = {
  /** e.g. `https://s3.example.sa`; buckets are addressed by path, which every S3-compatible storage knows. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

type Call = {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key?: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
};

const mostAttempts = 4;
const timeoutMillis = 30_000;

const backOff = async (attempt: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 200 * 2 ** attempt * (0.5 + Math.random()));
  await promise;
};

/** A request must name its length and hash before it is sent, so a stream is gathered first (documents are at most 20 MB). */
const collect = async (content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => {
  if (content instanceof Uint8Array) return new Uint8Array(content);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
};

const mayRetry = (status: number): boolean => status >= 500 || status === 429;

/** What the operator can do about an answer of the storage. */
const adviceFor = (status: number, code: string): string => {
  if (code === 'NoSuchBucket') return 'the bucket does not exist there: make it, or correct its name';
  if (code === 'RequestTimeTooSkewed') return 'the clock of this machine is wrong: set it by NTP';
  if (code === 'SignatureDoesNotMatch') return 'the secret key or the region is wrong';
  if (status === 401 || status === 403) return 'check the access key and what it may do with this bucket';
  if (mayRetry(status)) return `it failed ${mostAttempts} times in a row`;
  return 'check endpoint, region and bucket';
};

/**
 * A document store in S3-compatible storage (path-style, Signature Version 4, the content's hash signed).
 * 5xx, 429 and broken connections are tried again; every operation here has the same effect twice as once.
 * @param pause how to wait before another attempt (0, 1, …); tests do not wait.
 */
export const createS3Store = (
  settings: S3Settings,
  pause: (attempt: number) => Promise<void> = backOff,
): DocumentStore => {
  const { accessKeyId, secretAccessKey, region, bucket } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  const base = `${settings.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`;
  const place = `S3 storage ${new URL(base).host}, bucket ${bucket}`;

  const attempt = async (call: Call): Promise<Response> => {
    const url = new URL(call.key === undefined ? base : `${base}/${call.key}`);
    for (const [name, value] of Object.entries(call.search ?? {})) url.searchParams.set(name, value);
    const contentHash = createHash('sha256')
      .update(call.body ?? '')
      .digest('hex');
    const signed = await client.sign(url, {
      method: call.method,
      headers: { 'x-amz-content-sha256': contentHash },
      ...(call.body === undefined ? {} : { body: call.body }),
      signal: AbortSignal.timeout(timeoutMillis),
    });
    const response = await fetch(signed);
    // Read here, so that a connection that breaks in the middle of the content is tried again too.
    return new Response(response.status === 204 ? null : await response.arrayBuffer(), response);
  };

  const request = async (call: Call): Promise<Response> => {
    for (let attempts = 1; ; attempts += 1) {
      const response = await attempt(call).catch((cause: unknown) => {
        if (attempts < mostAttempts) return null;
        throw new DocumentStoreError(`${place} cannot be reached; check the endpoint and the network.`, {
          cause,
        });
      });
      if (response !== null && (!mayRetry(response.status) || attempts === mostAttempts)) return response;
      await pause(attempts - 1);
    }
  };

  const refusal = async (call: Call, response: Response): Promise<DocumentStoreError> => {
    const code = errorCodeOf(await response.text());
    const advice = adviceFor(response.status, code);
    return new DocumentStoreError(`${place} refused ${call.method} (${response.status} ${code}): ${advice}.`);
  };

  const expectSuccess = async (call: Call): Promise<Response> => {
    const response = await request(call);
    if (!response.ok) throw await refusal(call, response);
    return response;
  };

  return {
    async put(key, content) {
      requireSafeKey(key);
      await expectSuccess({ method: 'PUT', key, body: await collect(content) });
    },
    async get(key) {
      requireSafeKey(key);
      const call: Call = { method: 'GET', key };
      const response = await request(call);
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      if (response.status === 404 && errorCodeOf(await response.clone().text()) === 'NoSuchKey') return null;
      throw await refusal(call, response);
    },
    async delete(key) {
      requireSafeKey(key);
      const call: Call = { method: 'DELETE', key };
      const response = await request(call);
      if (response.ok) return;
      // Most storages answer 204 for a key that is not there, some 404.
      if (response.status === 404 && errorCodeOf(await response.clone().text()) === 'NoSuchKey') return;
      throw await refusal(call, response);
    },
    async *list(prefix = '') {
      let continuation: string | null = null;
      do {
        const token: Record<string, string> =
          continuation === null ? {} : { 'continuation-token': continuation };
        const search = { 'list-type': '2', prefix, ...token };
        const page = parseListing(await (await expectSuccess({ method: 'GET', search })).text());
        yield* page.documents;
        continuation = page.continuation;
      } while (continuation !== null);
    },
  };
};
