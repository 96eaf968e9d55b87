import { readFileSync } from 'node:fs';
import { first, flows, home, intents, retired, unasked } from '../../flows/index.ts';
import { compileFlows, type Registry } from '../../src/engine/registry.ts';
import { takeTurn } from '../../src/engine/take-turn.ts';
import type {
  Answers,
  Conversation,
  Facts,
  Frame,
  Json,
  Turn,
  TurnContext,
} from '../../src/engine/vocabulary.ts';
import { needKey } from '../../src/engine/work.ts';
import { compileLexicon } from '../../src/i18n/lexicon.ts';
import { loadResources } from '../../src/i18n/resources.ts';

export const registry: Registry = {
  flows: compileFlows(flows),
  home,
  first,
  intents,
  lexicon: compileLexicon(await loadResources()),
  retired,
  unasked,
};

const family: Facts = {
  welcomed: true,
  registered: false,
  familyState: null,
  member: null,
  draft: null,
  address: 'female',
  today: '2026-11-24',
};

const factsAt: Record<string, Facts> = {
  'the menu': family,
  'the menu, registered': { ...family, registered: true, familyState: 'approved' },
  'the menu, officer': { ...family, member: { role: 'case-officer', name: 'نورة' } },
};

/** Enough of the earlier answers for the rules of later questions. */
const earlier: Record<string, Answers> = {
  welcome: { language: 'ar', address: 'female', consentData: true },
  registration: { fullName: 'نورة العبدالله', householdSize: 6 },
  'answer-request': { what: 'clarification' },
  settings: { what: 'digits' },
  'talk-to-person': {
    topic: 'other',
    message: 'سؤال',
    womanOnly: false,
    mobile: { mobile: '+966551234567', own: true },
  },
};

/** All of a registration, as it stands at its review. */
const registered: Answers = {
  fullName: 'نورة العبدالله',
  called: 'أم فيصل',
  birthDate: { iso: '1987-03-15', calendar: 'gregorian', typed: '15/3/1987' },
  city: 'unayzah',
  nationalId: '1058529940',
  mobile: { mobile: '+966551234567', own: false },
  mobileOwner: 'mine',
  address: { how: 'describe', description: 'حي الريان' },
  householdSize: 6,
  dependants: 3,
  craft: ['home-food'],
  products: [{ name: 'كليجا', quantity: 20, price: null }],
  experience: '1-3',
  salesMonthly: 150000,
  householdIncome: 600000,
  iban: null,
  womenOnly: false,
  idPhoto: null,
};

const oneLine: Answers = { name: 'كليجا', quantity: 20, price: null };

/** What is known of a family that applies, and its application as far as the study. */
const financing: Answers = {
  rules: JSON.parse(
    readFileSync(new URL('../../src/domain/financing/default-rules.json', import.meta.url), 'utf8'),
  ) as Json,
  first: true,
  openApplication: null,
  applyAgainOn: null,
  householdIncome: 600_000,
  salesMonthly: 150_000,
  craft: ['home-food'],
  products: [],
};
const applied: Answers = {
  ...financing,
  project: 'مطبخ كليجا',
  activity: 'home-food',
  tools: [{ name: 'عجانة', price: 650_000 }],
  production: [{ name: 'كليجا', quantity: 20, times: 26, price: 1500, materials: 600 }],
  seasons: ['none'],
  fixedCosts: [],
  ownContribution: 0,
};
earlier['loan-application'] = applied;

/** What the house would answer, where it decides whether words are taken as an answer. */
const house: Record<string, Json> = {
  'national-id-taken': false,
  colleagues: [],
  'my-absence': {},
  'awaited-answer': null,
  'file-by-words': null,
  'why-refused': null,
  objection: null,
  'known-for-talk': {},
  'held-papers': { held: { iban: false, idPhoto: false } },
  withdrawable: {},
  'financing-rules': financing,
};

/** A conversation that waits at `flow.question`, at `flow.group.question` within a first line, or at the menu. */
const waitingAt = (place: string): Conversation => {
  const menu: Frame = { flow: 'menu', version: 1, at: 'menu', number: 1, answers: {} };
  const profile = { language: 'ar', address: 'female', called: null, digits: 'arabic' } as const;
  const [flow = '', at = '', inLine] = place.split('.');
  const compiled = registry.flows.get(flow);
  if (!compiled) return { frames: [menu], profile, asked: 1 };
  const { [at]: _waiting, ...answers } = at === 'review' ? registered : (earlier[flow] ?? {});
  const frame: Frame = {
    flow,
    version: compiled.flow.version,
    at,
    number: 1,
    answers,
    ...(at === 'products' && !inLine ? { lines: { products: [oneLine] } } : {}),
    ...(inLine ? { item: { group: at, answers: {}, at: inLine } } : {}),
  };
  return { frames: [menu, frame], profile, asked: 1 };
};

const plain = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** What the waiting question was answered with, wherever the turn left it. */
const answerOf = (turn: Turn, place: string): Json | undefined => {
  const [flow = '', at = '', inLine] = place.split('.');
  const frame = turn.conversation.frames.find((open) => open.flow === flow);
  if (inLine) {
    const line = frame?.item?.answers ?? (frame?.lines?.[at] as readonly Answers[] | undefined)?.at(-1);
    return line?.[inLine];
  }
  return frame?.answers[at] ?? turn.command?.answers[at];
};

/** The answer itself, or, where the flow ended with it, how it ended. */
const answered = (turn: Turn, place: string): string => {
  const value = answerOf(turn, place);
  if (value !== undefined) return plain(value);
  return turn.command ? plain(turn.command.answers) : `and ends: ${turn.replies[0]?.parts.at(-1)?.key}`;
};

/** What a flow was opened with: ` (workshops)`. */
const paramsOf = (turn: Turn, flow: string): string => {
  const params = turn.conversation.frames.find((frame) => frame.flow === flow)?.params;
  return params
    ? ` (${Object.entries(params).map(([name, value]) => (name === 'topic' ? value : name))})`
    : '';
};

const describeTurn = (turn: Turn, place: string): string => {
  const refused = turn.events.find((event) => event.type === 'refused');
  if (refused) return `refuses: ${refused.problem}`;
  const [, at] = place.split('.');
  const changed = turn.events.find((event) => event.type === 'answered');
  if (at === 'review' && changed && !turn.command)
    return `changes ${changed.question} to ${plain(answerOf(turn, `registration.${changed.question}`))}`;
  if (
    changed &&
    changed.question !== at &&
    !changed.question.startsWith(`${at}.`) &&
    turn.conversation.frames.at(-1)?.at === at &&
    at !== 'review'
  )
    return `keeps ${changed.question}`;
  const [, , inLine] = place.split('.');
  if (inLine && changed && changed.question !== `${at}.${inLine}`) {
    const told = changed.question.split('.').slice(1).join('.');
    const also = turn.events.some(
      (event) => event.type === 'answered' && event.question === `${at}.${inLine}`,
    );
    const counted = also ? `, answers ${answered(turn, place)}` : '';
    return `takes ${told} ${answered(turn, `${place.split('.')[0]}.${at}.${told}`)}${counted}`;
  }
  if (at && changed) return `answers ${answered(turn, place)}`;
  const opened = turn.events.flatMap((event) =>
    event.type === 'flow-started' ? [`${event.flow}${paramsOf(turn, event.flow)}`] : [],
  );
  if (opened.length > 0) return `opens ${opened.join(', then ')}`;
  const parked = turn.events.some((event) => event.type === 'flow-parked');
  if (parked) return 'keeps it for later';
  if (turn.events.some((event) => event.type === 'flow-left')) return 'drops it';
  if (turn.events.some((event) => event.type === 'skipped')) return 'skips';
  const spoken = turn.replies.flatMap((reply) => reply.parts.map((part) => part.key));
  const interrupted = turn.events.find((event) => event.type === 'interrupted');
  if (interrupted) return interrupted.by === 'help' && place.includes('.') ? 'helps' : `says ${spoken[0]}`;
  const top = turn.conversation.frames.at(-1);
  if (top?.editedFrom !== undefined) return `opens ${top.at} again`;
  if (spoken[0] === 'common:edit-which')
    return `asks which: ${turn.replies[0]?.choices?.map(({ id }) => id.slice('edit:'.length)).join(', ')}`;
  if (top?.pending !== undefined) return `asks back ${plain(top.pending)}`;
  return top?.at === at || !place.includes('.') ? `says ${spoken[0]}` : `goes back to ${top?.at}`;
};

/** What the assistant makes of words sent at a place, in one line. */
export const understood = (place: string, sent: string): string => {
  const context: TurnContext = { today: '2026-11-24', facts: factsAt[place] ?? family, data: {} };
  const conversation = waitingAt(place);
  const input = { type: 'text', text: sent } as const;
  let outcome = takeTurn(registry, conversation, input, context);
  let data: { [need: string]: Json } = {};
  while (outcome.type === 'needs' && outcome.needs.every((need) => Object.hasOwn(house, need.source))) {
    const loaded = outcome.needs.map((need) => [needKey(need), house[need.source] ?? null] as const);
    data = { ...data, ...Object.fromEntries(loaded) };
    outcome = takeTurn(registry, conversation, input, { ...context, data });
  }
  if (outcome.type === 'needs') return `looks up ${outcome.needs.map((need) => need.source).join(', ')}`;
  return outcome.type === 'turn' ? describeTurn(outcome, place) : outcome.type;
};
