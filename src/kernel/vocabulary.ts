import { editDistance } from './edit-distance.ts';
import { formsOf } from './word-forms.ts';

/** How likely a word of a message is a word of the vocabulary. */
export interface WordMatch {
  readonly word: number;
  readonly quality: number;
}

const none: readonly WordMatch[] = [];
const shortestForSlips = 4;
const rememberedWords = 5_000;

/** How many slips of the finger a word of this length may hold. */
const slipsIn = (length: number): number => (length < shortestForSlips ? 0 : length < 8 ? 1 : 2);

function* withoutOne(word: string): Generator<string> {
  for (let index = 0; index < word.length; index += 1) yield word.slice(0, index) + word.slice(index + 1);
}

/** Whether two words are alike but for their first letter. */
const isOtherBeginning = (one: string, other: string): boolean =>
  one.length >= shortestForSlips && one !== other && one.slice(1) === other.slice(1);

/**
 * The words of all phrases, found by any form of a word or in spite of slips. Words that differ by one slip share
 * a spelling with one letter left out, which is how they are found without comparing with every word.
 */
export class Vocabulary {
  private readonly words = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly byForm = new Map<string, WordMatch[]>();
  private readonly byDeletion = new Map<string, number[]>();
  private readonly remembered = new Map<string, readonly WordMatch[]>();

  add(key: string): number {
    const known = this.words.get(key);
    if (known !== undefined) return known;
    const word = this.texts.length;
    this.words.set(key, word);
    this.texts.push(key);
    for (const { form, quality } of formsOf(key)) this.push(this.byForm, form, { word, quality });
    if (slipsIn(key.length) > 0) {
      this.push(this.byDeletion, key, word);
      for (const spelling of new Set(withoutOne(key))) this.push(this.byDeletion, spelling, word);
    }
    return word;
  }

  /** The vocabulary's words that a message's word may be, each with its quality from 0 to 1. */
  find(key: string): readonly WordMatch[] {
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    const matches = this.search(key);
    // Bounded, since messages bring ever new words.
    if (this.remembered.size >= rememberedWords) this.remembered.clear();
    this.remembered.set(key, matches);
    return matches;
  }

  private search(key: string): readonly WordMatch[] {
    if (key.length > 24) return none;
    const best = new Map<number, number>();
    const isKnown = this.words.has(key);
    for (const { form, quality } of formsOf(key)) {
      for (const match of this.byForm.get(form) ?? none) {
        // «ولدي» is no «بلدي», though both are «لدي» with a letter before it.
        if (isKnown && isOtherBeginning(key, this.texts[match.word]!)) continue;
        this.keep(best, match.word, quality * match.quality);
      }
    }
    if (best.size === 0) this.searchSlips(key, best);
    return best.size === 0 ? none : [...best].map(([word, quality]) => ({ word, quality }));
  }

  private searchSlips(key: string, best: Map<number, number>): void {
    for (const { form, quality } of formsOf(key)) {
      const slips = slipsIn(form.length);
      if (slips === 0 || /\d/.test(form)) continue;
      const candidates = new Set<number>();
      for (const spelling of [form, ...withoutOne(form)]) {
        for (const word of this.byDeletion.get(spelling) ?? []) candidates.add(word);
      }
      for (const word of candidates) {
        const distance = editDistance(form, this.texts[word]!, slips);
        if (distance <= slips) this.keep(best, word, quality * (1 - (distance * 0.9) / form.length));
      }
    }
  }

  private keep(best: Map<number, number>, word: number, quality: number): void {
    if (quality > (best.get(word) ?? 0)) best.set(word, quality);
  }

  private push<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
    const list = index.get(key);
    if (list === undefined) index.set(key, [value]);
    else list.push(value);
  }
}
