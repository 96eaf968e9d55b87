import type { Lexicon } from '../engine/registry.ts';
import { compilePhrases } from '../kernel/understanding.ts';
import { languages, type Resources, type Texts, textAt } from './resources.ts';

const phrasesOf = (
  resources: Resources,
  section: 'controls' | 'intents',
): Record<string, readonly string[]> => {
  const phrases: Record<string, string[]> = {};
  for (const language of languages) {
    const entries = textAt(resources[language].understanding, section);
    for (const [id, list] of Object.entries((entries ?? {}) as Texts)) {
      phrases[id] = [...(phrases[id] ?? []), ...(Array.isArray(list) ? (list as readonly string[]) : [])];
    }
  }
  return phrases;
};

/**
 * Emoji and punctuation around a label are no part of how people name it. «أكلم موظفة» is a wish of its own, whoever reads
 * it on a button.
 */
const labelsIn = (texts: Texts | undefined, path: string): readonly string[] => {
  const parent = textAt(texts, path.slice(0, path.lastIndexOf('.')));
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (parent === undefined || typeof parent === 'string' || Array.isArray(parent)) return [];
  return Object.entries(parent as Texts)
    .filter(([key, text]) => typeof text === 'string' && (key === last || key.startsWith(`${last}_`)))
    .filter(([key]) => !key.startsWith(`${last}_women`))
    .map(([, text]) => String(text));
};

/** How words are understood, in every language at once: people mix them. */
export const compileLexicon = (resources: Resources): Lexicon => {
  const labels = new Map<string, readonly string[]>();
  const synonymsOf = (id: string, section: 'choices' | 'questions' = 'choices'): readonly string[] =>
    languages.flatMap((language) => {
      const synonyms = (resources[language].understanding?.[section] ?? {}) as Texts;
      const found = synonyms[id];
      return Array.isArray(found) ? (found as readonly string[]) : [];
    });
  const questions = new Map<string, readonly string[]>();
  return {
    questionLabels(namespace, question) {
      const id = `${namespace}.${question}`;
      const known = questions.get(id);
      if (known) return known;
      const found = [
        ...languages.flatMap((language) => labelsIn(resources[language][namespace], `${question}.label`)),
        ...synonymsOf(id, 'questions'),
      ];
      questions.set(id, found);
      return found;
    },
    controls: compilePhrases(phrasesOf(resources, 'controls')),
    intents: compilePhrases(phrasesOf(resources, 'intents')),
    choiceLabels(namespace, question, choice) {
      const id = `${namespace}.${question}.${choice}`;
      const known = labels.get(id);
      if (known) return known;
      const found = [
        ...languages.flatMap((language) =>
          labelsIn(resources[language][namespace], `${question}.choices.${choice}`),
        ),
        ...languages.flatMap((language) => labelsIn(resources[language].common, `choice.${choice}`)),
        ...synonymsOf(id),
      ];
      labels.set(id, found);
      return found;
    },
  };
};
