import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake is to do with the next requests instead of answering them. */
export type Trouble = { readonly status: number; readonly code: string } | 'drop-connection' | 'lose-answer';

export type FakeS3 = AsyncDisposable & {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Method and path of every request that came, in order. */
  readonly requests: readonly string[];
  /** What lies in the bucket. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** The next request meets the first trouble, the one after it the second, and so on. */
  trouble(...troubles: readonly Trouble[]): void;
};

type Answer = { readonly status: number; readonly body?: string | Uint8Array };
type Stored = { readonly content: Buffer; readonly modifiedAt: string };
type Arrived = { readonly request: IncomingMessage; readonly url: URL; readonly body: Buffer };

const accessKeyId = 'FAKEACCESSKEY';
const secretAccessKey = 'fake/secret+access/key';
const region = 'me-central-1';
const bucket = 'herfah-documents';
const listingPage = 3;
const mostSkewMillis = 15 * 60 * 1000;

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const problem = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

/** Amazon's description of Signature Version 4, step by step; null when the request is signed as it should be. */
const signatureProblem = ({ request, url, body }: Arrived): Answer | null => {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (parts === null) return problem(403, 'AccessDenied');
  const [, keyId = '', day = '', signedRegion = '', signedHeaders = '', signature = ''] = parts;
  if (keyId !== accessKeyId) return problem(403, 'InvalidAccessKeyId');
  if (signedRegion !== region) return problem(400, 'AuthorizationHeaderMalformed');

  const stamp = String(request.headers['x-amz-date'] ?? '');
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  if (!stamp.startsWith(day) || !(Math.abs(Date.now() - Date.parse(iso)) < mostSkewMillis)) {
    return problem(403, 'RequestTimeTooSkewed');
  }
  const names = signedHeaders.split(';');
  const required = ['host', 'x-amz-content-sha256', 'x-amz-date'];
  if (required.some((name) => !names.includes(name))) return problem(403, 'AccessDenied');
  const contentHash = String(request.headers['x-amz-content-sha256']);
  if (contentHash !== sha256(body)) return problem(400, 'XAmzContentSHA256Mismatch');

  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map(
      (name) =>
        `${name}:${String(request.headers[name] ?? '')
          .trim()
          .replace(/\s+/g, ' ')}`,
    ),
    '',
    signedHeaders,
    contentHash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, day), region), 's3'), 'aws4_request');
  const expected = hmac(key, ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n'));
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
    ? null
    : problem(403, 'SignatureDoesNotMatch');
};

/** ListObjectsV2, three keys a page, so that every test that lists also turns pages. */
const listing = (objects: ReadonlyMap<string, Stored>, search: URLSearchParams): Answer => {
  if (search.get('list-type') !== '2') return problem(501, 'NotImplemented');
  const prefix = search.get('prefix') ?? '';
  const after = Buffer.from(search.get('continuation-token') ?? '', 'base64').toString();
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, listingPage);
  const contents = page.map((key) => {
    const { content, modifiedAt } = objects.get(key) as Stored;
    return `<Contents><Key>${escapeXml(key)}</Key><LastModified>${modifiedAt}</LastModified><ETag>&quot;${sha256(content).slice(0, 32)}&quot;</ETag><Size>${content.length}</Size></Contents>`;
  });
  const last = page.at(-1);
  const more = keys.length > page.length && last !== undefined;
  const next = more
    ? `<NextContinuationToken>${Buffer.from(last).toString('base64')}</NextContinuationToken>`
    : '';
  return {
    status: 200,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`,
  };
};

const serve = (objects: Map<string, Stored>, arrived: Arrived): Answer => {
  const refused = signatureProblem(arrived);
  if (refused !== null) return refused;
  const [named, ...rest] = decodeURIComponent(arrived.url.pathname).slice(1).split('/');
  if (named !== bucket) return problem(404, 'NoSuchBucket');
  const key = rest.join('/');
  const { method } = arrived.request;
  if (key === '')
    return method === 'GET' ? listing(objects, arrived.url.searchParams) : problem(405, 'MethodNotAllowed');
  if (method === 'PUT') {
    objects.set(key, { content: arrived.body, modifiedAt: new Date().toISOString() });
    return { status: 200 };
  }
  if (method === 'DELETE') {
    objects.delete(key);
    return { status: 204 };
  }
  const stored = objects.get(key);
  return stored === undefined ? problem(404, 'NoSuchKey') : { status: 200, body: stored.content };
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** A small S3 on 127.0.0.1: one bucket, path-style, signatures really checked. Close it by `await using`. */
export const startFakeS3 = async (): Promise<FakeS3> => {
  const objects = new Map<string, Stored>();
  const requests: string[] = [];
  const waiting: Trouble[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.push(`${request.method} ${url.pathname}`);
    const body = await bodyOf(request);
    const trouble = waiting.shift();
    if (trouble === 'drop-connection') return request.socket.destroy();
    const answer =
      typeof trouble === 'object'
        ? problem(trouble.status, trouble.code)
        : serve(objects, { request, url, body });
    if (trouble === 'lose-answer') return request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/xml', 'x-amz-request-id': 'FAKE' });
    return response.end(answer.body);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region,
    bucket,
    accessKeyId,
    secretAccessKey,
    requests,
    get objects() {
      return new Map([...objects].map(([key, { content }]) => [key, new Uint8Array(content)]));
    },
    trouble: (...troubles) => void waiting.push(...troubles),
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
};
