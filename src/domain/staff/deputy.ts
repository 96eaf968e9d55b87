import type { Param } from '../../engine/vocabulary.ts';
import type { IsoDate } from '../../kernel/dates.ts';
import { bySex } from '../by-sex.ts';
import type { MessageToPerson, Services } from '../contract.ts';
import { claimedTasksOf } from '../tasks/index.ts';
import { lineOf } from './digest.ts';
import type { Member, Transaction } from './store.ts';

const mostLines = 10;

/** What a deputy is told when somebody goes away: who, from and until when, and the cases that were being worked on. */
export const toDeputy = async (
  transaction: Transaction,
  services: Services,
  away: Member,
  personId: string,
  days: { readonly from: IsoDate; readonly until: IsoDate; readonly isLater: boolean },
): Promise<MessageToPerson> => {
  const tasks = await claimedTasksOf(transaction, away.id);
  const lines: Param[] = [];
  for (const task of tasks.slice(0, mostLines)) lines.push(await lineOf(transaction, services, task));
  const params = { name: away.name, from: { date: days.from }, until: { date: days.until } };
  return {
    personId,
    policy: 'dialogue',
    reply: {
      parts: [
        { key: bySex(days.isLater ? 'alerts:deputy-from' : 'alerts:deputy', away.sex), params },
        ...(lines.length === 0
          ? []
          : [{ key: 'alerts:digest.lines', params: { lines: { list: lines, as: 'lines' as const } } }]),
      ],
      choices: [{ id: 'staff-tasks', label: { key: 'menu:menu.choices.staff-tasks' } }],
    },
  };
};

/** Who stood in is told that it is over, or that it does not come to it. */
export const backToDeputy = (back: Member, personId: string, wasAway: boolean): MessageToPerson => {
  const key = bySex(wasAway ? 'alerts:deputy-back' : 'alerts:deputy-not-needed', back.sex);
  return { personId, policy: 'dialogue', reply: { parts: [{ key, params: { name: back.name } }] } };
};
