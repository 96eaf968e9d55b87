export { matchOption, matchOptions, type Option } from './options.ts';
export { compilePhrases, findPhrase, type PhraseBook, type PhraseMatch } from './phrases.ts';
export { parseYesNo, type YesNo } from './yes-no.ts';
