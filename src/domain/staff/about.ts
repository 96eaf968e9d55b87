import type { Answers } from '../../engine/vocabulary.ts';
import type { OpenedTask } from './opened-task.ts';

/** Whose file a small flow is about: the application's number, else the registration's, and the name. */
export const aboutOf = ({
  application,
  case: { family },
  called,
}: Pick<OpenedTask, 'application' | 'case' | 'called'>): Answers => {
  const of = application ? 'application' : family ? 'file' : 'person';
  const number = application?.application.number ?? family?.number ?? null;
  return { about: { of, number: number === null ? null : String(number), called } };
};
