import type { Literal } from './number-tokens.ts';
import type { NumberWord } from './number-words.ts';

/** A number as it grows word by word. */
export interface Amount {
  value: number;
  /** Decimals as written; words with fractions count the fraction's own. */
  decimals: number;
  other?: number;
  /** The scale that was said last (1,000 in «عشرين ألف»), 1 when none. */
  scale: number;
  /** Whether it is a mere part («ربع»), which «إلا» takes from the scale before it. */
  fraction: boolean;
}

const exactly = (value: number): number => (Number.isInteger(value) ? value : Math.round(value * 1e6) / 1e6);

/**
 * Adds words and written numbers to one number for as long as they fit: «ألف» «ومية» «وخمسين» do, a second
 * unit does not and starts another number.
 */
export class NumberBuilder {
  private total = 0;
  private group = 0;
  private hasOnes = false;
  private hasTens = false;
  private hasHundreds = false;
  private isLiteral = false;
  private isFraction = false;
  private decimals = 0;
  private scale = 1;
  private fractionAdded = false;
  private english = false;
  private lastKey = '';
  private literalOther: number | undefined;
  private half: number | undefined;
  private started = false;

  get isStarted(): boolean {
    return this.started;
  }

  /** Whether a currency word may stand here and the number still go on («ألف ريال وخمسمية»). */
  get goesOnAfterCurrency(): boolean {
    return this.started && !this.isLiteral && ((this.group === 0 && this.scale > 1) || this.hasHundreds);
  }

  private get groupEmpty(): boolean {
    return this.group === 0 && !this.hasOnes && !this.isLiteral;
  }

  /** Adds a written number; false when it does not fit and is a number of its own. */
  addLiteral(literal: Literal): boolean {
    if (this.started && !(this.groupEmpty && this.scale > 1 && literal.value < this.scale)) return false;
    this.started = true;
    this.isLiteral = true;
    this.group = literal.value;
    this.decimals = literal.decimals;
    this.literalOther = this.total === 0 ? literal.other : undefined;
    return true;
  }

  /** Adds a word; false when it does not fit and begins a number of its own. */
  addWord(word: NumberWord, key: string, and: boolean): boolean {
    const added = this.place(word, key, and);
    if (added) {
      this.started = true;
      this.lastKey = key;
      this.english = /^[a-z]/.test(key);
    }
    return added;
  }

  private place(word: NumberWord, key: string, and: boolean): boolean {
    switch (word.role) {
      case 'ones':
        return this.placeOnes(word.value, and);
      case 'tens':
        return this.placeTens(word.value, key, and);
      case 'teen':
        if (this.hasOnes || this.hasTens || this.isLiteral || (this.started && word.value === 0))
          return false;
        this.hasOnes = true;
        this.hasTens = true;
        this.group += word.value;
        return true;
      case 'hundred':
        return this.placeHundred(and);
      case 'hundreds':
        if (!this.groupEmpty) return false;
        this.hasHundreds = true;
        this.group = word.value;
        return true;
      case 'counted':
        if (!this.groupEmpty || (this.scale > 1 && word.value >= this.scale)) return false;
        this.total += word.value;
        this.scale = word.value >= 1_000_000 ? 1_000_000 : word.value >= 1_000 ? 1_000 : this.scale;
        if (word.value < 1_000) {
          this.total -= word.value;
          this.group = word.value;
          this.isLiteral = true;
        }
        return true;
      case 'scale':
        return this.placeScale(word.value, and);
      case 'fraction':
        return this.placeFraction(word.value);
    }
  }

  private placeOnes(value: number, and: boolean): boolean {
    if (this.hasOnes || this.isLiteral || this.isFraction) return false;
    // Arabic says the unit before the ten; only English puts it after.
    if (this.hasTens && !this.english) return false;
    if (this.hasTens && and) return false;
    this.hasOnes = true;
    this.group += value;
    return true;
  }

  private placeTens(value: number, key: string, and: boolean): boolean {
    if (this.hasTens || this.isLiteral || this.isFraction) return false;
    if (this.hasOnes) {
      const isTeen =
        value === 10 && !and && this.group % 10 !== 0 && this.lastKey.endsWith('ه') !== key.endsWith('ه');
      const isArabicTwin = value === 10 && !and && /^(احد|احدي|اثنا|اثني|اثنتا)$/.test(this.lastKey);
      if (!isTeen && !isArabicTwin && !(and && value >= 20 && !this.english)) return false;
    }
    this.hasTens = true;
    if (value === 10 && this.hasOnes === false) this.hasOnes = true;
    this.group += value;
    return true;
  }

  private placeHundred(and: boolean): boolean {
    if (this.groupEmpty) {
      this.hasHundreds = true;
      this.group = 100;
      return true;
    }
    const counted = this.isLiteral
      ? this.group < 100 && Number.isInteger(this.group)
      : this.hasOnes && !this.hasHundreds;
    if (and || !counted || this.group === 0 || this.group >= 100) return false;
    this.group *= 100;
    this.hasHundreds = true;
    this.hasOnes = false;
    this.hasTens = false;
    this.isLiteral = false;
    return true;
  }

  private placeScale(value: number, and: boolean): boolean {
    if (this.scale > 1 && value >= this.scale) return false;
    if (this.groupEmpty) {
      if (this.started && !and) return false;
      this.total += value;
    } else {
      if (and) return false;
      this.total += exactly((this.literalOther ?? this.group) * value);
      this.decimals = 0;
    }
    this.scale = value;
    this.group = 0;
    this.literalOther = undefined;
    this.hasOnes = false;
    this.hasTens = false;
    this.hasHundreds = false;
    this.isLiteral = false;
    this.isFraction = false;
    return true;
  }

  private placeFraction(value: number): boolean {
    if (this.fractionAdded) return false;
    if (!this.started) {
      this.isFraction = true;
      this.group = value;
      this.decimals = value === 0.5 ? 1 : 2;
      return true;
    }
    this.fractionAdded = true;
    if (this.groupEmpty && this.scale > 1) {
      this.total += value * this.scale;
      return true;
    }
    if (this.hasHundreds && !this.hasOnes && !this.hasTens) this.half = value * 100;
    this.group += value;
    this.decimals = value === 0.5 ? 1 : 2;
    return true;
  }

  /** «خمسة ريال وربع»: a part of what was counted, which stands between. */
  addPartOfUnit(value: number): boolean {
    if (this.fractionAdded || this.isFraction) return false;
    this.fractionAdded = true;
    this.group += value;
    this.decimals = Math.max(this.decimals, value === 0.5 ? 1 : 2);
    return true;
  }

  /** The number so far. */
  finish(): Amount {
    const value = exactly(this.total + this.group);
    const amount: Amount = { value, decimals: this.decimals, scale: this.scale, fraction: this.isFraction };
    if (this.literalOther !== undefined) amount.other = this.literalOther;
    if (this.half !== undefined) {
      // «مية ونص» may be a hundred and fifty or a hundred and a half.
      amount.other = value;
      amount.value = value - this.half / 100 + this.half;
    }
    return amount;
  }
}
