import type { Flow } from '../../src/engine/vocabulary.ts';

/** Nothing is asked: who says that she wants no more announcements has none from this moment. */
export const stopAnnouncements: Flow = {
  name: 'stop-announcements',
  version: 1,
  questions: [],
  command: () => ({ name: 'stop-announcements', answers: {} }),
  outro: () => ({ key: 'stop-announcements:outro' }),
};
