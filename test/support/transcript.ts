import { readFileSync } from 'node:fs';
import { fillOutcome } from '../../src/commit/effects.ts';
import { loadFlowsHouse } from '../../src/composition/flows-house.ts';
import { driveTurn, type StandIn } from '../../src/engine/check/drive.ts';
import type { Conversation, Json, Need, Param, Profile, Reply, Turn } from '../../src/engine/vocabulary.ts';
import { emptyConversation } from '../../src/engine/work.ts';
import type { TranscriptFile, TranscriptStep } from './transcript-file.ts';
import { readInput, type ShownButton } from './transcript-input.ts';

const { registry, renderer } = await loadFlowsHouse();

/** What a transcript's header sets up: the world at the edge of the engine. */
interface World {
  today: string;
  profile: Profile;
  facts: { [key: string]: Json };
  readonly data: { readonly source: string; readonly params: string | null; readonly value: Json }[];
  readonly outcome: { [name: string]: Param };
  /** Commands that are refused the first time: `refuse register-family nationalId taken`. */
  readonly refusals: { readonly command: string; readonly question: string; readonly problem: string }[];
}

const firstDay = '2026-11-24';

/** What the house knows when a registered family applies for its first financing, by the rules that are bundled. */
const financing: Json = {
  version: 1,
  rules: JSON.parse(
    readFileSync(new URL('../../src/domain/financing/default-rules.json', import.meta.url), 'utf8'),
  ) as Json,
  first: true,
  openApplication: null,
  applyAgainOn: null,
  householdIncome: 600_000,
  salesMonthly: 150_000,
  craft: ['home-food'],
  products: [{ name: 'كليجا', quantity: { low: 20, high: 50 }, price: 1500 }],
};

/** What an officer knows of the family for which it applies. */
const atDesk: Json = {
  ...(financing as { readonly [key: string]: Json }),
  called: 'أم صالح',
  familyState: 'approved',
  agreedRegistration: true,
  hasChat: true,
};

/** What the desk wrote for a family, as it is read back. */
const written: Json = {
  rules: (financing as { readonly rules: Json }).rules,
  first: true,
  waits: true,
  officer: { name: 'نورة', sex: 'female' },
  project: 'مطبخ كليجا في البيت',
  activity: 'home-food',
  tools: [{ name: 'عجانة', price: 650_000 }],
  production: [{ name: 'كليجا', quantity: 20, times: 26, price: 1500, materials: 600 }],
  seasons: ['none'],
  fixedCosts: [{ name: 'كهرباء', amount: 30_000 }],
  ownContribution: 0,
  sales: 150_000,
  salesMonthly: 150_000,
  income: 600_000,
  householdIncome: 600_000,
  obligations: 0,
  study: 'go-on',
  product: 'qard-hasan',
  amount: 650_000,
  months: 24,
  graceMonths: 0,
  schedule: 'go-on',
};

const freshWorld = (): World => ({
  today: firstDay,
  profile: emptyConversation.profile,
  facts: {
    welcomed: false,
    registered: false,
    familyState: null,
    agreed: false,
    member: null,
    association: { licence: '1234', phone: '016 000 0000' },
  },
  // Nothing is known of anybody, and nobody waits for an answer, unless a transcript says so.
  data: [
    { source: 'known-for-talk', params: null, value: {} },
    { source: 'awaited-answer', params: null, value: null },
    { source: 'file-by-words', params: null, value: null },
    { source: 'held-papers', params: null, value: { held: { iban: false, idPhoto: false } } },
    { source: 'why-refused', params: null, value: null },
    { source: 'objection', params: null, value: null },
    { source: 'withdrawable', params: null, value: {} },
    { source: 'financing-rules', params: null, value: financing },
    { source: 'desk-families', params: null, value: [{ id: 'family-4', label: '📝 ٤ · أم صالح' }] },
    { source: 'desk-financing', params: null, value: atDesk },
    { source: 'desk-application', params: null, value: written },
    {
      source: 'quotations-wanted',
      params: null,
      value: { application: null, tools: [], renewable: 0, awaited: false },
    },
  ],
  outcome: {
    number: { code: 'H-1027' },
    promisedDay: { date: '2026-11-26', withHijri: true },
    reply: {
      key: 'talk-to-person:told.reply',
      params: { promisedDay: { date: '2026-11-26', withHijri: true } },
    },
    next: {
      key: 'alerts:application-begun.submitted',
      params: { promisedDay: { date: '2026-11-26', withHijri: true } },
    },
    told: {
      key: 'talk-to-person:told.somebody',
      params: { promisedDay: { date: '2026-11-26', withHijri: true } },
    },
  },
  refusals: [],
});

const readHeader = (header: readonly string[]): World => {
  const world = freshWorld();
  for (const line of header) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, word = '', rest = ''] = /^(\S+) (.+)$/u.exec(line) ?? [];
    const [, name = '', value = ''] = /^(.+?) = (.+)$/u.exec(rest) ?? [];
    if (word === 'today') world.today = rest;
    else if (word === 'profile') world.profile = { ...world.profile, [name]: JSON.parse(value) };
    else if (word === 'fact') world.facts[name] = JSON.parse(value) as Json;
    else if (word === 'outcome') world.outcome[name] = JSON.parse(value) as Param;
    else if (word === 'data') {
      const [source = '', ...params] = name.split(' ');
      world.data.unshift({ source, params: params.join(' ') || null, value: JSON.parse(value) as Json });
    } else if (word === 'refuse') {
      const [command = '', question = '', problem = ''] = rest.split(' ');
      world.refusals.push({ command, question, problem });
    } else throw new Error(`a transcript's header says: ${line}`);
  }
  return world;
};

const standInOf =
  (world: World): StandIn =>
  (need: Need) => {
    const params = JSON.stringify(need.params);
    const found = world.data.find(
      (entry) =>
        entry.source === need.source &&
        (entry.params === null || JSON.stringify(JSON.parse(entry.params)) === params),
    );
    if (!found) throw new Error(`the transcript has no line "data ${need.source} ${params} = ..."`);
    return found.value;
  };

/** What the house would know after a command was carried out. */
const afterCommand = (world: World, command: string): void => {
  if (command === 'record-welcome') world.facts.welcomed = true;
  if (command === 'register-family') {
    world.facts.registered = true;
    world.facts.familyState = 'submitted';
    world.facts.agreed = true;
  }
};

const indented = (text: string): string[] => text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));

const showReply = (reply: Reply, profile: Profile): { lines: string[]; buttons: ShownButton[] } => {
  const { text, choices, controls, requestLabel } = renderer.reply(reply, profile);
  const labels = (buttons: readonly ShownButton[] | typeof choices): string =>
    buttons.map(({ label }) => label).join(' | ');
  return {
    lines: [
      ...(reply.drawing ? ['  (picture)'] : []),
      ...indented(text),
      ...(requestLabel ? [`  {${requestLabel}}`] : []),
      ...(choices.length > 0 ? [`  [${labels(choices)}]`] : []),
      ...(controls.length > 0 ? [`  (${labels(controls)})`] : []),
    ],
    buttons: [...choices, ...controls].map((button) => ({ ...button, asked: reply.asked })),
  };
};

const showTurn = (turn: Turn, world: World): { lines: string[]; buttons: ShownButton[] } => {
  const shown = fillOutcome(turn.replies, world.outcome).map((reply) =>
    showReply(reply, turn.conversation.profile),
  );
  const lines = shown.flatMap((reply, position) => (position === 0 ? reply.lines : ['  —', ...reply.lines]));
  if (turn.sensitive) lines.push('  the message is deleted');
  if (turn.command) {
    const { name, answers } = turn.command;
    lines.push(...indented(`command ${name} ${JSON.stringify(answers, null, 2)}`));
  }
  return { lines, buttons: shown.flatMap((reply) => reply.buttons) };
};

/** A conversation as it lies in the database between two messages. */
const writtenAndReadBack = (conversation: Conversation): Conversation =>
  JSON.parse(JSON.stringify(conversation)) as Conversation;

/** Plays a transcript's inputs; the same file again with what the assistant really says. */
export const playTranscript = (file: TranscriptFile): TranscriptFile => {
  const world = readHeader(file.header);
  const standIn = standInOf(world);
  let conversation: Conversation = { ...emptyConversation, profile: world.profile };
  let buttons: readonly ShownButton[] = [];
  let documents = 0;
  const nextDocument = (): string => {
    documents += 1;
    return `document-${documents}`;
  };
  const steps = file.steps.map((step): TranscriptStep => {
    if (step.day !== null) world.today = step.day;
    const facts = { ...world.facts, address: conversation.profile.address, today: world.today };
    const input = readInput(step.sent, { buttons, nextDocument, asked: conversation.asked });
    const context = { today: world.today, facts };
    let turn = driveTurn(registry, conversation, input, context, standIn);
    if (turn.type === 'turn' && turn.command) {
      const { command } = turn;
      const position = world.refusals.findIndex((refusal) => refusal.command === command.name);
      const [refusal] = position >= 0 ? world.refusals.splice(position, 1) : [];
      if (refusal) {
        const { question, problem } = refusal;
        const refused = { flow: command.flow, question, problem };
        turn = driveTurn(registry, conversation, input, { ...context, refusal: refused }, standIn);
      }
    }
    if (turn.type === 'newer') return { ...step, expected: [`  newer ${turn.flow}`] };
    if (turn.command) afterCommand(world, turn.command.name);
    conversation = writtenAndReadBack(turn.conversation);
    const shown = showTurn(turn, world);
    if (shown.buttons.length > 0) buttons = shown.buttons;
    return { ...step, expected: shown.lines };
  });
  return { header: file.header, steps };
};
