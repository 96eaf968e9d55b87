import { matchKey } from '../kernel/text.ts';
import { followIntent } from './follow-intent.ts';
import { openFlow } from './frames.ts';
import { dropFleeting } from './parking.ts';
import { optionsOf } from './read-answer.ts';
import type { Frame } from './vocabulary.ts';
import { type Waiting, type Work, waitingOf } from './work.ts';

/** What the menu below another question offers. */
const optionsOfMenu = (work: Work, frame: Frame): ReturnType<typeof optionsOf> => {
  const menu = work.frames[0];
  const atMenu = menu && frame.flow !== work.registry.home ? waitingOf(work, menu) : null;
  return menu && atMenu ? optionsOf(work, menu, atMenu) : [];
};

/** A button of the menu, pressed while another question waits: opened on top of it. */
export const opensFromMenu = (work: Work, frame: Frame, waiting: Waiting, id: string): boolean => {
  if (!work.registry.flows.has(id)) return false;
  if (optionsOf(work, frame, waiting).some((option) => option.id === id)) return false;
  if (!optionsOfMenu(work, frame).some((option) => option.id === id)) return false;
  dropFleeting(work);
  openFlow(work, id, {});
  return true;
};

/** The very words of a button of the menu, typed at another question; a number there is that question's own. */
export const namesMenuButton = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean => {
  const typed = matchKey(text);
  const named = optionsOfMenu(work, frame).find(({ labels }) =>
    labels.some((label) => matchKey(label) === typed),
  );
  if (named === undefined) return false;
  if (work.registry.flows.has(named.id)) return opensFromMenu(work, frame, waiting, named.id);
  dropFleeting(work);
  followIntent(work, named.id);
  return true;
};
