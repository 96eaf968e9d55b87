import { asks, asksAgain, ends, givenText, readAnswer, type Script } from '../script.ts';
import { createDesk, type EngineKind, loadPeer } from './engine.ts';

interface Activity {
  readonly text?: string;
  readonly conversation?: { readonly id: string };
}
interface TurnContext {
  readonly activity: Activity;
  sendActivity(text: string): Promise<unknown>;
}
interface Core {
  readonly BotAdapter: abstract new () => object;
  readonly TurnContext: new (adapter: object, activity: object) => TurnContext;
  readonly ConversationState: new (
    storage: object,
  ) => {
    createProperty(name: string): unknown;
    saveChanges(context: TurnContext): Promise<void>;
  };
}
interface Step {
  readonly context: TurnContext;
  readonly values: { answers?: Record<string, string | number> };
  readonly result?: unknown;
  prompt(dialog: string, options: object): Promise<unknown>;
  endDialog(): Promise<unknown>;
}
interface Validation {
  readonly recognized: { readonly value?: string };
  readonly options: { readonly validations?: { readonly position: number } };
}
interface DialogSet {
  add(dialog: unknown): DialogSet;
  createContext(context: TurnContext): Promise<{
    continueDialog(): Promise<{ readonly status: string }>;
    beginDialog(name: string): Promise<unknown>;
  }>;
}
interface Dialogs {
  readonly DialogSet: new (property: unknown) => DialogSet;
  readonly TextPrompt: new (name: string, validator: (validation: Validation) => Promise<boolean>) => unknown;
  readonly WaterfallDialog: new (
    name: string,
    steps: readonly ((step: Step) => Promise<unknown>)[],
  ) => unknown;
}

/** Keeps the answer to the question before, and puts the next one. */
const stepsOf = (script: Script) =>
  Array.from({ length: script.questions.length + 1 }, (_, position) => async (step: Step) => {
    const before = script.questions[position - 1];
    if (before) {
      const value = readAnswer(before, String(step.result)) ?? '';
      step.values.answers = { ...step.values.answers, [before.key]: value };
    }
    const question = script.questions[position];
    if (question) {
      return step.prompt('answer', {
        prompt: asks(question),
        retryPrompt: asksAgain(question),
        validations: { position },
      });
    }
    await step.context.sendActivity(ends(step.values.answers ?? {}));
    return step.endDialog();
  });

/**
 * botbuilder-dialogs 4: a waterfall of prompts. Its text prompt with the script's own rules for every question, since
 * its number prompt recognises numbers in running text of many languages, which costs it much more.
 */
export const botbuilderDialogs: EngineKind = {
  name: 'botbuilder-dialogs',
  async start(script) {
    const core = await loadPeer<Core>('botbuilder-core');
    const dialogs = await loadPeer<Dialogs>('botbuilder-dialogs');
    const desk = createDesk();
    class LocalAdapter extends core.BotAdapter {
      async sendActivities(context: TurnContext, activities: readonly Activity[]) {
        const id = context.activity.conversation?.id ?? '';
        for (const { text } of activities) desk.say(keyOf(id), text ?? '');
        return activities.map(() => ({ id: '1' }));
      }
    }
    const keyOf = (id: string): string => `bench/conversations/${id}/`;
    const storage = {
      read: async (keys: readonly string[]) =>
        Object.fromEntries(keys.map((key) => [key, desk.read(key)]).filter(([, value]) => value)),
      write: async (changes: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(changes)) desk.write(key, value);
      },
      delete: async (keys: readonly string[]) => keys.forEach(desk.remove),
    };
    const state = new core.ConversationState(storage);
    const set = new dialogs.DialogSet(state.createProperty('dialogs'));
    const validate = async ({ recognized, options }: Validation): Promise<boolean> => {
      const question = script.questions[options.validations?.position ?? -1];
      return question !== undefined && readAnswer(question, recognized.value ?? '') !== null;
    };
    set.add(new dialogs.TextPrompt('answer', validate));
    set.add(new dialogs.WaterfallDialog('registration', stepsOf(script)));
    const adapter = new LocalAdapter();
    const turn = async (id: string, text: string): Promise<void> => {
      const context = new core.TurnContext(adapter, {
        type: 'message',
        id: '1',
        channelId: 'bench',
        text,
        from: { id, name: 'Noura' },
        recipient: { id: 'bot', name: 'bot' },
        conversation: { id, isGroup: false, conversationType: 'personal', name: '' },
        serviceUrl: 'http://127.0.0.1',
      });
      const dialog = await set.createContext(context);
      const { status } = await dialog.continueDialog();
      if (status === 'empty') await dialog.beginDialog('registration');
      await state.saveChanges(context);
    };
    return {
      take: (conversation, kept, input) =>
        desk.take(keyOf(String(conversation)), kept, () => turn(String(conversation), givenText(input))),
    };
  },
};
