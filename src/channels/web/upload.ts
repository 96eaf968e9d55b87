import { fail, ok, type Result } from '../../kernel/result.ts';
import { escapeUnstorable } from './escape.ts';
import { messageId } from './identifiers.ts';
import type { ParsedMessage } from './json-message.ts';
import { webLimits } from './limits.ts';
import { problem, type WebProblem } from './problem.ts';

const kindByExtension: { readonly [extension: string]: 'photo' | 'voice' } = {
  jpg: 'photo',
  jpeg: 'photo',
  png: 'photo',
  webp: 'photo',
  heic: 'photo',
  heif: 'photo',
  ogg: 'voice',
  oga: 'voice',
  opus: 'voice',
  mp3: 'voice',
  m4a: 'voice',
  aac: 'voice',
  wav: 'voice',
  weba: 'voice',
};

/** What the sender says it is. What it really is, the intake finds out from the content. */
function declaredKind(mime: string, name: string): 'photo' | 'document' | 'voice' {
  if (mime.startsWith('image/')) return 'photo';
  if (mime.startsWith('audio/')) return 'voice';
  // Programs that do not know a type say "bytes"; the name may still tell.
  if (mime !== '' && mime !== 'application/octet-stream') return 'document';
  return kindByExtension[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'document';
}

/** The last part of a name, without what could be a path or turn the direction of a line. */
function safeName(raw: string): string {
  const last = raw.split(/[\\/]/).at(-1) ?? '';
  return (
    escapeUnstorable(last.replace(/[\p{Cc}\p{Cf}]/gu, '')).slice(0, webLimits.fileNameCharacters) || 'file'
  );
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    return null;
  }
}

/** A message as multipart/form-data: `id` and one `file` of at most 20 MB. */
export async function readUpload(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<Result<ParsedMessage, WebProblem>> {
  const form = await parseForm(bytes, contentType);
  if (form === null) {
    return fail(problem(400, 'malformed-multipart', 'The body is not multipart/form-data as its type says.'));
  }
  const ids = form.getAll('id');
  const id = messageId(ids.length === 1 ? ids[0] : undefined);
  if (!id.ok) return id;
  const files = form.getAll('file');
  const [file] = files;
  if (files.length !== 1 || file === undefined || typeof file === 'string') {
    return fail(
      problem(400, 'wrong-shape', 'A message with a file has exactly one part "file" with a file name.'),
    );
  }
  if (file.size > webLimits.fileBytes) return fail(tooLargeFile);
  const name = safeName(file.name);
  const mime = (file.type.split(';')[0] ?? '').trim().toLowerCase();
  return ok({
    id: id.value,
    body: {
      type: 'upload',
      kind: declaredKind(mime, name),
      name,
      mime: mime === '' ? 'application/octet-stream' : mime,
      content: new Uint8Array(await file.arrayBuffer()),
    },
  });
}

export const tooLargeFile = problem(413, 'too-large', 'A file is at most 20 MB.');
