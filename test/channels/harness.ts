import type { ChannelAdapter, Receiver } from '../../src/channels/contract.ts';

/** A message as the person sees it in the channel. */
export interface Shown {
  readonly text: string;
  /** Labels that can be pressed, in reading order. */
  readonly buttons: readonly string[];
  readonly media?: { readonly kind: 'photo' | 'document' | 'voice'; readonly content: Uint8Array };
}

/** What there is to test of a channel; what it cannot do is not asked of it. */
export interface ChannelTraits {
  /** Texts over the channel's limit go out in several messages. */
  readonly splitsText: boolean;
  readonly requests: readonly ('contact' | 'location')[];
  readonly media: readonly ('photo' | 'document' | 'voice')[];
  /** Somebody else carries the messages, so sending can fail and its outcome can stay unknown. */
  readonly hasProvider: boolean;
  readonly tellsOfBlocks: boolean;
  readonly addressesMove: boolean;
  readonly tellsLanguage: boolean;
  /** Incoming files lie at the provider until they are fetched. */
  readonly fetchesFiles: boolean;
}

/** A channel's provider out of order, for the next message that is sent. */
export interface ProviderTroubles {
  rateLimited(seconds: number): void;
  /** Does the work, and its answer is lost. */
  losesAnswer(): void;
  /** Takes the request and never answers; resolves once the adapter has given up waiting. */
  neverAnswers(): Promise<void>;
  /** Cannot be reached at all from now on. */
  goesDown(): Promise<void>;
  /** An address that the provider does not know. */
  readonly unknownPeer: string;
  /** How many messages the provider was asked to send. */
  sendsAsked(): number;
}

/** One person, one adapter, and the wire between them; made anew for every test. */
export interface ChannelHarness extends AsyncDisposable {
  readonly adapter: ChannelAdapter;
  readonly peer: string;
  /** What the person was shown, in order. */
  shown(): Promise<readonly Shown[]>;
  says(text: string): void;
  presses(label: string): void;
  sharesContact(): void;
  sharesLocation(lat: number, lon: number): void;
  sendsPhoto(content: Uint8Array): void;
  /** Delivers once more what was delivered. */
  deliverAgain(): Promise<void>;
  /** Whether the provider was told that everything sent has arrived. */
  acknowledged(): boolean;
  untilAcknowledged(): Promise<void>;
  /** Lets the time pass after which a failed delivery is tried again. */
  retry(): Promise<void>;
  passTime(seconds: number): void;
  readonly troubles?: ProviderTroubles;
  blocks?(): void;
  unblocks?(): void;
  /** The peer's address becomes another one. */
  moves?(): { readonly from: string; readonly to: string };
  /** All that was logged. */
  log(): string;
  /** What must stand in no log and in no outcome. */
  readonly secrets: readonly string[];
}

export type MakeHarness = (receiver: Receiver) => Promise<ChannelHarness>;
