import type { Flow } from '../../src/engine/vocabulary.ts';

export type SettingsAnswers = {
  what: 'language' | 'address' | 'digits';
  language: 'ar' | 'en';
  address: 'female' | 'male';
  digits: 'arabic' | 'latin';
};

export const settings: Flow<SettingsAnswers> = {
  name: 'settings',
  version: 1,
  openToAll: true,
  questions: [
    { key: 'what', kind: 'choice', choices: ['language', 'address', 'digits'] },
    {
      key: 'language',
      kind: 'choice',
      when: (answers) => answers.what === 'language',
      choices: ['ar', 'en'],
      sets: (value) => ({ language: value === 'en' ? 'en' : 'ar' }),
    },
    {
      key: 'address',
      kind: 'choice',
      when: (answers) => answers.what === 'address',
      choices: ['female', 'male'],
      sets: (value) => ({ address: value === 'male' ? 'male' : 'female' }),
    },
    {
      key: 'digits',
      kind: 'choice',
      when: (answers) => answers.what === 'digits',
      choices: ['arabic', 'latin'],
      sets: (value) => ({ digits: value === 'latin' ? 'latin' : 'arabic' }),
    },
  ],
  command: ({ what: _what, ...answers }) => ({ name: 'record-settings', answers }),
  outro: () => ({ key: 'settings:outro' }),
};
