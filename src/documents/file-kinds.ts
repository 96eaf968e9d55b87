/** What a file is to us, from its content or from its name: pictures, PDF and sound are all that people need to send. */
type Family = 'image' | 'pdf' | 'audio' | 'other';

const extensionFamilies: Readonly<Record<string, Family>> = {
  ...Object.fromEntries(
    'jpg jpeg jfif png webp gif avif heic heif tif tiff bmp'.split(' ').map((name) => [name, 'image']),
  ),
  pdf: 'pdf',
  ...Object.fromEntries('ogg oga opus m4a mp3 aac amr wav'.split(' ').map((name) => [name, 'audio'])),
  ...Object.fromEntries(
    'doc docx xls xlsx ppt pptx txt zip rar svg html mp4 mov'.split(' ').map((name) => [name, 'other']),
  ),
};

/** The extension of a file's name in lower case without its dot, empty where it has none. */
export const extensionOf = (name: string): string =>
  /\.([A-Za-z0-9]{1,8})\s*$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The family that a MIME type says, null where it says nothing (`application/octet-stream`, an unknown one). */
const familyOfDeclaredMime = (mime: string): Family | null => {
  const plain = mime.toLowerCase();
  if (plain.startsWith('image/')) return plain.startsWith('image/svg') ? 'other' : 'image';
  if (plain.startsWith('audio/')) return 'audio';
  if (plain.startsWith('application/pdf')) return 'pdf';
  return plain.startsWith('video/') || plain.startsWith('text/') ? 'other' : null;
};

/** What name and declared type claim the content to be; null where they claim nothing that we know. */
export const declaredFamily = (name: string | undefined, mime: string | undefined): Family | null => {
  const byMime = familyOfDeclaredMime(mime ?? '');
  // A recording in a shared container is named after the container: the type says more than the name.
  return byMime === 'audio' ? byMime : (extensionFamilies[extensionOf(name ?? '')] ?? byMime);
};

/** Picture formats that are decoded here; HEIC is tried apart, since it decodes only where the machine can. */
export const decodableImages: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/tiff',
]);

export const isHeic = (mime: string): boolean => /^image\/hei[cf](?:-sequence)?$/.test(mime);

/** Sound as the channels and phones record it, with the name and type it is kept under. */
export const voiceForms: Readonly<Record<string, { readonly mime: string; readonly extension: string }>> = {
  'audio/ogg': { mime: 'audio/ogg', extension: 'ogg' },
  'audio/ogg; codecs=opus': { mime: 'audio/ogg', extension: 'ogg' },
  'audio/x-m4a': { mime: 'audio/mp4', extension: 'm4a' },
  'audio/mp4': { mime: 'audio/mp4', extension: 'm4a' },
  'audio/mpeg': { mime: 'audio/mpeg', extension: 'mp3' },
  'audio/webm': { mime: 'audio/webm', extension: 'webm' },
};

/** Containers that hold sound or pictures alike; browsers record voice notes in them and say that it is sound. */
const sharedContainers: Readonly<Record<string, string>> = {
  'video/webm': 'audio/webm',
  'video/mp4': 'audio/mp4',
};

/** The type of sniffed content, a container of either sort being what its sender says it is. */
export const typeOfContent = (sniffed: string, declaredMime: string | undefined): string =>
  declaredMime?.startsWith('audio/') ? (sharedContainers[sniffed] ?? sniffed) : sniffed;

/** The family of sniffed content. */
export const familyOfContent = (mime: string): Family => {
  if (mime === 'application/pdf') return 'pdf';
  if (mime.startsWith('image/')) return 'image';
  return mime.startsWith('audio/') ? 'audio' : 'other';
};
