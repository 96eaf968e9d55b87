import type { Chat, Message, Update, User } from 'grammy/types';
import type { Updates } from './updates.ts';
import type { FakeChat, ShownMessage, World } from './world.ts';

export interface PersonOptions {
  readonly id: number;
  /** The language of the phone, e.g. `ar`. */
  readonly language?: string;
  /** The number that the account belongs to, as Telegram shares it (without its plus). */
  readonly phone?: string;
  readonly name?: string;
}

type Media = { readonly caption?: string; readonly album?: string };

/** What a person does on the phone; every act is one update on its way to the bot, given by its number. */
export interface FakePerson {
  readonly peer: string;
  /** Opens the chat without a word, so that the bot may write. */
  opensChat(): void;
  says(text: string): number;
  /** Presses a button that can be seen: under the newest message that has it, or of the keyboard. */
  presses(label: string): number;
  sendsPhoto(content: Uint8Array, media?: Media): number;
  sendsDocument(
    content: Uint8Array,
    media?: Media & { readonly name?: string; readonly mime?: string; readonly bytes?: number },
  ): number;
  sendsVoice(content: Uint8Array): number;
  sendsSticker(): number;
  sharesContact(other?: { readonly phone: string }): number;
  sharesLocation(latitude?: number, longitude?: number): number;
  /** Changes the words of what was said last. */
  edits(text: string): number;
  blocks(): number;
  unblocks(): number;
  /** Sends a message of any kind by its fields. */
  sends(content: Partial<Message>): number;
  /** The bot's messages that can be seen. */
  readonly messages: readonly ShownMessage[];
  /** The bot's next message that was not asked for yet; waits for it. */
  nextMessage(): Promise<ShownMessage>;
  /** Labels of the keyboard in place of the phone's own, row by row; null without one. */
  readonly keyboard: readonly (readonly string[])[] | null;
  /** Own messages that are still in the chat. */
  readonly said: readonly Message[];
}

const now = 1_800_000_000;

export const createPerson = (world: World, updates: Updates, options: PersonOptions): FakePerson => {
  const { id, language, phone = '966500000000', name = 'Noura' } = options;
  const user: User = {
    id,
    is_bot: false,
    first_name: name,
    ...(language === undefined ? {} : { language_code: language }),
  };
  const chat: Chat.PrivateChat = { id, type: 'private', first_name: name };
  const own: FakeChat = world.addChat(chat, user);
  let read = 0;
  let lastSaid: Message | null = null;

  const push = (content: object): number => updates.push(content as Omit<Update, 'update_id'>);

  const sends = (content: Partial<Message>): number => {
    own.started = true;
    const message: Message = { message_id: world.nextId(), date: now, chat, from: user, ...content };
    own.said.set(message.message_id, message);
    lastSaid = message;
    return push({ message });
  };

  const seen = (): ShownMessage[] => own.shown.filter((message) => !message.deleted);

  const withFile = (content: Uint8Array, folder: string, extension: string, bytes?: number) => {
    const fileId = world.addFile(folder, extension, content, bytes);
    return { file_id: fileId, file_unique_id: `unique-${fileId}`, file_size: bytes ?? content.length };
  };

  const captioned = ({ caption, album }: Media): Partial<Message> => ({
    ...(caption === undefined ? {} : { caption }),
    ...(album === undefined ? {} : { media_group_id: album }),
  });

  const membership = (blocked: boolean): number => {
    own.blocked = blocked;
    const status = (isBlocked: boolean) => ({ user: world.bot, status: isBlocked ? 'kicked' : 'member' });
    return push({
      my_chat_member: {
        chat,
        from: user,
        date: now,
        old_chat_member: status(!blocked),
        new_chat_member: { ...status(blocked), ...(blocked ? { until_date: 0 } : {}) },
      },
    });
  };

  const says = (text: string): number => {
    const command = /^\/\w+(?:@\w+)?/u.exec(text)?.[0];
    const entities = command ? [{ type: 'bot_command' as const, offset: 0, length: command.length }] : null;
    return sends({ text, ...(entities ? { entities } : {}) });
  };

  const sharesContact = (other?: { readonly phone: string }): number =>
    sends({
      contact: other
        ? { phone_number: other.phone, first_name: 'Somebody' }
        : { phone_number: phone, first_name: name, user_id: id },
    });

  const sharesLocation = (latitude = 26.3592, longitude = 43.9818): number =>
    sends({ location: { latitude, longitude } });

  return {
    peer: String(id),
    opensChat() {
      own.started = true;
    },
    says,
    sends,
    presses(label) {
      for (const message of seen().reverse()) {
        const button = message.buttons.flat().find((each) => each.label === label);
        if (!button) continue;
        const query = `query-${world.nextId()}`;
        world.queries.add(query);
        const shown = { message_id: message.messageId, date: now, chat, from: world.bot, text: message.text };
        return push({
          callback_query: { id: query, from: user, chat_instance: '1', data: button.data, message: shown },
        });
      }
      for (const button of own.keyboard?.keyboard.flat() ?? []) {
        const text = typeof button === 'string' ? button : button.text;
        if (text !== label) continue;
        if (own.keyboard?.one_time_keyboard) own.keyboard = null;
        if (typeof button !== 'string' && 'request_contact' in button) return sharesContact();
        if (typeof button !== 'string' && 'request_location' in button) return sharesLocation();
        return says(label);
      }
      throw new Error(`No button "${label}" can be seen`);
    },
    sendsPhoto(content, media = {}) {
      const large = { ...withFile(content, 'photos', 'jpg'), width: 1280, height: 960 };
      const small = { ...withFile(content.subarray(0, 10), 'photos', 'jpg'), width: 90, height: 67 };
      return sends({ photo: [small, large], ...captioned(media) });
    },
    sendsDocument(content, media = {}) {
      const { name: fileName = 'paper.pdf', mime = 'application/pdf', bytes } = media;
      const file = withFile(content, 'documents', fileName.split('.').at(-1) ?? 'bin', bytes);
      return sends({ document: { ...file, file_name: fileName, mime_type: mime }, ...captioned(media) });
    },
    sendsVoice: (content) =>
      sends({ voice: { ...withFile(content, 'voice', 'oga'), duration: 3, mime_type: 'audio/ogg' } }),
    sendsSticker: () =>
      sends({
        sticker: {
          ...withFile(Uint8Array.of(1), 'stickers', 'webp'),
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
        },
      }),
    sharesContact,
    sharesLocation,
    edits(text) {
      if (!lastSaid) throw new Error('Nothing was said that could be edited');
      return push({ edited_message: { ...lastSaid, text, edit_date: now + 60 } });
    },
    blocks: () => membership(true),
    unblocks: () => membership(false),
    get messages() {
      return seen();
    },
    async nextMessage() {
      const position = read;
      read += 1;
      return world.changes.until(() => own.shown[position]);
    },
    get keyboard() {
      return (
        own.keyboard?.keyboard.map((row) =>
          row.map((button) => (typeof button === 'string' ? button : button.text)),
        ) ?? null
      );
    },
    get said() {
      return [...own.said.values()];
    },
  };
};
