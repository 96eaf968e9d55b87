import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import type { TurnEvent } from '../engine/vocabulary.ts';

/** What is counted for whoever watches the program. Never anything personal. */
export interface Meters {
  readonly registry: Registry;
  turnTaken(events: readonly TurnEvent[]): void;
  turnFailed(): void;
  sent(channel: string, outcome: string): void;
}

export const createMeters = (): Meters => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const turns = new Counter({ name: 'herfah_turns_total', help: 'Turns taken', registers });
  const failures = new Counter({
    name: 'herfah_turn_failures_total',
    help: 'Turns that failed and are tried again',
    registers,
  });
  const ended = new Counter({
    name: 'herfah_flows_ended_total',
    help: 'Flows ended, by flow',
    labelNames: ['flow'],
    registers,
  });
  const refused = new Counter({
    name: 'herfah_answers_refused_total',
    help: 'Answers that did not fit, by flow and question',
    labelNames: ['flow', 'question'],
    registers,
  });
  const sent = new Counter({
    name: 'herfah_messages_sent_total',
    help: 'Messages handed to channels, by outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  return {
    registry,
    turnTaken(events) {
      turns.inc();
      for (const event of events) {
        if (event.type === 'flow-ended') ended.inc({ flow: event.flow });
        if (event.type === 'refused') refused.inc({ flow: event.flow, question: event.question });
      }
    },
    turnFailed: () => failures.inc(),
    sent: (channel, outcome) => sent.inc({ channel, outcome }),
  };
};
