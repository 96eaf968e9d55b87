import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { telegramLimits } from '../channels/telegram/limits.ts';
import { createWebAdapter } from '../channels/web/adapter.ts';
import type { ChannelLimits, CheckedHouse } from '../engine/check/house.ts';
import type { Shapes } from '../engine/check/shapes.ts';
import type { Registry } from '../engine/registry.ts';
import { sampleOpenings } from '../flows-tools/openings.ts';
import { sampleWorlds } from '../flows-tools/worlds.ts';
import { createRenderer, type Renderer } from '../i18n/render.ts';
import { loadResources, type Resources } from '../i18n/resources.ts';
import { createRegistry } from './registry.ts';

const shapesFile = fileURLToPath(new URL('../../flows/shapes.json', import.meta.url));

const channels: readonly ChannelLimits[] = [
  {
    name: 'telegram',
    textCharacters: telegramLimits.textCharacters,
    captionCharacters: telegramLimits.captionCharacters,
    buttons: {
      most: telegramLimits.buttons,
      labelCharacters: telegramLimits.buttonLabelCharacters,
      idBytes: telegramLimits.choiceIdBytes,
    },
  },
  { name: 'web', ...createWebAdapter().capabilities },
];

const readShapes = async (): Promise<Shapes> => {
  try {
    return JSON.parse(await readFile(shapesFile, 'utf8')) as Shapes;
  } catch {
    return {};
  }
};

/** The flows, texts and channels of this program without its database: what the flow tools and tests look at. */
export interface FlowsHouse extends CheckedHouse {
  readonly registry: Registry;
  readonly renderer: Renderer;
  readonly texts: Resources;
  readonly shapes: Shapes;
}

export const loadFlowsHouse = async (): Promise<FlowsHouse> => {
  const texts = await loadResources();
  const renderer = createRenderer(texts);
  return {
    registry: createRegistry(texts),
    renderer,
    texts,
    render: (reply, reader) => renderer.reply(reply, reader),
    channels,
    worlds: sampleWorlds,
    openings: sampleOpenings,
    shapes: await readShapes(),
  };
};
