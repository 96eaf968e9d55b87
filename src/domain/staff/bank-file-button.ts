import type { Choice } from '../../engine/vocabulary.ts';
import type { ApplicationFile } from '../financing/index.ts';
import type { OpenedTask } from './opened-task.ts';
import type { Member } from './store.ts';

/** States in which the bank still has the application before it; what came back or ended is not its to read any more. */
const withBank = new Set(['at-bank', 'offered', 'approved', 'contracted']);

/** Whose work an application's file is, in the state that it is in. */
export const mayRead = (role: string, state: string): boolean =>
  role === 'case-officer' ||
  role === 'finance-officer' ||
  role === 'manager' ||
  (role === 'bank-officer' && withBank.has(state));

const buttonOf = (applicationNumber: number, { number }: ApplicationFile): Choice => ({
  id: `act:bank-file:${applicationNumber}:${number}`,
  label: { key: 'alerts:button.bank-file' },
});

/** The button that sends the last file that went to the bank; none before there is one. */
export const fileButtons = (
  { application }: Pick<OpenedTask, 'application'>,
  { role }: Member,
): readonly Choice[] => {
  if (!application?.file || !mayRead(role, application.application.state)) return [];
  return [buttonOf(application.application.number, application.file)];
};
