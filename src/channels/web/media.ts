/** What a browser may show in place; anything else is handed over as a download of plain bytes. */
const shown = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/webm',
  'audio/wav',
]);

/** Headers for a stored file: a type that could run in the page (HTML, SVG) is never named. */
export function mediaHeaders(mime: string): { readonly [name: string]: string } {
  const type = (mime.split(';')[0] ?? '').trim().toLowerCase();
  if (type === 'application/pdf') {
    return { 'content-type': type, 'content-disposition': 'attachment; filename="document.pdf"' };
  }
  return shown.has(type)
    ? { 'content-type': type, 'content-disposition': 'inline' }
    : { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="file"' };
}
