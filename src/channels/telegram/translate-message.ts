import type { Message } from 'grammy/types';
import type { FileReference, IncomingBody } from '../contract.ts';
import { commandBody } from './commands.ts';

const fileOf = (
  file: { readonly file_id: string; readonly file_size?: number },
  more: { readonly name?: string | undefined; readonly mime?: string | undefined },
): FileReference => ({
  reference: file.file_id,
  ...(more.name === undefined ? {} : { name: more.name }),
  ...(more.mime === undefined ? {} : { mime: more.mime }),
  ...(file.file_size === undefined ? {} : { bytes: file.file_size }),
});

const besideFile = ({
  caption,
  media_group_id: album,
}: Message): { readonly caption?: string; readonly album?: string } => ({
  ...(caption === undefined ? {} : { caption }),
  ...(album === undefined ? {} : { album }),
});

/** A number as its owner's phone has it comes in full but often without its plus. */
const contactBody = (
  contact: NonNullable<Message['contact']>,
  senderId: number | undefined,
): IncomingBody => {
  const own = contact.user_id !== undefined && contact.user_id === senderId;
  const bare = /^[1-9]\d+$/u.test(contact.phone_number);
  const phone = own && bare ? `+${contact.phone_number}` : contact.phone_number;
  const name = [contact.first_name, contact.last_name ?? ''].join(' ').trim();
  // One's own name there is what others call one, and is asked where it is needed.
  return { type: 'contact', phone, own, ...(own || name === '' ? {} : { name }) };
};

/** What somebody sent on purpose and what we cannot read, by the field that carries it. */
const unreadable = [
  'animation',
  'live_photo',
  'sticker',
  'video',
  'video_note',
  'story',
  'poll',
  'dice',
  'game',
  'checklist',
  'paid_media',
  'invoice',
  'gift',
  'unique_gift',
  'giveaway',
  'rich_message',
] as const satisfies readonly (keyof Message)[];

/** Notices that Telegram makes of itself: nobody waits for an answer to them. */
const notices = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'chat_background_set',
  'write_access_allowed',
  'connected_website',
  'users_shared',
  'chat_shared',
  'boost_added',
  'proximity_alert_triggered',
  'passport_data',
  'successful_payment',
  'refunded_payment',
  'web_app_data',
  'gift_upgrade_sent',
  'giveaway_created',
  'giveaway_completed',
  'giveaway_winners',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'paid_message_price_changed',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
] as const satisfies readonly (keyof Message)[];

/** A private message as the house takes it; null for Telegram's own notices. Pure. */
export const bodyOfMessage = (message: Message): IncomingBody | null => {
  if (message.text !== undefined) {
    return commandBody(message.text) ?? { type: 'text', text: message.text };
  }
  if (message.contact) return contactBody(message.contact, message.from?.id);
  // A venue carries its location too.
  if (message.location) {
    return { type: 'location', lat: message.location.latitude, lon: message.location.longitude };
  }
  // Before photo and document: an animation comes as a document too, a live photo as a photo.
  const what = unreadable.find((field) => message[field] !== undefined);
  if (what !== undefined) return { type: 'unsupported', what: what.replaceAll('_', '-') };
  if (message.photo) {
    const largest = message.photo.reduce((best, size) =>
      size.width * size.height > best.width * best.height ? size : best,
    );
    const file = fileOf(largest, { mime: 'image/jpeg' });
    return { type: 'file', kind: 'photo', file, ...besideFile(message) };
  }
  if (message.document) {
    const { file_name: name, mime_type: mime } = message.document;
    const file = fileOf(message.document, { name, mime });
    return { type: 'file', kind: 'document', file, ...besideFile(message) };
  }
  // A voice note that is passed on from another app comes as audio.
  const sound = message.voice ?? message.audio;
  if (sound) {
    const name = message.audio?.file_name;
    const mime = sound.mime_type ?? 'audio/ogg';
    return { type: 'file', kind: 'voice', file: fileOf(sound, { name, mime }), ...besideFile(message) };
  }
  return notices.some((field) => message[field] !== undefined)
    ? null
    : { type: 'unsupported', what: 'unknown' };
};
