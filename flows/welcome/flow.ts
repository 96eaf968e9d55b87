import type { Flow, TurnContext } from '../../src/engine/vocabulary.ts';
import { associationOf } from '../facts.ts';

export type WelcomeAnswers = {
  language: 'ar' | 'en';
  address: 'female' | 'male';
  consentData: boolean;
  consentAnnouncements: boolean;
};

const officeOf = (context: TurnContext) => {
  const { licence, phone } = associationOf(context.facts);
  return { licence: { code: licence }, phone: { code: phone } };
};

export const welcome: Flow<WelcomeAnswers> = {
  name: 'welcome',
  version: 1,
  questions: [
    {
      key: 'language',
      kind: 'choice',
      choices: ['ar', 'en'],
      sets: (value) => ({ language: value === 'en' ? 'en' : 'ar' }),
      params: (_answers, context) => officeOf(context),
    },
    {
      key: 'address',
      kind: 'choice',
      choices: ['female', 'male'],
      sets: (value) => ({ address: value === 'male' ? 'male' : 'female' }),
    },
    {
      key: 'consentData',
      kind: 'yes-no',
      params: (_answers, context) => ({ phone: officeOf(context).phone }),
      ends: (value) => value === false,
    },
    { key: 'consentAnnouncements', kind: 'yes-no' },
  ],
  command: ({ language, address, consentData, consentAnnouncements }) =>
    consentData
      ? {
          name: 'record-welcome',
          answers: { language, address, consents: { data: true, announcements: consentAnnouncements } },
        }
      : null,
  establishes: ({ address, consentData }) => (consentData ? { welcomed: true, address } : {}),
  outro: ({ consentData }) => ({ key: consentData ? 'welcome:outro' : 'welcome:outro-declined' }),
};
