import type {
  Answers,
  Facts,
  Json,
  Message,
  Need,
  Question,
  ToldInstead,
} from '../../src/engine/vocabulary.ts';
import { matchKey } from '../../src/kernel/text.ts';
import { isAddressedAsWoman, isRegistered } from '../facts.ts';

export type PersonRequestAnswers = {
  topic: string;
  known: { readonly womenOnly?: boolean };
  message: Json;
  womanOnly: boolean | null;
  mobile: Json;
  when: string | null;
};

/** Where the answers begin: what the house knows of the person already, so that it is not asked again. */
export const whatIsKnown = (): Need => ({ source: 'known-for-talk', params: {} });

/** The same in the turn in which the registration ends. */
export const whatIsJustKnown = ({ womenOnly }: Facts): Answers =>
  typeof womenOnly === 'boolean' ? { known: { womenOnly } } : {};

/** Whether she chose once to be spoken to by women only, or not: in her registration, or in a talk that is not done. */
const hasChosen = ({ known }: Partial<PersonRequestAnswers>): boolean => known?.womenOnly !== undefined;

const timeOfDay =
  /^(?:(?:بكره|بكرا|اليوم|today|tomorrow) )?(?:(?:بعد|قبل|وقت|في|after|before|in the|at) )?(?:ال)?(?:فجر|صبح|صباح|ضحي|ظهر|عصر|مغرب|عشا|ليل|مسا|مساء|morning|noon|afternoon|evening|night)(?: \p{L}+)?$/u;

/** When a call suits, told where the number to call is asked («بعد العصر»): the number is asked all the same. */
const timeToldIn = (words: string): ToldInstead<PersonRequestAnswers> | null =>
  timeOfDay.test(matchKey(words)) ? { answers: { when: words.trim() } } : null;

/** What every request for a person asks: what it is about, by whom and when it suits. All of it may be skipped. */
export const personRequestQuestions: readonly Question<PersonRequestAnswers>[] = [
  // Never put: it receives what is known.
  { key: 'known', kind: 'text', when: () => false },
  {
    key: 'message',
    kind: 'text',
    optional: true,
    verbatim: true,
    takes: ['voice', 'photo', 'document'],
    several: true,
    params: ({ topic }) => ({
      what: { key: `talk-to-person:message.${topic === 'objection' ? 'why' : 'what'}` },
    }),
  },
  {
    key: 'womanOnly',
    kind: 'yes-no',
    optional: true,
    // Photos often follow the words that they belong to.
    gathers: 'message',
    sets: (value) => (value === true ? { womenOnly: true } : {}),
    when: (answers, facts) =>
      answers.womanOnly !== undefined || (isAddressedAsWoman(facts) && !hasChosen(answers)),
  },
  // A registered family's number is known; of anybody else only the chat is.
  {
    key: 'mobile',
    kind: 'phone',
    optional: true,
    tellsInstead: timeToldIn,
    gathers: 'message',
    when: (_answers, facts) => !isRegistered(facts),
  },
  {
    key: 'when',
    kind: 'text',
    optional: true,
    gathers: 'message',
    when: ({ topic, mobile, when }, facts) =>
      topic !== 'objection' && (isRegistered(facts) || (mobile ?? when ?? null) !== null),
  },
];

/** The same where only registered families come: their number is in their file. */
export const registeredRequestQuestions: readonly Question<PersonRequestAnswers>[] =
  personRequestQuestions.filter(({ key }) => key !== 'mobile');

/** Who answers, where and by which day: that is known only once the message has found its way. */
export const personRequestOutro: Message = {
  key: 'talk-to-person:outro',
  params: { told: { outcome: 'told' } },
};
