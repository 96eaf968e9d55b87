import type { Flow } from '../../src/engine/vocabulary.ts';

export type StaffFilesAnswers = { file: string };

/** A file from the list; a name or a number that is typed finds any other. */
export const staffFiles: Flow<StaffFilesAnswers> = {
  name: 'staff-files',
  version: 1,
  fleeting: true,
  questions: [{ key: 'file', kind: 'text', choicesFrom: () => ({ source: 'open-files', params: {} }) }],
  command: (answers) => ({ name: 'show-file', answers }),
};
