import type { ScriptInput } from '../script.ts';

export const botToken = '1:bench';
export const botInfo = {
  id: 1,
  is_bot: true,
  first_name: 'bench',
  username: 'bench_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
};

let updates = 0;

/** An update as Telegram sends it: a message in a private chat, or a button pressed there. */
export const updateOf = (conversation: number, input: ScriptInput) => {
  updates += 1;
  const from = { id: conversation, is_bot: false, first_name: 'Noura', language_code: 'ar' };
  const chat = { id: conversation, type: 'private', first_name: 'Noura' };
  const message = { message_id: updates, date: 1_790_000_000, from, chat };
  if ('choice' in input) {
    const query = { id: String(updates), from, chat_instance: '1', message, data: input.choice };
    return { update_id: updates, callback_query: query };
  }
  const entities = input.text.startsWith('/')
    ? { entities: [{ type: 'bot_command', offset: 0, length: input.text.length }] }
    : {};
  return { update_id: updates, message: { ...message, text: input.text, ...entities } };
};

/** What Telegram answers to a message sent. */
export const sentMessage = (payload: { readonly chat_id?: number; readonly text?: string }) => ({
  message_id: 1,
  date: 1_790_000_000,
  chat: { id: payload.chat_id, type: 'private' },
  text: payload.text,
});
