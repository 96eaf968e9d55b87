import type { Param } from '../../engine/vocabulary.ts';
import { documentsOf } from '../families/index.ts';
import { lacksVisit } from '../financing/index.ts';
import type { Act } from './authorise.ts';

/**
 * What a step would leave unseen: nobody has the task, the ID photo is not verified; of an application also a paper that
 * nobody looked at, and that nobody visited the project. Empty when all is well.
 */
export const unseenOf = async ({
  transaction,
  opened: { task, application },
}: Pick<Act, 'transaction' | 'opened'>): Promise<readonly Param[]> => {
  const papers = await documentsOf(transaction, task.personId);
  const photo = papers.findLast(({ purpose }) => purpose === 'id-photo');
  const isUnread = (of: string): boolean =>
    papers.some(({ purpose, state }) => purpose === of && state === 'received');
  // Where the rules ask for a visit, its absence is explained in words of its own.
  const unvisited = application !== null && application.visits.length === 0 && !lacksVisit(application);
  const why = [
    ...(task.state === 'open' ? ['unclaimed'] : []),
    ...(photo?.state === 'verified' ? [] : [`photo-${photo?.state ?? 'missing'}`]),
    ...(application !== null && isUnread('quotation') ? ['quotation-received'] : []),
    ...(application !== null && isUnread('other-document') ? ['paper-received'] : []),
    ...(unvisited ? ['no-visit'] : []),
  ];
  return why.map((name) => ({ key: `alerts:unseen.${name}` }));
};
