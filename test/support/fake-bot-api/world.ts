import type { Chat, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, User } from 'grammy/types';
import { badRequest, forbidden, Refusal } from './refusal.ts';
import { type Changes, createChanges } from './signal.ts';

/** A message of the bot as the person sees it. */
export interface ShownMessage {
  readonly messageId: number;
  text: string;
  readonly media?: {
    readonly kind: 'photo' | 'document' | 'voice';
    readonly name: string;
    readonly content: Buffer;
  };
  /** The buttons under it now, row by row. */
  buttons: readonly (readonly { readonly label: string; readonly data: string }[])[];
  readonly putsKeyboard: boolean;
  deleted: boolean;
}

export interface FakeChat {
  readonly chat: Chat;
  readonly user?: User;
  started: boolean;
  blocked: boolean;
  deactivated: boolean;
  migratedTo: number | null;
  /** What the bot sent, in order. */
  readonly shown: ShownMessage[];
  /** What was sent to the bot and is not deleted. */
  readonly said: Map<number, Message>;
  /** The keyboard in place of the phone's own. */
  keyboard: ReplyKeyboardMarkup | null;
}

export interface StoredFile {
  readonly path: string;
  readonly content: Buffer;
  /** What Telegram says of its size; more than it is, for a file too big to give out. */
  readonly bytes: number;
}

export interface World {
  readonly bot: User & { readonly username: string };
  readonly changes: Changes;
  readonly chats: Map<number, FakeChat>;
  readonly files: Map<string, StoredFile>;
  /** Callback queries that wait for an answer. */
  readonly queries: Set<string>;
  /** Commands as set, by language (`default` without one). */
  readonly commands: Map<string, readonly { readonly command: string; readonly description: string }[]>;
  nextId(): number;
  addChat(chat: Chat, user?: User): FakeChat;
  addFile(folder: string, extension: string, content: Uint8Array, bytes?: number): string;
  /** The chat that the bot may write to, or the refusal that Telegram would give. */
  chatToWriteTo(id: unknown): FakeChat;
}

export const createWorld = (botId: number, username: string): World => {
  const chats = new Map<number, FakeChat>();
  const files = new Map<string, StoredFile>();
  let id = 100;
  const nextId = () => {
    id += 1;
    return id;
  };
  return {
    bot: { id: botId, is_bot: true, first_name: 'Herfah', username },
    changes: createChanges(),
    chats,
    files,
    queries: new Set(),
    commands: new Map(),
    nextId,
    addChat(chat, user) {
      const fresh: FakeChat = {
        chat,
        ...(user ? { user } : {}),
        started: false,
        blocked: false,
        deactivated: false,
        migratedTo: null,
        shown: [],
        said: new Map(),
        keyboard: null,
      };
      chats.set(chat.id, fresh);
      return fresh;
    },
    addFile(folder, extension, content, bytes = content.length) {
      const number = nextId();
      files.set(`file-${number}`, {
        path: `${folder}/file_${number}.${extension}`,
        content: Buffer.from(content),
        bytes,
      });
      return `file-${number}`;
    },
    chatToWriteTo(raw) {
      const found = chats.get(Number(raw));
      if (!found?.started) throw badRequest('chat not found');
      if (found.deactivated) throw forbidden('user is deactivated');
      if (found.blocked) throw forbidden('bot was blocked by the user');
      if (found.migratedTo !== null) {
        throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
          migrate_to_chat_id: found.migratedTo,
        });
      }
      return found;
    },
  };
};

export const buttonsOf = (markup: InlineKeyboardMarkup | undefined): ShownMessage['buttons'] =>
  (markup?.inline_keyboard ?? []).map((row) =>
    row.map((button) => ({
      label: button.text,
      data: 'callback_data' in button ? (button.callback_data ?? '') : '',
    })),
  );
