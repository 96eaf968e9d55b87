import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A picture whose left half is red and right half blue, so that a turn of it can be seen. */
const twoHalves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    {
      input: { create: { width: Math.ceil(width / 2), height, channels: 3, background: '#ff0000' } },
      left: 0,
      top: 0,
    },
  ]);

export const cameraNote = 'TAKEN-AT-THE-HOME-OF-THE-FAMILY';

/** As a phone held upright writes it: pixels lying on their side, EXIF saying so, maker and place in the metadata. */
export const phonePhoto = async (width = 40, height = 20): Promise<Buffer> =>
  await twoHalves(width, height)
    .withExif({ IFD0: { Model: cameraNote }, IFD3: { GPSLatitude: '24/1 42/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

export const plainPicture = async (
  format: 'png' | 'webp' | 'gif' | 'avif' | 'jpeg',
  width = 40,
  height = 20,
) => await twoHalves(width, height).toFormat(format).toBuffer();

export const transparentPng = async (): Promise<Buffer> =>
  await sharp({ create: { width: 30, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .png()
    .toBuffer();

/** A PNG of noise: as large as a photo, and without transparency. */
export const noisyPng = async (width: number, height: number): Promise<Buffer> =>
  await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
};

const pngChunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** A few bytes that ask for an enormous picture. */
export const pixelBomb = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1024));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};

/** The beginning of an iPhone's HEIC file; its picture is HEVC, which is not free to decode. */
export const heicFile = (): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic', 'latin1'),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from('mif1heic', 'latin1'),
    Buffer.alloc(400),
  ]);

export const pdfOf = (...objects: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    ...objects.map((object, index) =>
      Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        typeof object === 'string' ? Buffer.from(object, 'latin1') : object,
        Buffer.from('\nendobj\n'),
      ]),
    ),
    Buffer.from('trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n'),
  ]);

/** A PDF of so many pages. */
export const pdfOfPages = (pages: number): Buffer =>
  pdfOf(
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, page) => `${page + 3} 0 R`).join(' ')}] >>`,
    ...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
  );

/** Objects as most programs of today write them: compressed into one stream. */
export const objectStream = (inside: string, filter = '/Filter /FlateDecode', compress = true): Buffer => {
  const content = compress ? deflateSync(Buffer.from(inside)) : Buffer.from(inside);
  return Buffer.concat([
    Buffer.from(`<< /Type /ObjStm /N 1 /First 4 ${filter} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);
};

/** An Ogg page that opens an Opus stream, as a voice note begins. */
export const voiceNote = (seconds = 1): Buffer =>
  Buffer.concat([
    Buffer.from('OggS\0\x02', 'latin1'),
    Buffer.alloc(20),
    Buffer.from([1, 19]),
    Buffer.from('OpusHead\x01\x01', 'latin1'),
    Buffer.alloc(9 + 2000 * seconds, 7),
  ]);

export const webmVoice = (): Buffer =>
  Buffer.concat([
    Buffer.from(
      '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
      'hex',
    ),
    Buffer.alloc(2000, 7),
  ]);

export const mp4Recording = (): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypiso5', 'latin1'),
    Buffer.from('\0\0\x02\0iso5mp41', 'latin1'),
    Buffer.alloc(2000, 7),
  ]);

export const m4aVoice = (): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypM4A ', 'latin1'),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from('isomM4A ', 'latin1'),
    Buffer.alloc(300),
  ]);

export const mp3Voice = (): Buffer =>
  Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0]),
    Buffer.from([0xff, 0xfb, 0x90, 0x64]),
    Buffer.alloc(413),
    Buffer.from([0xff, 0xfb, 0x90, 0x64]),
    Buffer.alloc(413),
  ]);
