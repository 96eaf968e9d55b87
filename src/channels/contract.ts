import type { Result } from '../kernel/result.ts';

/** What a channel can show and do. A text is checked against these before it is ever sent. */
export interface ChannelCapabilities {
  readonly textCharacters: number;
  readonly captionCharacters: number;
  /** Null: no buttons; choices become numbered lines. */
  readonly buttons: {
    readonly most: number;
    readonly labelCharacters: number;
    readonly idBytes: number;
  } | null;
  readonly requestsContact: boolean;
  readonly requestsLocation: boolean;
  readonly deletesMessages: boolean;
  /** Pictures and files go with the words. */
  readonly sendsMedia: boolean;
  /** The channel's provider can read what is sent: sensitive answers are deleted or taken elsewhere. */
  readonly thirdParty: boolean;
  /** A stored reply is a delivered one: the person's page comes and reads it. */
  readonly storedIsDelivered?: boolean;
}

export interface Button {
  readonly id: string;
  readonly label: string;
}

/** A reply in words, as a channel gets it: the language, direction and values are settled. */
export interface RenderedReply {
  /** Our own id of this outbound message. */
  readonly id: string;
  readonly language: 'ar' | 'en';
  readonly text: string;
  readonly choices: readonly Button[];
  readonly controls: readonly Button[];
  readonly request?: 'photo' | 'document' | 'voice' | 'location' | 'contact';
  /** Label of the channel's own button for the request, where it has one. */
  readonly requestLabel?: string;
  readonly media?: {
    readonly kind: 'photo' | 'document' | 'voice';
    readonly mime: string;
    readonly name: string;
    readonly content: Uint8Array;
  };
  /** Number of the question; a button carries it back, so that an old button is known as old. */
  readonly asked?: number;
}

/** How sending ended. The difference between "surely not" and "unknown" decides whether it may be sent again. */
export type SendOutcome =
  | { readonly certainty: 'delivered'; readonly providerId: string }
  | {
      readonly certainty: 'not-sent';
      readonly reason: 'rate-limited' | 'blocked' | 'unreachable' | 'rejected' | 'moved' | 'provider-down';
      /** Whether sending the same again later can succeed. */
      readonly retry: boolean;
      readonly retryAfterSeconds?: number;
      /** The peer's new address, when the provider says that it moved. */
      readonly movedTo?: string;
      /** The provider's words, without any secret. */
      readonly detail: string;
    }
  | { readonly certainty: 'unknown'; readonly detail: string };

/** A file that lies at the provider until it is fetched. */
export interface FileReference {
  readonly reference: string;
  readonly name?: string;
  readonly mime?: string;
  readonly bytes?: number;
}

/** What a person sent, before files are fetched and admitted. */
export type IncomingBody =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'choice'; readonly id: string; readonly asked?: number }
  | { readonly type: 'choices'; readonly ids: readonly string[] }
  | { readonly type: 'location'; readonly lat: number; readonly lon: number }
  /** `own`: the channel proved that the number is the sender's. */
  | { readonly type: 'contact'; readonly phone: string; readonly own: boolean; readonly name?: string }
  | {
      readonly type: 'file';
      readonly kind: 'photo' | 'document' | 'voice';
      readonly file: FileReference;
      readonly caption?: string;
      /** The channel's mark of files that were sent at once; each of them is a message of its own. */
      readonly album?: string;
    }
  /** A file whose content came along; the receiver stores it before it stores the message. */
  | {
      readonly type: 'upload';
      readonly kind: 'photo' | 'document' | 'voice';
      readonly name: string;
      readonly mime: string;
      readonly content: Uint8Array;
    }
  | { readonly type: 'unsupported'; readonly what: string };

export interface IncomingMessage {
  readonly channel: string;
  readonly account: string;
  /** The address to answer to, in the channel's own form. */
  readonly peer: string;
  /** Unique per peer; the same id again is the same message. */
  readonly providerId: string;
  readonly body: IncomingBody;
  /** The provider's id of the message itself, for deleting it. */
  readonly messageId?: string;
  readonly languageHint?: 'ar' | 'en';
}

/** A change of a peer that is no message: stored as its state. */
export interface PeerChange {
  readonly channel: string;
  readonly account: string;
  readonly peer: string;
  readonly change: 'blocked' | 'unblocked' | 'moved';
  readonly movedTo?: string;
}

/** The question that waits, as outsiders see it. */
export interface WaitingQuestion {
  readonly flow: string;
  readonly key: string;
  readonly kind: string;
  readonly number: number;
  readonly of: number;
}

export interface SettledReply {
  readonly id: string;
  readonly text: string;
  readonly choices: readonly Button[];
  readonly controls: readonly Button[];
  readonly request?: RenderedReply['request'];
  /** A stored file by its id, or a picture that is drawn when it is fetched, by the message's. */
  readonly media?: { readonly kind: 'photo' | 'document' | 'voice'; readonly documentId: string };
  /** Number of the question it puts. */
  readonly asked?: number;
}

export interface SettledTurn {
  readonly language: 'ar' | 'en';
  readonly replies: readonly SettledReply[];
  readonly question: WaitingQuestion | null;
}

/** Where channels hand in what they received. It resolves once the message is stored, and not before. */
export interface Receiver {
  receive(message: IncomingMessage): Promise<ReceivedMessage>;
  peerChanged(change: PeerChange): Promise<void>;
}

export interface ReceivedMessage {
  /** False when the same message was stored before. */
  readonly isNew: boolean;
  /** Waits until the message's turn has been taken, by this process or another; null when time ran out. */
  settled(timeoutMillis: number): Promise<SettledTurn | null>;
}

/** What every adapter is. */
export interface ChannelAdapter {
  readonly channel: string;
  readonly account: string;
  readonly capabilities: ChannelCapabilities;
  send(peer: string, reply: RenderedReply): Promise<SendOutcome>;
  /** Deletes a message in the chat (one that held a sensitive answer); false when the channel did not. */
  deleteMessage?(peer: string, messageId: string): Promise<boolean>;
  fetchFile?(
    file: FileReference,
    maximumBytes: number,
  ): Promise<Result<Uint8Array, 'too-large' | 'gone' | 'unreachable'>>;
}
