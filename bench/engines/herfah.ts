import { z } from 'zod';
import { compileFlows, type Registry } from '../../src/engine/registry.ts';
import { takeTurn } from '../../src/engine/take-turn.ts';
import type { Conversation, Flow, Input, Question, Turn, TurnContext } from '../../src/engine/vocabulary.ts';
import { emptyConversation } from '../../src/engine/work.ts';
import { compileLexicon } from '../../src/i18n/lexicon.ts';
import { createRenderer, type Renderer } from '../../src/i18n/render.ts';
import { loadResources, type Resources, type Texts } from '../../src/i18n/resources.ts';
import type { Script, ScriptInput, ScriptQuestion } from '../script.ts';
import type { EngineKind } from './engine.ts';

const questionOf = ({ key, kind, choices, least, most }: ScriptQuestion): Question => {
  if (kind === 'choice') return { key, kind, choices };
  if (kind === 'number') return { key, kind, schema: z.number().int().min(least).max(most) };
  return { key, kind, schema: z.string().min(least).max(most) };
};

/** The script as a flow of ours, below a menu that offers it. */
const flowsOf = (script: Script): readonly Flow[] => [
  {
    name: 'home',
    version: 1,
    texts: 'menu',
    questions: [{ key: 'want', kind: 'choice', choices: ['bench'], opens: true }],
    command: () => null,
  },
  {
    name: 'bench',
    version: 1,
    questions: script.questions.map(questionOf),
    command: (answers) => ({ name: 'finish', answers }),
    outro: () => ({ key: 'bench:outro' }),
  },
];

const textsOf = (script: Script, language: 'ar' | 'en'): Texts => {
  const problem =
    language === 'ar' ? 'ما فهمت الجواب، جربي مرة ثانية.' : 'That did not fit, please try again.';
  const questions = script.questions.map((question): [string, Texts] => [
    question.key,
    {
      ask: language === 'ar' ? `السؤال عن ${question.key}؟` : `What about ${question.key}?`,
      problem: { invalid: problem },
      ...(question.choices.length > 0
        ? { choices: Object.fromEntries(question.choices.map((choice) => [choice, choice])) }
        : {}),
    },
  ]);
  return { outro: language === 'ar' ? 'تم، شكرًا لك.' : 'Done, thank you.', ...Object.fromEntries(questions) };
};

/** The registry of the script: its flow, and the lexicon of the whole program, so that words are read as there. */
export const scriptRegistry = async (
  script: Script,
): Promise<{ readonly registry: Registry; readonly renderer: Renderer }> => {
  const real = await loadResources();
  const resources: Resources = {
    ar: { ...real.ar, bench: textsOf(script, 'ar') },
    en: { ...real.en, bench: textsOf(script, 'en') },
  };
  const registry: Registry = {
    flows: compileFlows(flowsOf(script)),
    home: 'home',
    first: () => null,
    intents: {},
    lexicon: compileLexicon(resources),
    retired: [],
  };
  return { registry, renderer: createRenderer(resources) };
};

export const turnContext: TurnContext = { today: '2026-11-24' as TurnContext['today'], facts: {}, data: {} };

/** The first message is the menu's choice of the flow; everything after it is words or a button. */
export const inputOf = (input: ScriptInput): Input => {
  if ('choice' in input) return { type: 'choice', id: input.choice };
  return input.text === '/start' ? { type: 'choice', id: 'bench' } : { type: 'text', text: input.text };
};

/** What a turn says, in the script's short form. */
export const saysOf = (turn: Turn): string => {
  if (turn.command) return `done:${JSON.stringify(turn.command.answers)}`;
  return turn.replies
    .flatMap((reply) => reply.parts)
    .flatMap(({ key }) => {
      if (key.includes('problem')) return ['problem'];
      return key.endsWith('.ask') ? [`ask:${key.slice('bench:'.length, -'.ask'.length)}`] : [];
    })
    .join('\n');
};

export const take = (registry: Registry, conversation: Conversation, input: ScriptInput): Turn => {
  const outcome = takeTurn(registry, conversation, inputOf(input), turnContext);
  if (outcome.type !== 'turn') throw new Error(`the script needs no ${outcome.type}`);
  return outcome;
};

/** Our takeTurn; the state is read from JSON and written to it at every message. */
export const herfahEngine: EngineKind = {
  name: 'herfah takeTurn',
  async start(script) {
    const { registry } = await scriptRegistry(script);
    return {
      take(_conversation, state, input) {
        const before = state === null ? emptyConversation : (JSON.parse(state) as Conversation);
        const turn = take(registry, before, input);
        return { state: JSON.stringify(turn.conversation), says: saysOf(turn) };
      },
    };
  },
};

/** The same, and the texts that a person reads, with their plurals, gender and digits. */
export const herfahRendered: EngineKind = {
  name: 'herfah takeTurn + texts',
  async start(script) {
    const { registry, renderer } = await scriptRegistry(script);
    return {
      take(_conversation, state, input) {
        const before = state === null ? emptyConversation : (JSON.parse(state) as Conversation);
        const turn = take(registry, before, input);
        for (const reply of turn.replies) renderer.reply(reply, turn.conversation.profile);
        return { state: JSON.stringify(turn.conversation), says: saysOf(turn) };
      },
    };
  },
};
