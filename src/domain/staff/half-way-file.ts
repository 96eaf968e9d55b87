import type { Choice, Param, Reply } from '../../engine/vocabulary.ts';
import type { ActionRequest, Actor, AuditEntry, Effects, Services } from '../contract.ts';
import { type BegunApplication, begunApplicationOf } from '../financing/index.ts';
import { refusal } from './authorise.ts';
import { labelIn, orDash } from './find-files.ts';
import { line, nameParam } from './lines.ts';
import type { Transaction } from './store.ts';

type Request = Pick<ActionRequest, 'transaction' | 'services' | 'actor'>;

/** An application that is not submitted, on a button: whose it is. */
export const halfWayLabel = (
  services: Services,
  language: Actor['language'],
  { called }: BegunApplication,
): string =>
  labelIn(services, language, { key: 'alerts:label.half-way', params: { called: orDash(called) } });

export const halfWayChoice = ({ services, actor }: Request, begun: BegunApplication): Choice => ({
  id: `act:file:halfway-${begun.conversationId}`,
  label: { text: halfWayLabel(services, actor.language, begun) },
});

/** What was answered is nobody's to read before it is submitted: whose it is, since when, and where it waits. */
const cardOfBegun = ({ called, at, since }: BegunApplication): Reply => {
  const list: readonly Param[] = [
    line('name', { name: nameParam(called) }),
    line('since', { since: { date: since } }),
    ...(at === null ? [] : [line('waits-at', { question: { key: `loan-application:${at}.label` } })]),
  ];
  const params = { title: { key: 'alerts:half-way.title' }, lines: { list, as: 'lines' as const } };
  return { parts: [{ key: 'alerts:card', params }] };
};

const opened = ({ conversationId }: BegunApplication): AuditEntry => ({
  action: 'draft.opened',
  subjectKind: 'conversation',
  subjectId: conversationId,
  references: {},
});

/** The half-way application of a conversation, opened from a list. */
export const showHalfWay = async (
  { transaction, services, actor }: Request,
  id: string,
): Promise<Effects> => {
  const begun = await begunApplicationOf(transaction, services, { id });
  return begun
    ? { replies: [cardOfBegun(begun)], audit: [opened(begun)] }
    : refusal(actor, 'not-found', null, 'file');
};

/** What stands beside a family's file of the application that it has half-way; nothing where it has none. */
export const halfWayBeside = async (
  transaction: Transaction,
  services: Services,
  personId: string,
): Promise<{ readonly replies: readonly Reply[]; readonly audit: readonly AuditEntry[] }> => {
  const begun = await begunApplicationOf(transaction, services, { personId });
  return begun ? { replies: [cardOfBegun(begun)], audit: [opened(begun)] } : { replies: [], audit: [] };
};
