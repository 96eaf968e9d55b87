import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { fail, ok, type Result } from '../kernel/result.ts';
import {
  declaredFamily,
  decodableImages,
  extensionOf,
  familyOfContent,
  isHeic,
  typeOfContent,
  voiceForms,
} from './file-kinds.ts';
import { countPages, inspectPdf } from './pdf.ts';
import { remakePicture } from './picture.ts';

export type DocumentKind = 'photo' | 'document' | 'voice';

export type AdmittedDocument = {
  /** A picture where only a document was asked counts as the document: people photograph their papers. */
  readonly kind: DocumentKind;
  readonly mime: string;
  /** Without a dot. */
  readonly extension: string;
  readonly content: Uint8Array;
  /** Of `content`, hexadecimal. */
  readonly sha256: string;
  readonly width?: number;
  readonly height?: number;
  /** Of a PDF, where they can be counted. */
  readonly pages?: number;
};

export type IntakeReason =
  | 'too-large'
  | 'empty'
  | 'not-what-its-name-says'
  | 'unsupported-type'
  | 'heic'
  | 'too-many-pixels'
  | 'broken'
  | 'active-content';

export type IntakeProblem = {
  readonly reason: IntakeReason;
  /** The MIME type found in the content, null where none was found (or it was not looked for). */
  readonly detected: string | null;
  /** What it was said to be: its MIME type or its name's extension, never the name itself, which may hold a person's. */
  readonly declared: string | null;
  /** Set with `too-large`: the most that is taken. */
  readonly limitBytes?: number;
};

export type Expectation = {
  readonly accepts: readonly DocumentKind[];
  readonly declaredName?: string;
  readonly declaredMime?: string;
  readonly maximumBytes?: number;
};

const megabyte = 1024 * 1024;
const limitBytes: Readonly<Record<DocumentKind, number>> = {
  photo: 15 * megabyte,
  document: 20 * megabyte,
  voice: 10 * megabyte,
};

/** Which of the accepted kinds this content may become, in order of preference. */
const kindFor = (mime: string, accepts: readonly DocumentKind[]): DocumentKind | undefined => {
  const family = familyOfContent(mime);
  const possible: readonly DocumentKind[] =
    family === 'image' ? ['photo', 'document'] : family === 'pdf' ? ['document'] : ['voice'];
  if (family === 'audio' && voiceForms[mime] === undefined) return undefined;
  if (family === 'image' && !decodableImages.has(mime) && !isHeic(mime)) return undefined;
  return family === 'other' ? undefined : possible.find((kind) => accepts.includes(kind));
};

type Form = Omit<AdmittedDocument, 'kind' | 'sha256'>;

const formOf = async (content: Uint8Array, mime: string): Promise<Result<Form, IntakeReason>> => {
  if (mime === 'application/pdf') {
    const verdict = inspectPdf(content);
    if (verdict !== 'fine') return fail(verdict);
    const pages = countPages(content);
    return ok({ mime, extension: 'pdf', content, ...(pages === null ? {} : { pages }) });
  }
  const voice = voiceForms[mime];
  if (voice !== undefined) return ok({ ...voice, content });
  const picture = await remakePicture(content, mime);
  return picture.ok || !isHeic(mime) || picture.error === 'too-many-pixels' ? picture : fail('heic');
};

/**
 * Decides whether a file that somebody sent is taken, and in which form it is kept. What it is, is read from its
 * content; name and declared type are claims, and a claim of another family is itself a problem.
 * Pictures are made anew (see `remakePicture`), PDF and sound are kept as they are. Limits: photo 15 MB, document
 * 20 MB, voice 10 MB, or less where `maximumBytes` says so.
 */
export const admitDocument = async (
  content: Uint8Array,
  expectation: Expectation,
): Promise<Result<AdmittedDocument, IntakeProblem>> => {
  const { accepts, declaredName, declaredMime, maximumBytes = Number.POSITIVE_INFINITY } = expectation;
  let detected: string | null = null;
  const problem = (reason: IntakeReason, limit?: number) =>
    fail({
      reason,
      detected,
      declared: declaredMime ?? (extensionOf(declaredName ?? '') || null),
      ...(limit === undefined ? {} : { limitBytes: limit }),
    });

  if (content.length === 0) return problem('empty');
  const most = Math.min(maximumBytes, Math.max(...accepts.map((kind) => limitBytes[kind])));
  if (content.length > most) return problem('too-large', most);

  const sniffed = (await fileTypeFromBuffer(content))?.mime;
  detected = sniffed === undefined ? null : typeOfContent(sniffed, declaredMime);
  const declared = declaredFamily(declaredName, declaredMime);
  const found = detected === null ? 'other' : familyOfContent(detected);
  if (declared !== null && declared !== found) return problem('not-what-its-name-says');
  if (detected === null) return problem('unsupported-type');
  const kind = kindFor(detected, accepts);
  if (kind === undefined) return problem('unsupported-type');
  const mostOfKind = Math.min(most, limitBytes[kind]);
  if (content.length > mostOfKind) return problem('too-large', mostOfKind);

  const form = await formOf(content, detected);
  if (!form.ok) return problem(form.error);
  const sha256 = createHash('sha256').update(form.value.content).digest('hex');
  return ok({ kind, ...form.value, sha256 });
};
