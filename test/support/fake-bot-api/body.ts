import type { IncomingMessage } from 'node:http';

/** A file that came in a multipart body, or the field's text. */
export interface UploadedFile {
  readonly name: string;
  readonly content: Buffer;
}

export interface CallBody {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

export const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** In a multipart or form body every value is text; objects are JSON in it, as the Bot API has it. */
const parameterOf = (text: string): unknown => {
  if (!/^[[{]|^(?:true|false|null|-?\d+(?:\.\d+)?)$/u.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const textFields = new Set(['text', 'caption', 'url', 'secret_token', 'callback_query_id', 'file_id']);

const parseMultipart = (bytes: Buffer, boundary: string): CallBody => {
  const fields: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  const mark = Buffer.from(`--${boundary}`);
  let from = bytes.indexOf(mark) + mark.length;
  for (;;) {
    const next = bytes.indexOf(mark, from);
    if (next < 0) return { fields, files };
    const part = bytes.subarray(from + 2, next - 2);
    const headEnd = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, headEnd).toString();
    const content = Buffer.from(part.subarray(headEnd + 4));
    const name = /name="([^"]*)"/u.exec(head)?.[1] ?? '';
    const fileName = /filename="?([^";\r\n]*)"?/u.exec(head)?.[1];
    if (fileName !== undefined) files.set(name, { name: fileName, content });
    else fields[name] = textFields.has(name) ? content.toString() : parameterOf(content.toString());
    from = next + mark.length;
  }
};

/** A method's parameters, whichever of the ways the Bot API takes they came by. */
export const parseCallBody = (request: IncomingMessage, url: URL, bytes: Buffer): CallBody => {
  const type = request.headers['content-type'] ?? '';
  const boundary = /multipart\/form-data;.*boundary="?([^";]+)/u.exec(type)?.[1];
  const query = Object.fromEntries([...url.searchParams].map(([name, text]) => [name, parameterOf(text)]));
  if (boundary !== undefined) {
    const { fields, files } = parseMultipart(bytes, boundary);
    return { fields: { ...query, ...fields }, files };
  }
  if (bytes.length === 0) return { fields: query, files: new Map() };
  const parsed = JSON.parse(bytes.toString()) as Record<string, unknown>;
  return { fields: { ...query, ...parsed }, files: new Map() };
};
