import type { Json } from '../../engine/vocabulary.ts';
import { dayAnswered } from '../answered.ts';
import type { CommandHandler } from '../contract.ts';
import { attachDocuments } from '../families/index.ts';
import { recordVisit } from '../financing/index.ts';
import { taken } from './application-moves.ts';
import { type Act, freshCard, overtakenNow, refusal, taskAudit } from './authorise.ts';
import { onTask, textOf } from './on-task.ts';
import { mayLookCloser } from './policy.ts';

/** What a visit's small flow begins with: today, and whether a woman of the staff goes where a man may not. */
export const visitParams = ({ opened, member, services }: Act) => ({
  today: services.today,
  asksWoman: isWomenOnly(opened) && !mayLookCloser(member, true),
});

const isWomenOnly = ({ task, case: { family } }: Act['opened']): boolean =>
  task.womenOnly || family?.womenOnly === true;

const photoIn = (value: Json | undefined): readonly string[] => {
  const { documentId } = (value ?? {}) as { readonly documentId?: unknown };
  return typeof documentId === 'string' ? [documentId] : [];
};

/** An officer writes down a visit to the project: the day, what was seen, and photos where there are any. */
export const recordStudyVisit: CommandHandler = onTask('visit', ['application'], async (seen, request) => {
  const { answers, actor } = request;
  const { transaction, services, member } = seen;
  const womenOnly = isWomenOnly(seen.opened);
  const byWoman = mayLookCloser(member, true) || answers.byWoman === true;
  // Where she asked for a woman, no man's visit is written down as if it had been right.
  if (womenOnly && !byWoman) return refusal(actor, 'women-only', seen.opened.task.id, 'visit');
  const act = seen.opened.task.topic === 'study' ? await taken(seen) : null;
  const application = act?.opened.application?.application;
  const day = dayAnswered(answers.day) ?? services.today;
  const words = textOf(answers, 'seen');
  if (!act || !application || words === null || day > services.today) return overtakenNow(seen);
  const documentIds = [answers.photo, answers.photo2, answers.photo3].flatMap(photoIn);
  const { personId, key } = act.opened.case;
  await attachDocuments(
    transaction,
    actor.personId,
    personId,
    documentIds.map((documentId) => ({ documentId, purpose: 'study-visit' })),
  );
  const visit = { day, words, byWoman, documentIds, memberId: member.id };
  await recordVisit(transaction, services, application.id, key, visit);
  const card = await freshCard(act, [{ key: 'alerts:application-result.visited' }]);
  const references = { application: application.id, photos: documentIds.length };
  return { ...card, handOverTo: personId, audit: taskAudit(act, 'application.visited', references) };
});
