import { type Broken, soundFlow } from './broken.ts';

const id = `a-choice-with-a-name-that-goes-on-and-on-until-no-button-can-carry-it`;

export const tooLongChoice: Broken = {
  flows: [soundFlow({ questions: [{ key: 'dish', kind: 'choice', choices: [id, 'soup'] }] })],
  says: [
    'kitchen: the label "choice a-choice-with-a-name-that-goes-on…" is over the 64 characters of telegram',
    'kitchen: the choice id a-choice-with-a-name-that-goes-on-and-on… is over the 56 bytes of telegram',
  ],
};
