export { closestOptions, matchOption, matchOptions } from './options.ts';
export { countPeople } from './people.ts';
export { compilePhrases, findPhrase, type PhraseBook } from './phrases.ts';
export { isPlainYesNo } from './plain-yes-no.ts';
export { looksLikeQuestion } from './questions.ts';
export { parseYesNo, questionAfterYes } from './yes-no.ts';
