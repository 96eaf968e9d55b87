import type { CallBody } from './body.ts';
import {
  deleteMessage,
  editMessageReplyMarkup,
  editMessageText,
  sendMedia,
  sendMessage,
} from './messages.ts';
import { badRequest } from './refusal.ts';
import type { Updates } from './updates.ts';
import type { World } from './world.ts';

export interface MethodContext {
  readonly world: World;
  readonly updates: Updates;
  readonly body: CallBody;
  /** Aborted when the caller hangs up. */
  readonly gone: AbortSignal;
}

type Method = (context: MethodContext) => unknown;

const mostFileBytes = 20 * 1024 * 1024;

const strings = (raw: unknown): readonly string[] => (Array.isArray(raw) ? raw.map(String) : []);

const setMyCommands: Method = ({ world, body: { fields } }) => {
  const commands = fields.commands as readonly { command: string; description: string }[];
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/u.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256)
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  world.commands.set(String(fields.language_code ?? 'default'), commands);
  return true;
};

const getFile: Method = ({ world, body: { fields } }) => {
  const id = String(fields.file_id);
  const file = world.files.get(id);
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.bytes > mostFileBytes) throw badRequest('file is too big');
  return { file_id: id, file_unique_id: `unique-${id}`, file_size: file.bytes, file_path: file.path };
};

const setWebhook: Method = ({ updates, body: { fields } }) => {
  const url = String(fields.url ?? '');
  if (!/^https:|^http:\/\/127\.0\.0\.1[:/]/u.test(url)) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  const secret = String(fields.secret_token ?? '');
  if (!/^[A-Za-z0-9_-]{0,256}$/u.test(secret)) {
    throw badRequest('secret token contains unallowed characters');
  }
  if (fields.allowed_updates) updates.allow(strings(fields.allowed_updates));
  updates.setWebhook({ url, secret });
  return true;
};

const getUpdates: Method = ({ updates, body: { fields }, gone }) => {
  if (fields.allowed_updates) updates.allow(strings(fields.allowed_updates));
  return updates.poll(
    Number(fields.offset ?? 0),
    Number(fields.limit ?? 100),
    Number(fields.timeout ?? 0),
    gone,
  );
};

const answerCallbackQuery: Method = ({ world, body: { fields } }) => {
  if (!world.queries.delete(String(fields.callback_query_id))) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  world.changes.announce();
  return true;
};

/** The methods of the Bot API that the adapter uses, by their names on the wire. */
export const methods: Readonly<Record<string, Method>> = {
  getMe: ({ world }) => world.bot,
  getUpdates,
  setWebhook,
  deleteWebhook: ({ updates }) => {
    updates.setWebhook(null);
    return true;
  },
  getWebhookInfo: ({ updates }) => ({
    url: updates.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.pending.length,
  }),
  sendMessage: ({ world, body }) => sendMessage(world, body),
  sendPhoto: ({ world, body }) => sendMedia('photo')(world, body),
  sendDocument: ({ world, body }) => sendMedia('document')(world, body),
  sendVoice: ({ world, body }) => sendMedia('voice')(world, body),
  editMessageReplyMarkup: ({ world, body }) => editMessageReplyMarkup(world, body),
  editMessageText: ({ world, body }) => editMessageText(world, body),
  deleteMessage: ({ world, body }) => deleteMessage(world, body),
  answerCallbackQuery,
  setMyCommands,
  getFile,
};
