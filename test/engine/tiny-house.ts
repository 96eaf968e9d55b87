import type { CheckedHouse, TextsByLanguage, TextTree } from '../../src/engine/check/house.ts';
import { shapeOf } from '../../src/engine/check/shapes.ts';
import { compileFlows, type Intent, type Registry } from '../../src/engine/registry.ts';
import type { Facts, Flow } from '../../src/engine/vocabulary.ts';
import { compileLexicon } from '../../src/i18n/lexicon.ts';
import { createRenderer } from '../../src/i18n/render.ts';
import { loadResources } from '../../src/i18n/resources.ts';

const real = await loadResources();

/** A menu for flows made up by a test. */
export const menuOf = (...offered: readonly string[]): Flow => ({
  name: 'menu',
  version: 1,
  questions: [{ key: 'menu', kind: 'choice', opens: true, choices: offered }],
  command: () => null,
});

const textsOf = (flow: Flow): TextTree =>
  Object.fromEntries(
    flow.questions.map((question) => [
      question.key,
      {
        label: `label ${question.key}`,
        ask: `ask ${question.key}?`,
        help: `help ${question.key}.`,
        choices: Object.fromEntries(
          (Array.isArray(question.choices) ? (question.choices as readonly string[]) : []).map((id) => [
            id,
            `choice ${id}`,
          ]),
        ),
        ...Object.fromEntries(
          (question.questions ?? []).map((inner) => [
            inner.key,
            { label: `label ${inner.key}`, ask: `ask ${inner.key}?`, help: `help ${inner.key}.` },
          ]),
        ),
      },
    ]),
  );

/** The words for controls as they are, and those for the intents that a test has. */
const phrasesFor = (language: 'ar' | 'en', intents: readonly string[]): TextTree => {
  const { understanding = {} } = real[language];
  const known = Object.entries((understanding.intents ?? {}) as TextTree);
  return { ...understanding, intents: Object.fromEntries(known.filter(([id]) => intents.includes(id))) };
};

/** The real common texts and phrases, and plain ones for a test's flows; `changes` replaces whole namespaces. */
const tinyTexts = (
  flows: readonly Flow[],
  intents: readonly string[],
  changes: Partial<TextsByLanguage> = {},
): TextsByLanguage => {
  const made = Object.fromEntries(flows.map((flow) => [flow.texts ?? flow.name, textsOf(flow)]));
  const inLanguage = (language: 'ar' | 'en') => ({
    common: real[language].common ?? {},
    understanding: phrasesFor(language, intents),
    ...made,
    ...changes[language],
  });
  return { ar: inLanguage('ar'), en: inLanguage('en') };
};

export interface TinyParts {
  readonly flows: readonly Flow[];
  readonly intents?: { readonly [id: string]: Intent };
  readonly first?: (facts: Facts) => string | null;
  readonly retired?: readonly string[];
  readonly texts?: Partial<TextsByLanguage>;
}

/** A registry of a test's own flows over the real words of people. */
export const tinyRegistry = ({
  flows,
  intents = {},
  first = () => null,
  retired = [],
  texts,
}: TinyParts): Registry => {
  const all = flows.some((flow) => flow.name === 'menu')
    ? flows
    : [menuOf(...flows.map((flow) => flow.name)), ...flows];
  return {
    flows: compileFlows(all),
    home: 'menu',
    first,
    intents,
    lexicon: compileLexicon(tinyTexts(all, Object.keys(intents), texts)),
    retired,
  };
};

/** The same as a house for `checkFlows`. */
export const tinyHouse = (parts: TinyParts, changes: Partial<CheckedHouse> = {}): CheckedHouse => {
  const registry = tinyRegistry(parts);
  const flows = [...registry.flows.values()].map(({ flow }) => flow);
  const texts = tinyTexts(flows, Object.keys(registry.intents), parts.texts);
  const renderer = createRenderer(texts);
  return {
    registry,
    texts,
    render: (reply, reader) => renderer.reply(reply, reader),
    channels: [
      {
        name: 'telegram',
        textCharacters: 4096,
        captionCharacters: 1024,
        buttons: { most: 100, labelCharacters: 64, idBytes: 56 },
      },
    ],
    worlds: [
      {
        name: 'somebody',
        today: '2026-11-24',
        address: 'female',
        facts: {},
        standIn: () => [{ id: 'one', label: 'one' }],
        opens: () => true,
      },
    ],
    openings: [],
    shapes: Object.fromEntries(flows.map((flow) => [flow.name, shapeOf(flow)])),
    ...changes,
  };
};
