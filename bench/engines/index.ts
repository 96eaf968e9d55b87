import type { Script } from '../script.ts';
import { botbuilderDialogs } from './botbuilder-dialogs.ts';
import type { Engine, EngineKind } from './engine.ts';
import { grammyConversations } from './grammy-conversations.ts';
import { herfahEngine, herfahRendered } from './herfah.ts';
import { telegrafWizard } from './telegraf-wizard.ts';
import { xstateSnapshots } from './xstate.ts';

export const peers: readonly EngineKind[] = [
  grammyConversations,
  telegrafWizard,
  xstateSnapshots,
  botbuilderDialogs,
];
export const allEngines: readonly EngineKind[] = [herfahEngine, herfahRendered, ...peers];

/** Goes through the whole script, the state kept as JSON text between messages, and holds every saying against it. */
export const checkEngine = async (name: string, engine: Engine, script: Script): Promise<void> => {
  let state: string | null = null;
  for (const [position, { input, says }] of script.steps.entries()) {
    const taken = await engine.take(1, state, input);
    if (taken.says !== says) {
      throw new Error(`${name} says ${JSON.stringify(taken.says)} to message ${position}, not ${says}`);
    }
    state = taken.state;
  }
};
