import { asks, asksAgain, ends, readAnswer, type Script } from '../script.ts';
import { createDesk, type EngineKind, loadPeer } from './engine.ts';
import { botInfo, botToken, sentMessage, updateOf } from './telegram.ts';

interface Context {
  readonly message?: { readonly text?: string };
  readonly callbackQuery?: { readonly data?: string };
  readonly scene: { enter(name: string): Promise<unknown>; leave(): Promise<unknown> };
  readonly wizard: { next(): unknown; readonly state: { answers?: Record<string, string | number> } };
  reply(text: string): Promise<unknown>;
}
type Step = (context: Context) => Promise<unknown>;
interface Bot {
  botInfo: unknown;
  use(middleware: unknown): void;
  start(handler: Step): void;
  handleUpdate(update: unknown): Promise<void>;
}
interface Telegraf {
  readonly Telegraf: new (token: string) => Bot;
  readonly Telegram: { readonly prototype: object };
  readonly Scenes: {
    readonly WizardScene: new (name: string, ...steps: readonly Step[]) => unknown;
    readonly Stage: new (scenes: readonly unknown[]) => { middleware(): unknown };
  };
  session(options: { readonly store: unknown }): unknown;
}

const askFirst =
  (script: Script): Step =>
  async (context) => {
    const first = script.questions[0];
    if (first) await context.reply(asks(first));
    return context.wizard.next();
  };

/** One step a question: it reads that question's answer and puts the next. */
const stepsOf = (script: Script): readonly Step[] =>
  script.questions.map((question, position) => async (context) => {
    const value = readAnswer(question, context.callbackQuery?.data ?? context.message?.text ?? '');
    if (value === null) return context.reply(asksAgain(question));
    const { state } = context.wizard;
    state.answers = { ...state.answers, [question.key]: value };
    const following = script.questions[position + 1];
    await context.reply(following ? asks(following) : ends(state.answers));
    return following ? context.wizard.next() : context.scene.leave();
  });

/** telegraf 4: a wizard scene, its place and answers in the session. */
export const telegrafWizard: EngineKind = {
  name: 'telegraf wizard',
  async start(script) {
    const { Telegraf, Telegram, Scenes, session } = await loadPeer<Telegraf>('telegraf');
    const desk = createDesk();
    // Every update gets a client of its own, so the local answers are given by their class.
    Object.assign(Telegram.prototype, {
      async callApi(_method: string, payload: { readonly chat_id?: number; readonly text?: string }) {
        desk.say(`${payload.chat_id}:${payload.chat_id}`, payload.text ?? '');
        return sentMessage(payload);
      },
    });
    const bot = new Telegraf(botToken);
    bot.botInfo = botInfo;
    bot.use(session({ store: { get: desk.read, set: desk.write, delete: desk.remove } }));
    const wizard = new Scenes.WizardScene('registration', askFirst(script), ...stepsOf(script));
    bot.use(new Scenes.Stage([wizard]).middleware());
    bot.start((context) => context.scene.enter('registration'));
    return {
      take: (conversation, state, input) =>
        desk.take(`${conversation}:${conversation}`, state, () =>
          bot.handleUpdate(updateOf(conversation, input)),
        ),
    };
  },
};
