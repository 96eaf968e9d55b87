import type { Drawing } from '../engine/vocabulary.ts';
import type { Reader, Renderer } from '../i18n/render.ts';
import type { Logger } from '../observability/log.ts';
import type { Press } from './press.ts';
import { studyPicture } from './study-picture.ts';

/** A picture that was drawn; null where that failed, so that its words go alone. */
export type Draw = (
  drawing: Drawing,
  reader: Reader,
) => Promise<{ readonly mime: string; readonly content: Uint8Array } | null>;

/** Draws on the press, in the words of whoever looks at it. The same numbers and reader give the same picture. */
export const createDraw =
  (parts: { readonly press: Press; readonly renderer: Renderer; readonly log: Logger }): Draw =>
  async (drawing, reader) => {
    const { press, renderer, log } = parts;
    const picture = studyPicture(drawing, reader.language, (text) => renderer.message(text, reader));
    try {
      return { mime: 'image/png', content: await press.study(picture) };
    } catch (error) {
      log.error({ err: error }, 'A picture could not be drawn; its words go alone');
      return null;
    }
  };
