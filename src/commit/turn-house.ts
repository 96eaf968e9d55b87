import type { Database, Transaction } from '../db/client.ts';
import type { ActionHandler, Actor, CommandHandler, Effects, Services, Source } from '../domain/contract.ts';
import type { Registry } from '../engine/registry.ts';
import type { Conversation, Facts, Input } from '../engine/vocabulary.ts';
import type { AdmittedFile } from '../sealed/inbound-body.ts';
import type { OpenedKey, PersonKeys } from '../secrets/person-keys.ts';

/** What turns are carried out with. */
export interface TurnHouse {
  readonly database: Database;
  readonly registry: Registry;
  readonly keys: PersonKeys;
  readonly commands: { readonly [name: string]: CommandHandler };
  readonly sources: { readonly [name: string]: Source };
  readonly handleAction: ActionHandler;
  readonly tieByCode: (
    transaction: Transaction,
    services: Services,
    actor: Actor,
    code: string,
  ) => Promise<Effects & { readonly moveContactTo?: string; readonly tied: boolean }>;
}

/** One message with all that is known about it and its sender. */
export interface TurnRequest {
  readonly conversationId: string;
  readonly conversation: Conversation;
  readonly version: number;
  readonly facts: Facts;
  readonly actor: Actor;
  readonly key: OpenedKey;
  readonly contactId: string | null;
  readonly input: Input;
  readonly file: AdmittedFile | null;
  readonly messageId: string | null;
  readonly deletesMessages: boolean;
  /** The row of a reply is its delivery (the web chat). */
  readonly readsRows: boolean;
  readonly services: Services;
}

/** A turn of a message that is stored already. */
export interface StoredTurnRequest extends TurnRequest {
  readonly inboundSeq: bigint;
}
