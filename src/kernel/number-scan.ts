import { type Amount, NumberBuilder } from './number-builder.ts';
import type { Token } from './number-tokens.ts';
import { isPluralScale } from './number-words.ts';

/** How a number hangs together with the one before it; `apart` is by words that say nothing of it. */
type Join = 'none' | 'and' | 'to' | 'or' | 'except' | 'not' | 'apart';

export interface Found {
  readonly amount: Amount;
  readonly join: Join;
  /** The word right before it, for «مرة ٢٠ ومرة ٥٠». */
  readonly before: string;
  readonly fromWords: boolean;
}

type TokenOf<Type extends Token['type']> = Extract<Token, { type: Type }>;

const withoutAnd = (key: string): string => (key.length > 2 && key.startsWith('و') ? key.slice(1) : key);

/** Goes through a text's tokens once and collects its numbers and how they hang together. */
export class NumberScan {
  readonly found: Found[] = [];
  /** «بين» was said. */
  between = false;
  negative = false;
  /** A written number or a plural scale makes no sense. */
  malformed = false;
  private builder = new NumberBuilder();
  private closed = this.builder;
  private join: Join = 'none';
  private nextJoin: Join = 'none';
  private before = '';
  private lastOther = '';
  private fromWords = true;

  constructor(tokens: readonly Token[]) {
    for (const token of tokens) {
      if (token.type === 'literal') this.takeLiteral(token);
      else if (token.type === 'word') this.takeWord(token);
      else if (token.type === 'link') this.takeLink(token);
      else this.takeOther(token);
    }
    this.close();
  }

  private takeLiteral({ literal, and, to }: TokenOf<'literal'>): void {
    if (literal === null) {
      this.malformed = true;
      return;
    }
    if (to || !this.builder.isStarted || !this.builder.addLiteral(literal)) {
      this.open(and, to);
      this.builder.addLiteral(literal);
    }
    this.fromWords = false;
  }

  private takeWord({ word, key, and, to }: TokenOf<'word'>): void {
    const isStarted = this.builder.isStarted;
    if (word.role === 'scale' && !isStarted && isPluralScale(key)) {
      this.malformed = true;
      return;
    }
    if (word.role === 'fraction' && and && !isStarted && this.addPart(word.value)) return;
    // «٢٠ وحدة», «عشرين واحد»: the noun, not a second number.
    if (isStarted && !and && word.value === 1 && !/^[a-z]/.test(key)) return;
    if (to || !isStarted || !this.builder.addWord(word, key, and)) {
      this.open(and, to);
      this.builder.addWord(word, key, and);
    }
  }

  private takeLink({ link }: TokenOf<'link'>): void {
    switch (link) {
      case 'and':
      case 'pass':
        return;
      case 'currency':
        if (!this.builder.goesOnAfterCurrency) this.close();
        return;
      case 'between':
        this.close();
        this.between = true;
        return;
      case 'minus':
        if (!this.builder.isStarted && this.found.length === 0) this.negative = true;
        this.close();
        this.nextJoin = 'apart';
        return;
      case 'not':
        this.close();
        this.nextJoin = 'not';
        return;
      default:
        this.close();
        if (this.found.length > 0) this.nextJoin = link;
    }
  }

  private takeOther({ key }: TokenOf<'other'>): void {
    this.close();
    this.lastOther = withoutAnd(key);
    // «مو ثابت ٥٠٠»: what is denied stands right after.
    if (this.nextJoin === 'not') this.nextJoin = 'none';
    if (this.found.length > 0 && this.nextJoin === 'none') this.nextJoin = 'apart';
  }

  /** «خمسة ريال وربع»: what was counted stands between a number and its part. */
  private addPart(value: number): boolean {
    const whole = this.found.at(-1);
    if (whole === undefined || !this.closed.addPartOfUnit(value)) return false;
    this.found[this.found.length - 1] = { ...whole, amount: this.closed.finish() };
    return true;
  }

  private open(and: boolean, to: boolean): void {
    this.close();
    this.join = to ? 'to' : this.nextJoin === 'none' && and ? 'and' : this.nextJoin;
    this.before = this.lastOther;
    this.nextJoin = 'none';
  }

  private close(): void {
    if (!this.builder.isStarted) return;
    const { join, before, fromWords } = this;
    this.found.push({ amount: this.builder.finish(), join, before, fromWords });
    this.closed = this.builder;
    this.builder = new NumberBuilder();
    this.fromWords = true;
    this.lastOther = '';
    this.nextJoin = 'none';
  }
}
