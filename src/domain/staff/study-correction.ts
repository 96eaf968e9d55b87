import type { Json, Param } from '../../engine/vocabulary.ts';
import { bySex } from '../by-sex.ts';
import type { CommandHandler, CommandRequest, Effects, Source } from '../contract.ts';
import {
  assumptionsOf,
  type Change,
  correctionLines,
  isHousehold,
  isWithinBounds,
  numberSaid,
  type OpenedApplication,
  proposeCorrection,
} from '../financing/index.ts';
import { moveTask } from '../tasks/index.ts';
import { aboutOf } from './about.ts';
import { taken } from './application-moves.ts';
import { openedOfTask } from './application-of-task.ts';
import { type Act, freshCard, overtakenNow, refusal, taskAudit } from './authorise.ts';
import { holdsFile } from './holds-file.ts';
import { onTask, textOf } from './on-task.ts';
import { toFamily } from './say.ts';

/**
 * What of a task's study can be corrected, each with its number as it stands. The household's money is shown to whoever
 * holds the file; whoever takes it by correcting sees it then, and where somebody else has it, it is not offered.
 */
export const studyAssumptions: Source = async (request) => {
  const { services, actor } = request;
  const found = await openedOfTask(request, 'study');
  if (!found?.opened.application) return [];
  const { acting, opened } = found;
  const { claimedById } = opened.task;
  const reading = { reader: acting.member, members: acting.members, now: services.now };
  const holds = await holdsFile(request.transaction, opened.case, reading, claimedById);
  const reader = { language: actor.language, address: null, digits: 'arabic' } as const;
  const hidden: Param = { key: 'alerts:hidden-until-claimed' };
  return assumptionsOf(found.opened.application.answers)
    .filter(({ field }) => holds || claimedById === null || !isHousehold(field))
    .map(({ id, field, name, value }): Json => {
      const shown = holds || !isHousehold(field) ? numberSaid(field, value) : hidden;
      const words = { name: { said: name }, value: shown };
      return {
        id,
        label: services.text({ key: `staff-study-correct:choice.${field}`, params: words }, reader),
      };
    });
};

interface Corrected {
  readonly act: Act;
  readonly opened: OpenedApplication;
  readonly change: Change;
}

/** What was typed as a change of the study; or why it is none. */
const changeOf = async (seen: Act, { answers, actor }: CommandRequest): Promise<Corrected | Effects> => {
  if (seen.opened.task.topic !== 'study')
    return refusal(actor, 'not-allowed', seen.opened.task.id, 'correct');
  const act = await taken(seen);
  const opened = act?.opened.application;
  if (!act || !opened) return overtakenNow(seen);
  const what = textOf(answers, 'what');
  const assumption = assumptionsOf(opened.answers).find(({ id }) => id === what);
  const given = answers.amount ?? answers.count ?? null;
  const to = typeof given === 'number' ? given : null;
  if (!assumption || to === null) return overtakenNow(act);
  const reading = { reader: act.member, members: act.members, now: act.services.now };
  if (
    isHousehold(assumption.field) &&
    !(await holdsFile(act.transaction, act.opened.case, reading, act.opened.task.claimedById))
  )
    return refusal(actor, 'not-allowed', act.opened.task.id, 'correct');
  if (to === assumption.value) return freshCard(act, [{ key: 'alerts:application-result.same-number' }]);
  if (!isWithinBounds(assumption.field, to))
    return freshCard(act, [{ key: 'alerts:application-result.no-such-number' }]);
  const { field, name, value: from, id: at } = assumption;
  return { act, opened, change: { at, field, name, from, to, reason: textOf(answers, 'reason') ?? '' } };
};

/** What was typed is read back, from what to what and with what it does, before the family is asked. */
export const readStudyCorrection: CommandHandler = onTask(
  'correct',
  ['application'],
  async (seen, request) => {
    const corrected = await changeOf(seen, request);
    if (!('change' in corrected)) return corrected;
    const { act, opened, change } = corrected;
    const { task, ...correction } = request.answers;
    return {
      openHere: {
        flow: 'staff-study-correct-sure',
        params: {
          task: task ?? null,
          ...aboutOf(act.opened),
          correction,
          lines: correctionLines(opened, change) as unknown as Json,
        },
      },
    };
  },
);

/** An assumption of the study is put to the family as it would be, with what that does; it holds once she agrees. */
export const proposeStudyCorrection: CommandHandler = onTask(
  'correct',
  ['application'],
  async (seen, request) => {
    if (request.answers.sure === false)
      return freshCard(seen, [{ key: 'alerts:application-result.correction-dropped' }]);
    const corrected = await changeOf(seen, request);
    if (!('change' in corrected)) return corrected;
    const { act, opened, change } = corrected;
    const { transaction, services, member } = act;
    const { application } = opened;
    const { case: owner, called } = act.opened;
    const proposal = { applicationId: application.id, key: owner.key, change, memberId: member.id };
    const correction = await proposeCorrection(transaction, services, proposal);
    const number = String(application.number);
    const lines = correctionLines(opened, change);
    // What she said to an earlier one is no news any more.
    const { news: _news, ...rest } = act.opened.details;
    const details = { key: owner.key, value: rest };
    await moveTask(transaction, services, act.opened.task, 'touch', { details });
    const card = await freshCard(act, [{ key: 'alerts:application-result.correction-put' }]);
    return {
      ...card,
      messages: [
        toFamily(
          owner.personId,
          called,
          {
            key: bySex('alerts:application-family.correction', member.sex),
            params: { number, officer: member.name },
          },
          {
            choices: [
              { id: `act:correction:${number}`, label: { key: 'alerts:application-button.correction' } },
            ],
            onceKey: `correction:${correction.id}`,
          },
        ),
      ],
      opens: [
        {
          personId: owner.personId,
          flow: 'agree-correction',
          params: { correction: correction.id, lines: lines as unknown as Json },
          onceKey: `correction:${correction.id}`,
        },
      ],
      audit: taskAudit(act, 'study-correction.proposed', {
        application: application.id,
        correction: correction.id,
      }),
    };
  },
);
