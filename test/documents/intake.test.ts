import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { admitDocument, type Expectation } from '../../src/documents/intake.ts';
import * as samples from './samples.ts';

const anything: Expectation = { accepts: ['photo', 'document', 'voice'] };

const admitted = async (content: Uint8Array, expectation: Expectation = anything) => {
  const outcome = await admitDocument(content, expectation);
  if (!outcome.ok) throw new Error(`not admitted: ${JSON.stringify(outcome.error)}`);
  return outcome.value;
};

const reason = async (content: Uint8Array, expectation: Expectation = anything): Promise<string> => {
  const outcome = await admitDocument(content, expectation);
  return outcome.ok ? `admitted as ${outcome.value.kind} ${outcome.value.mime}` : outcome.error.reason;
};

describe('pictures are made anew', () => {
  test('a photo of a phone is straightened, and says no more where and with what it was taken', async () => {
    const sent = await samples.phonePhoto(40, 20);
    expect(sent.includes(samples.cameraNote)).toBe(true);
    const photo = await admitted(sent, {
      accepts: ['photo'],
      declaredName: 'IMG_0001.JPG',
      declaredMime: 'image/jpeg',
    });
    expect(photo).toMatchObject({
      kind: 'photo',
      mime: 'image/jpeg',
      extension: 'jpg',
      width: 20,
      height: 40,
    });
    expect(Buffer.from(photo.content).includes(samples.cameraNote)).toBe(false);
    const metadata = await sharp(photo.content).metadata();
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const { data } = await sharp(photo.content).raw().toBuffer({ resolveWithObject: true });
    const [red = 0, , blue = 0] = data;
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  });

  test('the hash is that of what is kept', async () => {
    const photo = await admitted(await samples.phonePhoto());
    expect(photo.sha256).toBe(createHash('sha256').update(photo.content).digest('hex'));
  });

  test('what was appended behind or hidden in the file is gone', async () => {
    const hidden = Buffer.concat([
      await samples.plainPicture('jpeg'),
      Buffer.from('<script>evil()</script> PK\x03\x04'),
    ]);
    expect(Buffer.from((await admitted(hidden)).content).includes('evil')).toBe(false);
  });

  test('the longest side becomes at most 2400 px, and a small one is not blown up', async () => {
    expect(await admitted(await samples.plainPicture('jpeg', 4800, 1200))).toMatchObject({
      width: 2400,
      height: 600,
    });
    expect(await admitted(await samples.plainPicture('jpeg', 1000, 5000))).toMatchObject({
      width: 480,
      height: 2400,
    });
    expect(await admitted(await samples.plainPicture('jpeg', 100, 50))).toMatchObject({
      width: 100,
      height: 50,
    });
  });

  test('which format is kept', async () => {
    const table: [string, Buffer, string][] = [
      ['small PNG', await samples.plainPicture('png'), 'image/png'],
      ['transparent PNG', await samples.transparentPng(), 'image/png'],
      ['large PNG without transparency', await samples.noisyPng(600, 600), 'image/jpeg'],
      ['WebP', await samples.plainPicture('webp'), 'image/jpeg'],
      ['GIF', await samples.plainPicture('gif'), 'image/jpeg'],
      ['AVIF', await samples.plainPicture('avif'), 'image/jpeg'],
      ['JPEG', await samples.plainPicture('jpeg'), 'image/jpeg'],
    ];
    for (const [name, content, mime] of table)
      expect([name, (await admitted(content)).mime]).toEqual([name, mime]);
  });

  test('a picture where only a document was asked is the document', async () => {
    expect(await reason(await samples.phonePhoto(), { accepts: ['document'] })).toBe(
      'admitted as document image/jpeg',
    );
  });
});

describe('sound', () => {
  test.each([
    ['a voice note', samples.voiceNote(), 'audio/ogg', 'ogg'],
    ['a voice memo of an iPhone', samples.m4aVoice(), 'audio/mp4', 'm4a'],
    ['an MP3', samples.mp3Voice(), 'audio/mpeg', 'mp3'],
  ])('%s is kept as it is', async (_, content, mime, extension) => {
    const voice = await admitted(content, { accepts: ['voice'] });
    expect(voice).toMatchObject({ kind: 'voice', mime, extension });
    expect(Buffer.compare(voice.content, content)).toBe(0);
  });

  test.each([
    ['a browser records in WebM', samples.webmVoice(), 'audio/webm', 'voice.webm', 'webm'],
    ['a browser records in MP4', samples.mp4Recording(), 'audio/mp4', 'voice.mp4', 'm4a'],
  ])('%s, and says that it is sound', async (_, content, mime, declaredName, extension) => {
    const voice = await admitted(content, { accepts: ['voice'], declaredName, declaredMime: mime });
    expect(voice).toMatchObject({ kind: 'voice', mime, extension });
  });

  test('a video in the same container is refused', async () => {
    const claim = { accepts: ['voice'] as const, declaredName: 'clip.webm', declaredMime: 'video/webm' };
    expect(await reason(samples.webmVoice(), claim)).toBe('unsupported-type');
  });

  test('is refused where a photo is asked', async () => {
    expect(await reason(samples.voiceNote(), { accepts: ['photo'] })).toBe('unsupported-type');
  });
});

describe('claims and content', () => {
  const pdf = samples.pdfOf('<< /Type /Catalog >>');
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300, 1)]);
  const text = Buffer.from('this is only some text, long enough to be sniffed as nothing at all');
  test.each<[string, Buffer | Promise<Buffer>, string | undefined, string | undefined, string]>([
    [
      'a PNG named .jpg (channels rename)',
      samples.plainPicture('png'),
      'a.jpg',
      'image/jpeg',
      'admitted as photo image/png',
    ],
    ['a JPEG with no name', samples.phonePhoto(), undefined, undefined, 'admitted as photo image/jpeg'],
    [
      'a JPEG of unknown type',
      samples.phonePhoto(),
      'file',
      'application/octet-stream',
      'admitted as photo image/jpeg',
    ],
    ['an upper-case name', samples.phonePhoto(), 'ID.JPEG', undefined, 'admitted as photo image/jpeg'],
    ['an Arabic name', samples.phonePhoto(), 'صورة الهوية.jpg', undefined, 'admitted as photo image/jpeg'],
    ['a PDF named as one', pdf, 'cv.pdf', 'application/pdf', 'admitted as document application/pdf'],
    ['a PDF named .jpg', pdf, 'id.jpg', undefined, 'not-what-its-name-says'],
    ['a JPEG named .pdf', samples.phonePhoto(), 'id.pdf', undefined, 'not-what-its-name-says'],
    [
      'a JPEG that claims to be sound',
      samples.phonePhoto(),
      undefined,
      'audio/ogg',
      'not-what-its-name-says',
    ],
    ['a program named .jpg', program, 'id.jpg', 'image/jpeg', 'not-what-its-name-says'],
    ['a program named .pdf.exe', program, 'id.pdf.exe', undefined, 'unsupported-type'],
    ['text named .pdf', text, 'id.pdf', undefined, 'not-what-its-name-says'],
    ['text named .txt', text, 'id.txt', 'text/plain', 'unsupported-type'],
    ['text with no name', text, undefined, undefined, 'unsupported-type'],
    [
      'an SVG',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'a.svg',
      'image/svg+xml',
      'unsupported-type',
    ],
    ['a voice note', samples.voiceNote(), 'v.oga', 'audio/ogg', 'admitted as voice audio/ogg'],
  ])('%s', async (_, content, declaredName, declaredMime, outcome) => {
    const claims = { ...(declaredName && { declaredName }), ...(declaredMime && { declaredMime }) };
    expect(await reason(await content, { ...anything, ...claims })).toBe(outcome);
  });

  test('the problem says what was found and what was claimed, never the name itself', async () => {
    const byName = await admitDocument(pdf, { accepts: ['photo'], declaredName: 'Noura Alharbi.jpg' });
    expect(byName).toEqual({
      ok: false,
      error: { reason: 'not-what-its-name-says', detected: 'application/pdf', declared: 'jpg' },
    });
    const byMime = await admitDocument(pdf, { accepts: ['photo'], declaredMime: 'image/jpeg' });
    expect(byMime).toMatchObject({ error: { declared: 'image/jpeg' } });
  });
});

describe('limits', () => {
  const megabyte = 1024 * 1024;
  const padded = (content: Buffer, bytes: number) =>
    Buffer.concat([content, Buffer.alloc(bytes - content.length)]);
  test.each<[string, () => Buffer | Promise<Buffer>, Expectation, number]>([
    [
      'photo 15 MB',
      async () => padded(await samples.phonePhoto(), 15 * megabyte + 1),
      anything,
      15 * megabyte,
    ],
    ['document 20 MB', () => Buffer.alloc(20 * megabyte + 1), anything, 20 * megabyte],
    ['voice 10 MB', () => padded(samples.voiceNote(), 10 * megabyte + 1), anything, 10 * megabyte],
    ['as asked', () => samples.phonePhoto(), { accepts: ['photo'], maximumBytes: 100 }, 100],
  ])('%s', async (_, content, expectation, limitBytes) => {
    const outcome = await admitDocument(await content(), expectation);
    expect(outcome).toMatchObject({ ok: false, error: { reason: 'too-large', limitBytes } });
  });

  test('exactly the limit is still taken', async () => {
    expect(await reason(padded(samples.voiceNote(), 10 * megabyte))).toBe('admitted as voice audio/ogg');
  });

  test('an empty file', async () => {
    expect(await reason(new Uint8Array(0))).toBe('empty');
  });

  test('a few bytes that ask for an enormous picture', async () => {
    expect(await reason(samples.pixelBomb(50_000, 50_000))).toBe('too-many-pixels');
    expect(await reason(samples.pixelBomb(10_000, 5_001))).toBe('too-many-pixels');
  });
});

describe('damaged and foreign pictures', () => {
  test('a photo that broke off on its way', async () => {
    const whole = await samples.noisyPng(200, 200).then((png) => sharp(png).jpeg().toBuffer());
    expect(await reason(whole.subarray(0, whole.length / 2))).toBe('broken');
  });

  test('HEIC that cannot be decoded here has its own sentence', async () => {
    expect(await reason(samples.heicFile(), { accepts: ['photo'], declaredName: 'IMG_1.HEIC' })).toBe('heic');
  });
});

test('no content whatever makes it throw', async () => {
  const starts = [
    await samples.phonePhoto(),
    samples.pdfOf('<<>>'),
    samples.heicFile(),
    samples.voiceNote(),
    await samples.transparentPng(),
  ];
  for (const start of starts) {
    for (let length = 1; length < Math.min(start.length, 200); length += 7) {
      const damaged = Buffer.from(start.subarray(0, length * 3));
      damaged[length] = (damaged[length] ?? 0) ^ 0xff;
      expect(typeof (await reason(damaged))).toBe('string');
    }
  }
});
