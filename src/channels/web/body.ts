import { fail, type Result } from '../../kernel/result.ts';
import { type ParsedMessage, readJsonMessage } from './json-message.ts';
import { webLimits } from './limits.ts';
import { problem, type WebProblem } from './problem.ts';
import { readUpload, tooLargeFile } from './upload.ts';

const tooLargeJson = problem(413, 'too-large', 'A message as JSON is at most 64 KB.');

/** The body, or null once it turns out longer than allowed: no more than that is ever held. */
async function readAtMost(request: Request, maximumBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const stated = request.headers.get('content-length');
  if (Number(stated ?? 0) > maximumBytes) return null;
  // The server itself reads no more than what is stated, and that costs far less than a stream.
  if (stated !== null) return new Uint8Array(await request.arrayBuffer());
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maximumBytes) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/** One message out of a request: multipart when its type says so, JSON whatever else the type says. */
export async function readMessage(request: Request): Promise<Result<ParsedMessage, WebProblem>> {
  const contentType = request.headers.get('content-type') ?? '';
  if (/^multipart\/form-data\b/i.test(contentType)) {
    const bytes = await readAtMost(request, webLimits.fileBytes + webLimits.multipartExtraBytes);
    return bytes === null ? fail(tooLargeFile) : readUpload(bytes, contentType);
  }
  const bytes = await readAtMost(request, webLimits.jsonBytes);
  return bytes === null ? fail(tooLargeJson) : readJsonMessage(bytes);
}
