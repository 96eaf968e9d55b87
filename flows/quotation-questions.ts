import type { Answers, Json, Question } from '../src/engine/vocabulary.ts';
import { matchKey } from '../src/kernel/text.ts';
import { productNameSchema } from './schemas.ts';

export type QuotationAnswers = {
  pages: Json;
  of: string | null;
  supplier: string | null;
  until: Json;
};

const toolNames = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? (value as readonly { readonly name?: Json }[]) : []).flatMap(({ name }) =>
    typeof name === 'string' ? [name] : [],
  );

/** What is bought, from the flow that a quotation's questions stand in, or from the one that its line stands in. */
const toolsIn = (own: { readonly tools?: Json | undefined }, all: Answers = {}): readonly string[] =>
  toolNames(own.tools ?? all.tools);

const dayIn = (value: Json): string => String((value as { readonly iso?: Json } | null)?.iso ?? '');

const shopWords = /^(?:(?:من|عند|from|at)\s+)+/u;

/**
 * What is asked of a supplier's quotation, as a line of a group or in a flow of its own: its pages, and what may be left
 * out: which of several things it is for, whose it is, and until when it holds. A page that comes late joins the others.
 * @param begins the pages that have come already
 */
export const quotationQuestions = <A extends QuotationAnswers & { tools?: Json }>(
  begins?: (answers: Partial<A>) => readonly Json[],
  when?: (answers: Partial<A>) => boolean,
): readonly Question<A>[] => {
  const isAsked = (answers: Partial<A>): boolean => when?.(answers) ?? true;
  return [
    { key: 'pages', kind: 'document', several: true, when: isAsked, ...(begins ? { begins } : {}) },
    {
      key: 'of',
      kind: 'text',
      optional: true,
      laterSkips: true,
      gathers: 'pages',
      schema: productNameSchema,
      when: (answers, _facts, all) => isAsked(answers) && toolsIn(answers, all).length > 1,
      suggests: (answers, _profile, all) => toolsIn(answers, all),
    },
    {
      key: 'supplier',
      kind: 'text',
      optional: true,
      laterSkips: true,
      gathers: 'pages',
      schema: productNameSchema,
      tidies: (words) => (matchKey(words) === '' ? words : words.trim().replace(shopWords, '')),
      when: isAsked,
    },
    {
      key: 'until',
      kind: 'date',
      optional: true,
      laterSkips: true,
      gathers: 'pages',
      when: isAsked,
      check: { problem: (value, { today }) => (dayIn(value) < today ? 'passed' : null) },
    },
  ];
};
