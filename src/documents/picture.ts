import sharp from 'sharp';
import { fail, ok, type Result } from '../kernel/result.ts';

export type Picture = {
  readonly content: Uint8Array;
  readonly mime: 'image/jpeg' | 'image/png';
  readonly extension: 'jpg' | 'png';
  /** Pixels, after straightening. */
  readonly width: number;
  readonly height: number;
};

/** A decoded pixel takes three or four bytes: fifty million are what one upload may cost in memory. */
const mostPixels = 50_000_000;
const longestSidePixels = 2400;
const jpegQuality = 85;
/** A drawing or a screenshot this small is better kept sharp than made smaller. */
const smallPngBytes = 512 * 1024;

// Every upload is decoded once, so a cache of decoded pictures would only hold memory.
sharp.cache(false);

// A large photo takes some 50 MB while it is worked on, so however many families send one at once, two are in hand.
const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let nextLane = 0;
const inLane = async <Value>(run: () => Promise<Value>): Promise<Value> => {
  const lane = nextLane;
  nextLane = (nextLane + 1) % lanes.length;
  const running = (lanes[lane] ?? Promise.resolve()).then(run);
  lanes[lane] = running.catch(() => undefined);
  return await running;
};

/**
 * Decodes a picture and makes it anew: straightened by its EXIF orientation, in sRGB, at most 2400 px on the longest
 * side, with no metadata and nothing that was hidden behind or between the pixels. JPEG, or PNG where that was small
 * or has transparency.
 */
export const remakePicture = (
  content: Uint8Array,
  mime: string,
): Promise<Result<Picture, 'too-many-pixels' | 'broken'>> => inLane(() => remake(content, mime));

const remake = async (
  content: Uint8Array,
  mime: string,
): Promise<Result<Picture, 'too-many-pixels' | 'broken'>> => {
  try {
    const metadata = await sharp(content, { limitInputPixels: false }).metadata();
    if (metadata.width * metadata.height > mostPixels) return fail('too-many-pixels');
    const staysPng = mime === 'image/png' && (metadata.hasAlpha || content.length <= smallPngBytes);
    const straight = sharp(content, { limitInputPixels: mostPixels, failOn: 'error' }).autoOrient().resize({
      width: longestSidePixels,
      height: longestSidePixels,
      fit: 'inside',
      withoutEnlargement: true,
    });
    const remade = staysPng
      ? straight.png({ compressionLevel: 9 })
      : straight.flatten({ background: '#ffffff' }).jpeg({ quality: jpegQuality });
    const { data, info } = await remade.toBuffer({ resolveWithObject: true });
    const form = staysPng
      ? ({ mime: 'image/png', extension: 'png' } as const)
      : ({ mime: 'image/jpeg', extension: 'jpg' } as const);
    return ok({ content: new Uint8Array(data), ...form, width: info.width, height: info.height });
  } catch {
    return fail('broken');
  }
};
