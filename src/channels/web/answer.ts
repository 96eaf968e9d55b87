import type { Button, SettledTurn } from '../contract.ts';
import type { WebReply } from './inbox.ts';

/** Where the page finds a file that was sent to this conversation. */
const mediaUrl = (conversation: string, documentId: string): string =>
  `/chat/api/conversations/${conversation}/media/${encodeURIComponent(documentId)}`;

const choice = ({ id, label }: Button) => ({ id, label });

const replyAnswer = (conversation: string, reply: WebReply) => ({
  id: reply.id,
  text: reply.text,
  choices: [
    ...reply.choices.map(choice),
    ...reply.controls.map((button) => ({ ...choice(button), control: true })),
  ],
  ...(reply.media === undefined
    ? {}
    : { media: { kind: reply.media.kind, url: mediaUrl(conversation, reply.media.documentId) } }),
  ...(reply.request === undefined ? {} : { request: reply.request }),
  ...(reply.asked === undefined ? {} : { asked: reply.asked }),
});

/** A turn as the API answers it. Fields may be added here, none taken away: outsiders rely on them. */
export const turnAnswer = (conversation: string, turn: SettledTurn) => ({
  replies: turn.replies.map((reply) => replyAnswer(conversation, reply)),
  question:
    turn.question === null
      ? null
      : {
          flow: turn.question.flow,
          key: turn.question.key,
          kind: turn.question.kind,
          number: turn.question.number,
          of: turn.question.of,
        },
  language: turn.language,
});

/** The message is stored, but its turn takes longer than a request may wait; its replies come by GET. */
export const pendingAnswer = { replies: [], question: null, pending: true } as const;
