import type { Choice, Message } from '../../engine/vocabulary.ts';
import { bySex } from '../by-sex.ts';
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

const replyLabel = (sex: string | null): Choice['label'] => ({
  key: bySex('alerts:family.button.reply', sex),
});

/** Under an officer's message: its answer, and nothing else, is asked for. */
export const answerButton = (taskNumber: number, sex: string | null): Choice => ({
  id: `act:answer:${taskNumber}`,
  label: replyLabel(sex),
});

/** Under a refusal: the objection to it, or any other word to the officer. */
export const refusalButtons = (sex: string | null): readonly Choice[] => [
  { id: 'act:object', label: { key: 'alerts:family.button.object' } },
  { id: 'talk-to-person', label: replyLabel(sex) },
];
