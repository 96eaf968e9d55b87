import type { Facts, Flow } from '../../src/engine/vocabulary.ts';
import { associationOf, officeOf } from '../facts.ts';
import { toldOfOneself } from './told.ts';

export type WelcomeAnswers = {
  goal: string;
  /** Told in the very first message. */
  called: string;
  language: 'ar' | 'en';
  address: 'female' | 'male';
  consentData: boolean;
  consentAnnouncements: boolean;
};

/** Who was welcomed before and did not agree is asked for the consent alone. */
const isNew = (facts: Facts): boolean => (facts.address ?? null) === null;

export const welcome: Flow<WelcomeAnswers> = {
  name: 'welcome',
  version: 1,
  questions: [
    // Never put: the flow that the very first message asked for, which waits below.
    { key: 'goal', kind: 'text', when: () => false },
    {
      key: 'language',
      kind: 'choice',
      when: ({ language, called }, facts) => language !== undefined || called !== undefined || isNew(facts),
      choices: ['ar', 'en'],
      sets: (value) => ({ language: value === 'en' ? 'en' : 'ar' }),
      tellsInstead: toldOfOneself,
      params: ({ goal, called }, context) => ({
        ...officeOf(context.facts),
        called: called === undefined ? '' : { key: 'welcome:by-name', params: { called: { said: called } } },
        goal: goal === undefined ? '' : { key: 'welcome:goal-kept' },
      }),
    },
    {
      key: 'address',
      kind: 'choice',
      when: ({ address }, facts) => address !== undefined || isNew(facts),
      choices: ['female', 'male'],
      sets: (value) => ({ address: value === 'male' ? 'male' : 'female' }),
    },
    {
      key: 'consentData',
      kind: 'yes-no',
      // «أخت» once more is about the question before.
      follows: 'address',
      params: (_answers, context) => ({ phone: { code: associationOf(context.facts).phone } }),
      ends: (value) => value === false,
    },
    { key: 'consentAnnouncements', kind: 'yes-no' },
  ],
  command: ({ consentData, consentAnnouncements, ...spokenTo }) =>
    consentData
      ? {
          name: 'record-welcome',
          answers: { ...spokenTo, consents: { data: true, announcements: consentAnnouncements } },
        }
      : null,
  establishes: ({ address, consentData }): Facts =>
    consentData ? { welcomed: true, askedForNews: true, ...(address === undefined ? {} : { address }) } : {},
  outro: ({ consentData }) => ({ key: consentData ? 'welcome:outro' : 'welcome:outro-declined' }),
};
