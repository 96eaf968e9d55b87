import type { FileReference } from '../channels/contract.ts';
import type { Answers, Input } from '../engine/vocabulary.ts';

/**
 * An inbound message as it is kept, sealed: what the engine can take at once, or a file that still lies at the
 * provider, or a flow to open that another part of the house asked for.
 */
export type StoredBody =
  | { readonly input: Input; readonly messageId?: string }
  | {
      readonly file: FileReference;
      readonly kind: 'photo' | 'document' | 'voice';
      readonly caption?: string;
      readonly album?: string;
      readonly messageId?: string;
    };

/** A file that was admitted and lies encrypted in the store; its row is written with the turn. */
export interface AdmittedFile {
  readonly documentId: string;
  readonly kind: 'photo' | 'document' | 'voice';
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly storageKey: string;
  /** Of a document whose pages were counted. */
  readonly pages?: number;
}

export const openInput = (flow: string, params: Answers): StoredBody => ({
  input: { type: 'open', flow, params },
});

/** A flow that ends because it was left half-way too long; what of it the engine takes. */
export const endInput = (end: Omit<Extract<Input, { readonly type: 'end' }>, 'type'>): StoredBody => ({
  input: { type: 'end', ...end },
});

/** What a sealed inbound body is bound to. */
export const inboundPlace = (conversationId: string, providerId: string): string =>
  `inbound.body:${conversationId}:${providerId}`;

export const encodeBody = (body: StoredBody & { readonly admitted?: AdmittedFile }): string =>
  JSON.stringify(body);

export const decodeBody = (text: string): StoredBody & { readonly admitted?: AdmittedFile } =>
  JSON.parse(text) as StoredBody & { readonly admitted?: AdmittedFile };
