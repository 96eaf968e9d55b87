import type { Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import type { AuditEntry, CommandHandler, CommandRequest, Effects } from '../contract.ts';
import { familyOf, touchTask, withNews } from '../families/index.ts';
import { lockCase, moveTask } from '../tasks/index.ts';
import { overtakenDecision } from './bank-decision-store.ts';
import { releaseGuarantor } from './guaranteed.ts';
import { isGuaranteed } from './guarantor-store.ts';
import { beginStage, stageTaskOf } from './stages.ts';
import type { ApplicationEvent } from './states.ts';
import { type Application, lastApplicationOf, moveApplication } from './store.ts';
import { tellMembers } from './tell-family.ts';

const auditOf = (application: Application, event: ApplicationEvent): readonly AuditEntry[] => [
  {
    action: `application.${event}`,
    subjectKind: 'application',
    subjectId: application.id,
    references: { number: application.number },
  },
];

/** What the family is told at the end of its flow. */
const told = (name: string, application: Application): NonNullable<Effects['outcome']> => {
  const promised = application.promisedAt ?? application.updatedAt;
  const promisedDay: Param = { date: todayInRiyadh(promised.getTime()), withHijri: true };
  const params = { number: String(application.number), promisedDay };
  return { told: { key: `alerts:application-told.${name}`, params } };
};

/** The family's last application, moved by it; null when it has none, or the event comes too late. */
const moveOwn = async (request: CommandRequest, event: ApplicationEvent): Promise<Application | null> => {
  const { transaction, services, actor } = request;
  await lockCase(transaction, actor.personId);
  const last = await lastApplicationOf(transaction, actor.personId);
  return last && moveApplication(transaction, services, last, event, null);
};

/** What came too late: nothing is changed, and the family is told how to see where things stand. */
const tooLate = (): Effects => ({ outcome: { told: { key: 'alerts:application-told.too-late' } } });

const wordsIn = ({ answers }: CommandRequest): string =>
  typeof answers.message === 'string' ? answers.message : '';

/** The answer to an officer's question: the study goes on. */
export const answerApplication: CommandHandler = async (request) => {
  const moved = await moveOwn(request, 'answer');
  if (!moved) return ok(tooLate());
  const { transaction, services, actor } = request;
  const task = await stageTaskOf(transaction, actor.personId);
  if (!task) throw new Error(`the application ${moved.number} is in study without a task`);
  const news = { news: 'answer', words: wordsIn(request) } as const;
  await touchTask(transaction, services, task, actor.key, news, moved.promisedAt ?? undefined);
  return ok({ outcome: told('answered', moved), audit: auditOf(moved, 'answer') });
};

/** The family's yes or no to less than it asked for; who studied and who sent the file hear of it. */
const answerOffer =
  (event: 'accept' | 'refuse'): CommandHandler =>
  async (request) => {
    const moved = await moveOwn(request, event);
    if (!moved) return ok(tooLate());
    const who = [moved.claimedById, moved.sentById];
    const { transaction, services, actor } = request;
    const family = await familyOf(transaction, actor.personId);
    const owner = { key: actor.key, womenOnly: family?.womenOnly === true };
    await beginStage(transaction, services, moved, owner);
    return ok({
      outcome: told(event, moved),
      messages: [
        ...(await tellMembers(request.transaction, moved, who, event)),
        ...(event === 'refuse' ? await releaseGuarantor(request.transaction, request.services, moved) : []),
      ],
      audit: auditOf(moved, event),
    });
  };

/** Whoever stood for a declined application may be free by now: then somebody is needed before it is studied again. */
const lacksGuarantor = async ({ transaction, actor }: CommandRequest): Promise<boolean> => {
  await lockCase(transaction, actor.personId);
  const last = await lastApplicationOf(transaction, actor.personId);
  return last?.needsGuarantor === true && !(await isGuaranteed(transaction, last.id));
};

/** A declined family objects: its application is studied again. */
export const objectApplication: CommandHandler = async (request) => {
  const alone = await lacksGuarantor(request);
  const moved = await moveOwn(request, alone ? 'object-without-guarantor' : 'object');
  if (!moved) return ok(tooLate());
  const { transaction, services, actor } = request;
  const family = await familyOf(transaction, actor.personId);
  const details = withNews({}, services.now, { news: 'objection', words: wordsIn(request) });
  const owner = { key: actor.key, womenOnly: family?.womenOnly === true };
  await beginStage(transaction, services, moved, owner, details);
  return ok({
    outcome: told('objected', moved),
    ...(alone ? { openHere: { flow: 'name-guarantor', params: {} } } : {}),
    audit: auditOf(moved, alone ? 'object-without-guarantor' : 'object'),
  });
};

/** The family takes its application back: whoever has it puts it aside. */
export const withdrawApplication: CommandHandler = async (request) => {
  const moved = await moveOwn(request, 'withdraw');
  if (!moved) return ok(tooLate());
  const { transaction, services, actor } = request;
  const task = await stageTaskOf(transaction, actor.personId);
  if (task) await moveTask(transaction, services, task, 'finish');
  const letter = await overtakenDecision(transaction, services, moved.id, actor.key);
  const who = [task?.claimedById ?? null, letter?.row.proposedById ?? null];
  return ok({
    outcome: told('withdrawn', moved),
    messages: [
      ...(await tellMembers(transaction, moved, who, 'withdrawn')),
      ...(await releaseGuarantor(transaction, services, moved)),
    ],
    audit: auditOf(moved, 'withdraw'),
  });
};

export const acceptOffer = answerOffer('accept');
export const refuseOffer = answerOffer('refuse');
