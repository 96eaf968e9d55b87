import { type Halalas, parseMoney } from '../../kernel/money.ts';
import { cleanText, matchKey, toLatinDigits } from '../../kernel/text.ts';
import { monthsAhead } from './months-said.ts';

/** What the bank's letter says of one application; `words` is its reason, as it stands there. */
export type LetterDecision =
  | { readonly kind: 'approve'; readonly words: null }
  | {
      readonly kind: 'approve-less';
      readonly amountHalalas: Halalas;
      readonly months: number;
      readonly words: string | null;
    }
  | { readonly kind: 'decline'; readonly words: string };

export interface LetterLine {
  readonly number: number;
  readonly decision: LetterDecision;
}

/** Why a line of the letter is not understood. */
export type LineProblem =
  | 'no-number'
  | 'no-decision'
  | 'no-reason'
  | 'no-months'
  | 'two-amounts'
  | 'condition'
  | 'two-decisions'
  | 'twice';

export interface UnreadLine {
  readonly said: string;
  readonly problem: LineProblem;
}

const thousands = /(?<=\d)[,،٬](?=\d{3}(?!\d))/gu;
/** «7.500»: seven thousand five hundred, or seven and a half. */
const eitherAmount = /(?<![\d.])\d{1,3}[.٫]\d{3}(?!\d)/u;
/** A new line begins something new; a comma may as well stand within a reason. */
const lineEnds = /[\n;؛]+/u;
const commas = /[,،]/u;
const numbered = /^(?:(?:ال)?(?:طلب|رقم)\s+|application\s+|number\s+|no\.?\s*|#\s*)*(\d{1,9})(?!\d)/iu;
const further = /^\s*(?:و\s*|and\s+|&\s*|\+\s*)(\d{1,9})(?!\d)/iu;

const words = (list: string): readonly string[] => list.split('|');
const refusals = words(
  'غير موافق|غير موافقه|غير مقبول|غير مقبوله|لم يوافق|لم تتم الموافقه|لم يقبل|ما وافق|ما وافقوا|لا يوافق|عدم الموافقه|عدم موافقه|مرفوض|مرفوضه|مرفوضين|رفض|رفضت|رفضوا|اعتذر|اعتذروا|اعتذار|not approved|not accepted|declined|decline|rejected|refused',
);
const approvals = words(
  'تمت الموافقه عليه|تمت الموافقه|موافق عليه|موافق عليها|موافقين|موافق|موافقه|وافقوا|وافق|مقبول|مقبوله|قبول|approved|approve|accepted',
);
const negations = new Set(words('لم|ما|لا|غير|عدم|بدون|دون|not|no|without'));
/** What adds nothing to a plain yes. */
const nothingMore = new Set(
  words('|كامل|كاملا|بالكامل|كامل المبلغ|المبلغ كامل|كما طلب|كما طلبت|in full|full amount'),
);
const beforeTerms = /^(?:(?:على|لكن|بس|فقط|ب?مبلغ|لمبلغ|أقل|اقل|بأقل|less|for|with|only)\s+)+/iu;
const terms = /^(.*?\d.*?|[^\d]{2,30}?)\s*(?:على|لمدة|لمده|خلال|over|for)\s+(\S.*)$/iu;
const beforeReason = /^(?:(?:ال)?سبب(?:ه)?\s*|بسبب\s+|because(?: of)?\s+|due to\s+|reason\s+)/iu;
const edges = /^[\s:：\-–—.،,()]+|[\s:：\-–—،,()]+$/gu;

const trimmed = (text: string): string => text.replace(edges, '').trim();

/** What stands behind the first of the phrases that a text begins with; null where it begins with none of them. */
const after = (text: string, phrases: readonly string[]): string | null => {
  const parts = text.split(/\s+/u);
  for (let count = Math.min(3, parts.length); count > 0; count--) {
    if (phrases.includes(matchKey(parts.slice(0, count).join(' '))))
      return trimmed(parts.slice(count).join(' '));
  }
  return null;
};

/**
 * Whether a reason says of another application what is decided («…، طلب سلمى موافق عليه ٧٥٠٠»): a yes in it, or a
 * number with a decision behind it. Who refused or did not agree may be a reason («الكفيل رفض»).
 */
const holdsDecision = (reason: string): boolean => {
  const parts = reason.split(/\s+/u);
  return parts.some((_, at) => {
    const rest = parts.slice(at).join(' ');
    const isRefusal = after(rest, refusals) !== null;
    if (isRefusal) return at > 0 && /^(?:و)?\d+$/u.test(parts[at - 1] ?? '');
    const isNegated = at > 0 && negations.has(matchKey(parts[at - 1] ?? ''));
    return !isNegated && after(rest, approvals) !== null;
  });
};

/** What goes on adding to a number («و٣ شهور», «ونص») is no reason. */
const goesOn = /^و\s*(?:\d|نص|ربع|ثلث)/u;

const lessOf = (rest: string): LetterDecision | LineProblem => {
  const found = terms.exec(rest.replace(beforeTerms, ''));
  if (!found) return /\d/u.test(rest) ? 'no-months' : 'condition';
  if (eitherAmount.test(found[1] ?? '')) return 'two-amounts';
  const money = parseMoney(found[1] ?? '');
  if (!money.ok) return 'condition';
  const ahead = monthsAhead(found[2] ?? '');
  if (!ahead || money.value.kind !== 'exact' || goesOn.test(ahead.rest)) return 'no-months';
  const reason = trimmed(trimmed(ahead.rest).replace(beforeReason, ''));
  if (reason !== '' && !/\p{L}{2}/u.test(reason)) return 'no-months';
  if (holdsDecision(reason)) return 'two-decisions';
  return {
    kind: 'approve-less',
    amountHalalas: money.value.amountHalalas,
    months: ahead.months,
    words: reason === '' ? null : reason,
  };
};

const decisionOf = (said: string): LetterDecision | LineProblem => {
  const text = trimmed(said);
  const reason = after(text, refusals);
  if (reason !== null) {
    const plain = trimmed(reason.replace(beforeReason, ''));
    if (!/\p{L}{2}/u.test(plain)) return 'no-reason';
    return holdsDecision(plain) ? 'two-decisions' : { kind: 'decline', words: plain };
  }
  const rest = after(text, approvals);
  if (rest === null) return 'no-decision';
  return nothingMore.has(matchKey(rest)) ? { kind: 'approve', words: null } : lessOf(rest);
};

interface Segment {
  readonly numbers: readonly number[];
  readonly said: string;
  readonly whole: string;
}

/** The numbers that a piece begins with («١٢ و١٣ موافق»), and what is said of them. */
const segmentOf = (piece: string): Segment => {
  const first = numbered.exec(piece);
  if (!first) return { numbers: [], said: piece, whole: piece };
  const numbers = [Number(first[1])];
  let rest = piece.slice(first[0].length);
  for (let next = further.exec(rest); next; next = further.exec(rest)) {
    numbers.push(Number(next[1]));
    rest = rest.slice(next[0].length);
  }
  return { numbers, said: trimmed(rest), whole: piece };
};

const begins = ({ numbers, said }: Segment): boolean =>
  numbers.length > 0 && (said === '' || decisionOf(said) !== 'no-decision' || !terms.test(`1 ${said}`));

/** «… على ١٨ و ٦ مرفوض …»: a number with its own decision begins a line, wherever it stands. */
const brokenAtDecisions = (line: string): readonly string[] => {
  const parts = line.split(/\s+/u);
  const found: string[][] = [[]];
  for (const [at, part] of parts.entries()) {
    const current = found.at(-1) ?? [];
    const said = segmentOf(trimmed(current.join(' ').replace(/\s(?:و|and|&)$/u, '')));
    const number = /^(?:و|#)?\d{1,9}[:،-]?$/u.test(part);
    const decides = number && typeof decisionOf(parts.slice(at + 1).join(' ')) !== 'string';
    if (decides && said.numbers.length > 0 && said.said !== '' && decisionOf(said.said) !== 'no-decision') {
      if (/^(?:و|and|&)$/u.test(current.at(-1) ?? '')) current.pop();
      found.push([part.replace(/^و/u, '')]);
    } else current.push(part);
  }
  return found.map((words) => words.join(' '));
};

/** What stands between commas belongs to what was said before it, where it is no line of its own: a reason holds commas too. */
const segmentsOf = (text: string): readonly Segment[] => {
  const found: Segment[] = [];
  let waiting: readonly number[] = [];
  for (const line of text.split(lineEnds)) {
    const pieces = line.split(commas).map(trimmed).flatMap(brokenAtDecisions);
    for (const [at, piece] of pieces.entries()) {
      if (piece === '') continue;
      const segment = segmentOf(piece);
      const last = found.at(-1);
      const isTerms = segment.numbers.length > 0;
      if (begins(segment)) {
        if (segment.said === '') waiting = [...waiting, ...segment.numbers];
        else {
          found.push({ ...segment, numbers: [...waiting, ...segment.numbers] });
          waiting = [];
        }
      } else if (
        last &&
        waiting.length === 0 &&
        (at > 0 || isTerms) &&
        decisionOf(last.said) !== 'no-decision'
      ) {
        const joined = isTerms ? ' ' : '، ';
        found[found.length - 1] = {
          ...last,
          said: `${last.said}${joined}${piece}`,
          whole: `${last.whole}${joined}${piece}`,
        };
      } else found.push(segment);
    }
  }
  return waiting.length === 0 ? found : [...found, { numbers: waiting, said: '', whole: waiting.join('، ') }];
};

/**
 * A list of decisions as people type it off the bank's letter («١٢ موافق، ١٣ مرفوض دخل غير كاف، ١٤ موافق ٨٠٠٠ على ٢٤»),
 * each number with what is said of it. A yes with more behind it than an amount and months is a condition, and none.
 */
export const readLetterLines = (
  typed: string,
): { readonly lines: readonly LetterLine[]; readonly unread: readonly UnreadLine[] } => {
  const text = toLatinDigits(typed.split(/\r?\n/u).map(cleanText).join('\n')).replace(thousands, '');
  const lines: LetterLine[] = [];
  const unread: UnreadLine[] = [];
  const seen = new Set<number>();
  for (const { numbers, said, whole } of segmentsOf(text)) {
    if (numbers.length === 0) {
      unread.push({ said: whole, problem: 'no-number' });
      continue;
    }
    const decision = decisionOf(said);
    for (const number of numbers) {
      if (typeof decision === 'string') unread.push({ said: whole, problem: decision });
      else if (seen.has(number)) unread.push({ said: whole, problem: 'twice' });
      else lines.push({ number, decision });
      seen.add(number);
    }
  }
  // A number that is named twice is not decided by whichever stands first.
  const twice = new Set(
    lines
      .map(({ number }) => number)
      .filter((number) =>
        unread.some(({ said, problem }) => problem === 'twice' && segmentOf(said).numbers.includes(number)),
      ),
  );
  return { lines: lines.filter(({ number }) => !twice.has(number)), unread };
};
