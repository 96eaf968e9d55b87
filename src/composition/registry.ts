import { first, flows, home, intents, retired, unasked } from '../../flows/index.ts';
import { compileFlows, type Registry } from '../engine/registry.ts';
import { compileLexicon } from '../i18n/lexicon.ts';
import type { Resources } from '../i18n/resources.ts';

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
