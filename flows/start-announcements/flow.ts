import type { Flow } from '../../src/engine/vocabulary.ts';

export type StartAnnouncementsAnswers = { agreed?: boolean };

/** Announcements begin again with a yes to the words of this consent; whoever agrees at the welcome is not asked twice. */
export const startAnnouncements: Flow<StartAnnouncementsAnswers> = {
  name: 'start-announcements',
  version: 1,
  fleeting: true,
  questions: [{ key: 'agreed', kind: 'yes-no', when: (_answers, facts) => facts.askedForNews !== true }],
  command: ({ agreed }) => (agreed ? { name: 'start-announcements', answers: {} } : null),
  outro: ({ agreed }) =>
    agreed === undefined ? null : { key: `start-announcements:outro${agreed ? '' : '-kept'}` },
};
