import type { Conversation, Reader, Reply } from '../engine/vocabulary.ts';

/** What a contact's keyed hash is made of: one address on one channel. */
export const peerAddress = (channel: string, account: string, peer: string): string =>
  `${channel}\u0000${account}\u0000${peer}`;

/** What sealed values are bound to: a value opens at no other place. */
export const peerPlace = (contactId: string): string => `contact.peer:${contactId}`;
export const statePlace = (conversationId: string): string => `conversation.state:${conversationId}`;
export const outboundPlace = (outboundId: string): string => `outbound.body:${outboundId}`;

/**
 * An outbound message as it is kept, sealed: a reply, or a message of the person's to be deleted in the chat.
 * `reader` is how the person was spoken to in that turn, so that the same answer reads the same later; without it
 * (messages from jobs and staff) the person's row says.
 */
export type OutboundBody =
  | { readonly reply: Reply; readonly reader?: Reader }
  | { readonly deleteMessage: string };

export const encodeState = (conversation: Conversation): string => JSON.stringify(conversation);
export const decodeState = (text: string): Conversation => JSON.parse(text) as Conversation;
export const encodeOutbound = (body: OutboundBody): string => JSON.stringify(body);
export const decodeOutbound = (text: string): OutboundBody => JSON.parse(text) as OutboundBody;
