import type { Flow } from '../../src/engine/vocabulary.ts';

export type StaffFilesAnswers = { file: string };

export const staffFiles: Flow<StaffFilesAnswers> = {
  name: 'staff-files',
  version: 1,
  questions: [{ key: 'file', kind: 'choice', choicesFrom: () => ({ source: 'open-files', params: {} }) }],
  command: (answers) => ({ name: 'show-file', answers }),
};
