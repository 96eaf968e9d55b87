import type { MiddlewareHandler } from 'hono';

const tooLarge = { error: 'The body is too large.', code: 'too-large' } as const;

async function readAtMost(
  body: ReadableStream<Uint8Array>,
  maximumBytes: number,
): Promise<Uint8Array[] | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maximumBytes) return null;
    chunks.push(chunk);
  }
  return chunks;
}

/**
 * Refuses larger bodies with 413: by their stated length, or while reading when none is stated. Hono's own limit
 * rebuilds the request in a way that fails with @hono/node-server 2 unless the global Request is replaced.
 */
export const limitBody =
  (maximumBytes: number): MiddlewareHandler =>
  async (context, next) => {
    const { raw } = context.req;
    if (Number(raw.headers.get('content-length') ?? 0) > maximumBytes) return context.json(tooLarge, 413);
    if (!raw.headers.has('transfer-encoding') || raw.body === null) return next();
    const chunks = await readAtMost(raw.body, maximumBytes);
    if (chunks === null) return context.json(tooLarge, 413);
    const headers = new Headers(raw.headers);
    headers.delete('transfer-encoding');
    context.req.raw = new Request(raw.url, { method: raw.method, headers, body: Buffer.concat(chunks) });
    return next();
  };
