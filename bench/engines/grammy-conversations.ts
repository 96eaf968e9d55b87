import { asks, asksAgain, ends, readAnswer, type Script } from '../script.ts';
import { createDesk, type EngineKind, loadPeer } from './engine.ts';
import { botInfo, botToken, sentMessage, updateOf } from './telegram.ts';

interface Context {
  readonly message?: { readonly text?: string };
  readonly callbackQuery?: { readonly data?: string };
  readonly conversation: { enter(name: string): Promise<void> };
  reply(text: string): Promise<unknown>;
}
interface Bot {
  use(middleware: unknown): void;
  command(name: string, handler: (context: Context) => unknown): void;
  handleUpdate(update: unknown): Promise<void>;
}
interface Conversation {
  wait(): Promise<Context>;
}
interface Grammy {
  readonly Bot: new (token: string, options: object) => Bot;
}
interface Conversations {
  conversations(options: unknown): unknown;
  createConversation(
    builder: (conversation: Conversation, context: Context) => Promise<void>,
    name: string,
  ): unknown;
}

const registration =
  (script: Script) =>
  async (conversation: Conversation, context: Context): Promise<void> => {
    const answers: Record<string, string | number> = {};
    for (const question of script.questions) {
      if (Object.keys(answers).length === 0) await context.reply(asks(question));
      for (;;) {
        const next = await conversation.wait();
        const value = readAnswer(question, next.callbackQuery?.data ?? next.message?.text ?? '');
        if (value !== null) {
          answers[question.key] = value;
          const following = script.questions[Object.keys(answers).length];
          await next.reply(following ? asks(following) : ends(answers));
          break;
        }
        await next.reply(asksAgain(question));
      }
    }
  };

/** @grammyjs/conversations 2: the conversation is a function, replayed from its log at every message. */
export const grammyConversations: EngineKind = {
  name: 'grammY conversations',
  async start(script) {
    const { Bot } = await loadPeer<Grammy>('grammy');
    const { conversations, createConversation } = await loadPeer<Conversations>('@grammyjs/conversations');
    const desk = createDesk();
    // Only the wire is replaced: a transformer would be called again at every replay, since the plugin records below it.
    const answerHere = async (_address: string, { body }: { readonly body: string }) => {
      const payload = JSON.parse(body) as { readonly chat_id: number; readonly text: string };
      desk.say(String(payload.chat_id), payload.text);
      return { json: async () => ({ ok: true, result: sentMessage(payload) }) };
    };
    const bot = new Bot(botToken, { botInfo, client: { fetch: answerHere } });
    bot.use(
      conversations({
        storage: {
          type: 'key',
          adapter: { read: desk.read, write: desk.write, delete: desk.remove },
        },
      }),
    );
    bot.use(createConversation(registration(script), 'registration'));
    bot.command('start', (context) => context.conversation.enter('registration'));
    return {
      take: (conversation, state, input) =>
        desk.take(String(conversation), state, () => bot.handleUpdate(updateOf(conversation, input))),
    };
  },
};
