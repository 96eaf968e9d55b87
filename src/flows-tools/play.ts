import { createInterface } from 'node:readline/promises';
import { driveTurn } from '../engine/check/drive.ts';
import type { SampleWorld } from '../engine/check/house.ts';
import type { Registry } from '../engine/registry.ts';
import type { Choice, Conversation, Input, Profile, Reply } from '../engine/vocabulary.ts';
import { emptyConversation } from '../engine/work.ts';
import type { Renderer } from '../i18n/render.ts';

interface Played {
  readonly registry: Registry;
  readonly renderer: Renderer;
  readonly worlds: readonly SampleWorld[];
}

/** The person for whom a flow is there: the first of the samples that may open it at once. */
const worldFor = (
  { registry, worlds }: Played,
  flow: string,
  address: Profile['address'],
): SampleWorld | null => {
  const compiled = registry.flows.get(flow);
  if (!compiled) return null;
  const fitting = worlds.filter((world) => {
    const first = registry.first(world.facts);
    return first === null ? world.opens(flow) && !compiled.flow.requires?.(world.facts) : first === flow;
  });
  return fitting.find((world) => world.address === address) ?? fitting[0] ?? null;
};

const show = (renderer: Renderer, reply: Reply, profile: Profile): readonly Choice['id'][] => {
  const { text, choices, controls } = renderer.reply(reply, profile);
  console.log(`\n${text}`);
  const buttons = [...choices, ...controls];
  if (buttons.length > 0) console.log(buttons.map(({ label }, place) => `[${place + 1} ${label}]`).join(' '));
  return buttons.map(({ id }) => id);
};

/** `/3` presses the third button, `/photo` sends a file; everything else is said. */
const inputOf = (line: string, buttons: readonly string[]): Input => {
  if (!line.startsWith('/')) return { type: 'text', text: line };
  const word = line.slice(1);
  if (word === 'photo' || word === 'document' || word === 'voice')
    return { type: 'media', kind: word, documentId: `played-${word}` };
  if (word === 'contact') return { type: 'contact', phone: '+966551234567', own: true };
  if (word === 'location') return { type: 'location', lat: 26.3264, lon: 43.975 };
  return { type: 'choice', id: buttons[Number(word) - 1] ?? word };
};

/** Talks to a flow in the terminal, with invented data from outside and without carrying anything out. */
export const play = async (
  house: Played,
  flow: string,
  { language, address }: { readonly language: 'ar' | 'en'; readonly address: 'female' | 'male' },
): Promise<number> => {
  const world = worldFor(house, flow, address);
  if (!world) {
    console.error(`There is no flow ${flow}. There are: ${[...house.registry.flows.keys()].join(', ')}`);
    return 1;
  }
  console.log(
    `Played as ${world.name}. /1 presses a button, /photo, /location and /contact send one; Ctrl-D ends.`,
  );
  let conversation: Conversation = {
    ...emptyConversation,
    profile: { ...emptyConversation.profile, language, address },
  };
  let facts = world.facts;
  let buttons: readonly string[] = [];
  const take = (input: Input): void => {
    const context = {
      today: world.today,
      facts: { ...facts, address: conversation.profile.address, today: world.today },
    };
    const turn = driveTurn(house.registry, conversation, input, context, world.standIn);
    if (turn.type === 'newer') return;
    conversation = turn.conversation;
    for (const reply of turn.replies) buttons = show(house.renderer, reply, conversation.profile);
    if (!turn.command) return;
    const { name, answers, flow: ended } = turn.command;
    console.log(`\n${name} ${JSON.stringify(answers, null, 2)}`);
    facts = { ...facts, ...house.registry.flows.get(ended)?.flow.establishes?.(answers) };
  };
  take({ type: 'open', flow });
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' });
  terminal.prompt();
  for await (const line of terminal) {
    take(inputOf(line, buttons));
    terminal.prompt();
  }
  return 0;
};
