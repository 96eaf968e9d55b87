import type { Choice, Message } from '../../engine/vocabulary.ts';
import type { MessageToPerson } from '../contract.ts';

/**
 * A message of the association to a family. Its first words may be read by anyone who sees the phone; what it is
 * about comes after them.
 */
export const toFamily = (
  personId: string,
  called: string,
  message: Message,
  options: {
    readonly choices?: readonly Choice[];
    readonly onceKey?: string;
    readonly further?: readonly Message[];
  } = {},
): MessageToPerson => ({
  personId,
  policy: 'dialogue',
  ...(options.onceKey === undefined ? {} : { onceKey: options.onceKey }),
  reply: {
    parts: [
      called === ''
        ? { key: 'alerts:family.knock-nameless' }
        : { key: 'alerts:family.knock', params: { called } },
      message,
      ...(options.further ?? []),
    ],
    ...(options.choices ? { choices: options.choices } : {}),
  },
});

export const talkButton: Choice = { id: 'talk-to-person', label: { key: 'alerts:family.button.reply' } };
