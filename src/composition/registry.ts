import { first, flows, home, intents, retired, unasked } from '../../flows/index.ts';
import { compileFlows, type Registry } from '../engine/registry.ts';
import { compileLexicon } from '../i18n/lexicon.ts';
import { createRenderer, type Renderer } from '../i18n/render.ts';
import { loadResources, type Resources } from '../i18n/resources.ts';

/** The registry of this program's flows, understood in every language. */
export const createRegistry = (texts: Resources): Registry => ({
  flows: compileFlows(flows),
  home,
  first,
  intents,
  lexicon: compileLexicon(texts),
  retired,
  unasked,
});

/** What the program says and understands. */
export interface Speech {
  readonly registry: Registry;
  readonly renderer: Renderer;
}

export const loadSpeech = async (): Promise<Speech> => {
  const texts = await loadResources();
  return { registry: createRegistry(texts), renderer: createRenderer(texts) };
};
