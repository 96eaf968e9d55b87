import { parseIban, parseMobile, parseNationalId } from '../../kernel/identifiers.ts';
import { toLatinDigits } from '../../kernel/text.ts';
import type { CompiledFlow } from '../registry.ts';
import type { Message, Question } from '../vocabulary.ts';
import { type CheckedHouse, type CheckedLanguage, checkedLanguages, type TextsByLanguage } from './house.ts';
import { formsOf, type TextForm, wordsOf } from './message-keys.ts';
import { type FlowProblem, problemIn } from './problem.ts';

const plurals: { readonly [language in CheckedLanguage]: readonly string[] } = {
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
  en: ['one', 'other'],
};

const parted = (question: Question, prefix = ''): readonly (readonly [string, Question])[] => [
  [`${prefix}${question.key}`, question],
  ...(question.questions ?? []).flatMap((inner) => parted(inner, `${prefix}${question.key}.`)),
];

/** The keys that a flow's questions are shown with, whatever path is taken; choices that depend on answers are seen on the way. */
const keysOf = ({ flow, namespace }: CompiledFlow): readonly string[] =>
  flow.questions.flatMap((question) =>
    parted(question).flatMap(([name, part]) => {
      const choices = Array.isArray(part.choices) ? (part.choices as readonly string[]) : [];
      return [
        `${namespace}:${name}.label`,
        ...(part.subflow === undefined ? [`${namespace}:${name}.ask`, `${namespace}:${name}.help`] : []),
        ...choices.map((id) => `${namespace}:${name}.choices.${id}`),
      ];
    }),
  );

/** A woman is never addressed as a man: a gendered text has both forms, and a plain one for whoever said neither. */
const genderGaps = (forms: readonly TextForm[]): readonly string[] => {
  const has = (address: string | null) => forms.some((form) => form.address === address);
  if (!has('female') && !has('male')) return [];
  return [
    ...(has('female') ? [] : ['_female']),
    ...(has('male') ? [] : ['_male']),
    ...(has(null) ? [] : ['its plain form']),
  ];
};

const pluralGaps = (forms: readonly TextForm[], language: CheckedLanguage): readonly string[] => {
  if (forms.every((form) => form.plural === null)) return [];
  const groups = new Set(forms.map((form) => form.address));
  return [...groups].flatMap((address) =>
    plurals[language]
      .filter((plural) => !forms.some((form) => form.address === address && form.plural === plural))
      .map((plural) => `${address === null ? '' : `_${address}`}_${plural}`),
  );
};

/** What a text lacks in one language: itself, or some of its forms. */
const gapsOf = (house: CheckedHouse, key: string, language: CheckedLanguage): readonly string[] => {
  const forms = formsOf(house.texts[language], key);
  if (forms.length === 0) return [`the text ${key} is missing in ${language}`];
  return [...genderGaps(forms), ...pluralGaps(forms, language)].map(
    (gap) => `the text ${key} lacks ${gap} in ${language}`,
  );
};

/** Every text that a flow's questions need, in every language and form. */
export const checkTexts = (house: CheckedHouse, compiled: CompiledFlow): readonly FlowProblem[] =>
  keysOf(compiled).flatMap((key) =>
    checkedLanguages.flatMap((language) =>
      gapsOf(house, key, language).map((sentence) => problemIn(compiled.flow.name, sentence)),
    ),
  );

const placeholders = /\{\{\s*(\w+)[^}]*\}\}/gu;

/** A message that was really said: its text is there in every form, and every value it shows was given. */
export const messageProblems = (house: CheckedHouse, message: Message): readonly string[] =>
  checkedLanguages.flatMap((language) => {
    const texts = house.texts[language];
    const key =
      message.or !== undefined && formsOf(texts, message.key).length === 0 ? message.or : message.key;
    const gaps = gapsOf(house, key, language);
    const forms = formsOf(texts, key);
    const counted = message.params !== undefined && Object.hasOwn(message.params, 'count');
    const uncounted =
      counted &&
      forms.length > 0 &&
      forms.every((form) => form.plural === null && form.words.includes('{{count'))
        ? [`the text ${key} counts something, but has no plural forms in ${language}`]
        : [];
    const unknown = forms.flatMap((form) =>
      [...form.words.matchAll(placeholders)]
        .map(([, name = '']) => name)
        .filter((name) => !Object.hasOwn(message.params ?? {}, name))
        .map((name) => `the text ${key} shows {{${name}}} in ${language}, which nobody gives it`),
    );
    return [...gaps, ...uncounted, ...unknown];
  });

const candidates: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly passes: (found: string) => boolean;
}[] = [
  { what: 'national ID', pattern: /(?<!\d)\d{10}(?!\d)/gu, passes: (found) => parseNationalId(found).ok },
  { what: 'IBAN', pattern: /[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}/gu, passes: (found) => parseIban(found).ok },
  {
    what: 'mobile number',
    pattern: /(?<!\d)(?:\+?966|00966|0)?[ -]?5\d(?:[ -]?\d){7}(?!\d)/gu,
    passes: (found) => parseMobile(found).ok,
  },
];

/** Examples never pass their own check: they could be somebody's. */
export const checkExamples = (texts: TextsByLanguage): readonly FlowProblem[] =>
  checkedLanguages.flatMap((language) =>
    Object.entries(texts[language]).flatMap(([namespace, tree]) =>
      wordsOf(tree).flatMap(([path, words]) =>
        candidates
          .filter(({ pattern, passes }) => (toLatinDigits(words).match(pattern) ?? []).some(passes))
          .map(({ what }) =>
            problemIn(
              namespace,
              `the text ${namespace}:${path} shows a ${what} in ${language} that passes its check`,
            ),
          ),
      ),
    ),
  );
