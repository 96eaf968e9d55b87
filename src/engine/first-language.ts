import { languageOfScript } from '../kernel/script.ts';
import { isUntouched } from './untouched.ts';
import type { Work } from './work.ts';

/** Until a language is chosen, whoever writes is answered in the language of what was written. */
export const answersAsWritten = (work: Work, text: string): void => {
  const first = work.registry.first(work.facts);
  // How somebody is addressed is asked right after the language: who is known was asked before.
  if (first === null || work.profile.address !== null) return;
  const welcome = work.frames.find(({ flow }) => flow === first);
  if (welcome && !isUntouched(work, welcome)) return;
  const language = languageOfScript(text);
  if (language !== null && language !== work.profile.language) work.profile = { ...work.profile, language };
};
