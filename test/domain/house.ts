import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServices, keyOfPerson } from '../../src/commit/services.ts';
import { openDatabase, type Transaction } from '../../src/db/client.ts';
import { createDocumentVault } from '../../src/documents/vault.ts';
import type { Actor, Effects, Refusal, Services } from '../../src/domain/contract.ts';
import { familyCommands, familySources } from '../../src/domain/families/index.ts';
import {
  financingCommands,
  financingRulesSchema,
  financingSources,
  putRulesIntoForce,
} from '../../src/domain/financing/index.ts';
import {
  addMember,
  handleAction,
  inviteMember,
  staffCommands,
  staffSources,
  tieByCode,
} from '../../src/domain/staff/index.ts';
import type { Answers, Json, Reply } from '../../src/engine/vocabulary.ts';
import { createRenderer } from '../../src/i18n/render.ts';
import { loadResources } from '../../src/i18n/resources.ts';
import { passesNationalIdCheck } from '../../src/kernel/checksums.ts';
import { newUuidV7 } from '../../src/kernel/identifiers.ts';
import type { Result } from '../../src/kernel/result.ts';
import { createPress } from '../../src/paper/press.ts';
import { encodeState, statePlace } from '../../src/sealed/state.ts';
import { loadKeyRing } from '../../src/secrets/key-ring.ts';
import { createPersonKeys } from '../../src/secrets/person-keys.ts';
import { testDatabase } from '../support/database.ts';
import { createMemoryStore } from '../support/memory-store.ts';

const commands = { ...familyCommands, ...financingCommands, ...staffCommands };
const sources = { ...familySources, ...financingSources, ...staffSources };

type Role = Parameters<typeof addMember>[2]['role'];

/** The bundled rules of the programme. */
const rules = financingRulesSchema.parse(
  JSON.parse(readFileSync('src/domain/financing/default-rules.json', 'utf8')),
);

/** As the texts name it. */
export const association = { licence: '1234', phone: '016 000 0000' };

/** Tuesday, 24 November 2026, ten in the morning in Riyadh. */
const tuesday = new Date('2026-11-24T07:00:00Z');

/** National IDs that merely pass the checksum: the first, second, … of them. */
export const nationalId = (place: number): string => {
  let found = 0;
  for (let number = 1_000_000_000; ; number++) {
    if (passesNationalIdCheck(String(number)) && found++ === place) return String(number);
  }
};

/** A registration as the flow hands it over. */
export const registration = (changes: Answers = {}): Answers => ({
  fullName: 'منيرة سالم الحربي',
  called: 'أم عبدالله',
  birthDate: { iso: '1987-03-01', calendar: 'gregorian', typed: '1/3/1987' },
  city: 'buraydah',
  nationalId: nationalId(0),
  mobile: { mobile: '+966551234567', own: true },
  address: { how: 'describe', description: 'حي الصفراء' },
  householdSize: 6,
  dependants: 4,
  craft: ['home-food', 'sewing'],
  products: [{ name: 'كليجا', quantity: 40, price: 2500 }],
  experience: '3-10',
  salesMonthly: 150000,
  householdIncome: 400000,
  iban: 'SA0380000000608010167519',
  idPhoto: null,
  womenOnly: false,
  review: true,
  ...changes,
});

/** The domain on a real database, with a clock that stands still until it is moved. */
export const openHouse = async () => {
  const test = await testDatabase();
  const database = openDatabase({ url: test.url, connections: 8, onError: () => undefined });
  const loaded = await loadKeyRing({
    dataDir: '/nonexistent',
    environment: { HERFAH_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` },
  });
  if (!loaded.ok) throw new Error(loaded.error.sentence);
  const keys = createPersonKeys(loaded.value);
  const renderer = createRenderer(await loadResources());
  const reader = { language: 'en', address: 'female', digits: 'latin' } as const;
  const clock = { now: tuesday };
  let made = 0;
  /** One after the other, though the clock stands still. */
  const newId = () => {
    const bytes = randomBytes(10).fill(0, 0, 3);
    bytes.writeUInt32BE(++made, 3);
    return newUuidV7(clock.now.getTime(), bytes);
  };
  let codes = 0;
  const printing = createPress();
  const vault = createDocumentVault(createMemoryStore());

  const services = (): Services =>
    createServices({
      ring: loaded.value,
      keys,
      clock: () => clock.now,
      newId,
      newCode: () => `HRF-TEST-${String(++codes).padStart(4, '2')}`,
      textOf: (text, shownTo) => renderer.message(text, shownTo),
      doors: () => ({ bot: 'herfah_bot', chat: 'https://herfah.example/chat' }),
      association,
      papers: { press: printing, vault },
    });

  const inTransaction = <T>(work: (transaction: Transaction, services: Services) => Promise<T>): Promise<T> =>
    database.$transaction((transaction) => work(transaction, services()), {
      timeout: 20_000,
      maxWait: 20_000,
    });

  await inTransaction((transaction) => putRulesIntoForce(transaction, rules, clock.now));

  /** Somebody who writes to us for the first time. */
  const stranger = (): Promise<Actor> =>
    inTransaction(async (transaction, given) => {
      const { personId, key } = await given.createPerson(transaction);
      return { personId, key, channel: 'web', language: 'ar', member: null };
    });

  /** Somebody who was welcomed, and agreed to the use of the own data. */
  const person = async (): Promise<Actor> => {
    const actor = await stranger();
    await database.consent.create({
      data: {
        id: newId(),
        personId: actor.personId,
        purpose: 'data',
        version: 1,
        language: 'ar',
        textHash: '0'.repeat(64),
        channel: 'web',
        given: true,
        at: new Date(clock.now.getTime() - 1000),
      },
    });
    return actor;
  };

  const tie = (actor: Actor, code: string) =>
    inTransaction((transaction, given) => tieByCode(transaction, given, actor, code));

  /** A member of staff whose account is linked. */
  const member = async (role: Role, name: string, sex: 'female' | 'male' | null = null): Promise<Actor> => {
    const actor = await person();
    const { id, code } = await inTransaction(async (transaction, given) => {
      const added = await addMember(transaction, given, { name, role, sex });
      return { id: added.id, code: (await inviteMember(transaction, given, added.id)).code };
    });
    const tied = await tie(actor, code);
    if (!tied.tied) throw new Error('the code was refused');
    return { ...actor, member: { id, role, name } };
  };

  const run = (
    actor: Actor,
    name: keyof typeof commands,
    answers: Answers,
    params: Answers = {},
  ): Promise<Result<Effects, Refusal>> =>
    inTransaction((transaction, given) => {
      const handler = commands[name];
      if (!handler) throw new Error(`no handler is named ${name}`);
      return handler({ transaction, services: given, actor, answers, params });
    });

  /** A command that must succeed. */
  const command = async (
    actor: Actor,
    name: string,
    answers: Answers,
    params: Answers = {},
  ): Promise<Effects> => {
    const result = await run(actor, name, answers, params);
    if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
    return result.value;
  };

  const press = (actor: Actor, id: string): Promise<Effects> =>
    inTransaction((transaction, given) =>
      handleAction({ transaction, services: given, actor, parts: id.split(':').slice(1) }),
    );

  /** Approves, and says yes where that is asked once more. */
  const approve = async (actor: Actor, id: string): Promise<Effects> => {
    const first = await press(actor, id);
    const sure = first.replies?.[0]?.choices?.find((choice) => choice.id.startsWith('act:approve-sure:'));
    return sure ? press(actor, sure.id) : first;
  };

  const source = (actor: Actor, name: string, params: Answers = {}): Promise<Json> =>
    inTransaction((transaction, given) => {
      const ask = sources[name];
      if (!ask) throw new Error(`no source is named ${name}`);
      return ask({ transaction, services: given, actor, params });
    });

  const document = async (owner: Actor, kind: 'photo' | 'document' | 'voice' = 'photo') => {
    const id = newId();
    await database.document.create({
      data: {
        id,
        personId: owner.personId,
        purpose: 'registration.idPhoto',
        kind,
        mime: 'image/jpeg',
        bytes: 1000,
        sha256: '0'.repeat(64),
        storageKey: `vault/${id}`,
        keyId: owner.key.id,
      },
    });
    return { kind, documentId: id };
  };

  /** Leaves somebody in the middle of the registration. */
  const beginDraft = async (actor: Actor, answers: Answers, parked: boolean): Promise<void> => {
    const frame = { flow: 'registration', version: 1, at: 'nationalId', number: 5, answers };
    const menu = { flow: 'menu', version: 1, at: 'menu', number: 1, answers: {} };
    const profile = { language: 'ar', address: 'female', called: null, digits: 'arabic' } as const;
    const state = parked
      ? { frames: [menu], parked: [[frame]], profile, asked: 9 }
      : { frames: [menu, frame], profile, asked: 9 };
    const row = await database.conversation.findUniqueOrThrow({ where: { personId: actor.personId } });
    await database.conversation.update({
      where: { id: row.id },
      data: { sealedState: actor.key.seal(encodeState(state), statePlace(row.id)), waitingSince: clock.now },
    });
  };

  return {
    database,
    clock,
    url: test.url,
    /** A stored file, opened with its person's key. */
    readFile: async (personId: string, documentId: string, storageKey: string) =>
      vault.read((await keyOfPerson(database, keys, personId)).dataKey, documentId, storageKey),
    ringFingerprint: loaded.value.fingerprint,
    beginDraft,
    services,
    inTransaction,
    renderer,
    stranger,
    person,
    member,
    tie,
    run,
    command,
    press,
    approve,
    source,
    document,
    /** A reply as its reader sees it, in English: the words, then the buttons. */
    read: (reply: Reply | undefined): string => (reply ? renderer.reply(reply, reader).text : ''),
    /** All that whoever acted is told, in English. */
    words: ({ replies = [] }: Effects): string =>
      replies.map((reply) => renderer.reply(reply, reader).text).join('\n'),
    buttons: (reply: Reply | undefined): readonly string[] => (reply?.choices ?? []).map(({ id }) => id),
    async close() {
      await printing.close();
      await database.$disconnect();
      await test.drop();
    },
  };
};

export type House = Awaited<ReturnType<typeof openHouse>>;

/** A button of a kind among a reply's choices. */
export const button = (reply: Reply | undefined, verb: string): string => {
  const found = reply?.choices?.find(({ id }) => id.startsWith(`act:${verb}:`));
  if (!found) throw new Error(`no button to ${verb}`);
  return found.id;
};
