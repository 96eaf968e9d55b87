import type { ChannelAdapter, Receiver } from '../channels/contract.ts';
import { createWebAdapter, webAccount, webChannel } from '../channels/web/adapter.ts';
import { noWakes, type Wakes, writeEffects } from '../commit/effects.ts';
import { createServices, type ServiceParts } from '../commit/services.ts';
import type { TurnHouse } from '../commit/turn-house.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Transaction } from '../db/client.ts';
import type { Effects, Services } from '../domain/contract.ts';
import { familyCommands, familySources } from '../domain/families/index.ts';
import { financingCommands, financingSources } from '../domain/financing/index.ts';
import { handleAction, staffCommands, staffSources, tieByCode } from '../domain/staff/index.ts';
import type { Registry } from '../engine/registry.ts';
import type { Renderer } from '../i18n/render.ts';
import { type Contacts, createContacts } from '../inbound/contacts.ts';
import { createDriver, type Driver } from '../inbound/drive.ts';
import { createFiles } from '../inbound/files.ts';
import { createReceiver } from '../inbound/receive.ts';
import { createSettledTurns } from '../inbound/settled.ts';
import { createStandings } from '../inbound/standings.ts';
import { createWebInbox, readDocument } from '../inbound/web-inbox.ts';
import type { Logger } from '../observability/log.ts';
import type { Meters } from '../observability/meters.ts';
import type { OutboxParts } from '../outbox/drain.ts';
import { createDraw } from '../paper/drawing.ts';
import { createPress, type Press } from '../paper/press.ts';
import { createPersonKeys, type PersonKeys } from '../secrets/person-keys.ts';
import { newCode, newId } from './ids.ts';
import type { Speech } from './registry.ts';
import type { Stores } from './store.ts';

/** Every part of the house, put together. */
export interface House {
  readonly registry: Registry;
  readonly renderer: Renderer;
  readonly keys: PersonKeys;
  readonly contacts: Contacts;
  readonly driver: Driver;
  readonly receiver: Receiver;
  readonly webInbox: ReturnType<typeof createWebInbox>;
  readonly outbox: OutboxParts;
  readonly turns: TurnHouse;
  readonly press: Press;
  services(): Services;
  /** Writes what a job did, in one transaction, and wakes whom it concerns. */
  carryOut(
    work: (
      transaction: Transaction,
      services: Services,
    ) => Promise<Pick<Effects, 'messages' | 'opens' | 'ends' | 'audit'>>,
  ): Promise<void>;
  addChannel(adapter: ChannelAdapter): void;
  /** The bot's name, once Telegram told it: links to the bot are made with it. */
  nameBot(name: string): void;
}

/** Where people reach this server: as configured, or on this machine. */
const addressOf = ({ publicUrl, host, port }: Configuration): string =>
  publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

export const createHouse = (options: {
  readonly speech: Speech;
  readonly configuration: Configuration;
  readonly stores: Stores;
  readonly log: Logger;
  readonly meters: Meters;
  readonly clock: () => Date;
  wake(wakes: Wakes, delayMillis?: number): void;
}): House => {
  const { configuration, stores, log, meters, clock } = options;
  const { database, ring, vault } = stores;
  const { registry, renderer } = options.speech;
  const keys = createPersonKeys(ring);
  const standings = createStandings();
  const contacts = createContacts({ database, ring, keys, newId, onCreated: standings.keep });
  const adapters = new Map<string, ChannelAdapter>();
  const addChannel = (adapter: ChannelAdapter): void => {
    adapters.set(`${adapter.channel}:${adapter.account}`, adapter);
  };
  addChannel(createWebAdapter());
  const adapterOf = (channel: string, account: string) => adapters.get(`${channel}:${account}`);
  const press = createPress();
  let botName: string | null = null;
  const chatAddress = configuration.webChat === 'off' ? null : `${addressOf(configuration)}/chat`;
  const draw = createDraw({ press, renderer, log });
  const serviceParts: ServiceParts = {
    ring,
    keys,
    clock,
    newId,
    newCode,
    textOf: (text, reader) => renderer.message(text, reader),
    doors: () => ({ bot: botName, chat: chatAddress }),
    association: configuration.association,
    papers: { press, vault },
  };
  const services = (): Services => createServices(serviceParts);
  const settledTurns = createSettledTurns({ database, keys, renderer });
  const files = createFiles(vault, newId);
  const turns: TurnHouse = {
    database,
    registry,
    keys,
    commands: { ...familyCommands, ...financingCommands, ...staffCommands },
    sources: { ...familySources, ...financingSources, ...staffSources },
    handleAction,
    tieByCode,
  };
  const driver = createDriver({
    house: turns,
    files,
    standings,
    log,
    adapterOf,
    services,
    wake: options.wake,
    onTaken({ inboundSeq, events, movedContact }) {
      if (movedContact !== null) contacts.forget(movedContact);
      settledTurns.settle(inboundSeq);
      meters.turnTaken(events);
    },
    onFailed: () => meters.turnFailed(),
  });
  const receiver = createReceiver({
    database,
    ring,
    keys,
    contacts,
    files,
    driver,
    settledTurns,
    log,
    onForsaken: (conversationId) => options.wake({ ...noWakes, conversations: [conversationId] }),
  });
  return {
    registry,
    renderer,
    keys,
    contacts,
    driver,
    receiver,
    turns,
    services,
    addChannel,
    press,
    nameBot(name) {
      botName = name;
    },
    webInbox: createWebInbox(
      { database, keys, renderer, contacts, vault, draw },
      { channel: webChannel, account: webAccount },
    ),
    outbox: {
      database,
      keys,
      ring,
      renderer,
      log,
      clock,
      adapterOf,
      readMedia: (media) => readDocument({ database, keys, vault }, media),
      draw,
      onOutcome: (channel, outcome) => meters.sent(channel, outcome),
    },
    async carryOut(work) {
      const at = services();
      const wakes = await database.$transaction(
        async (transaction) => writeEffects(transaction, await work(transaction, at), at, keys),
        { timeout: 60_000, maxWait: 20_000 },
      );
      options.wake(wakes);
    },
  };
};
