import type { ActionRequest, Effects } from '../contract.ts';
import { lastWriter, readDetails, taskByNumber } from '../tasks/index.ts';
import { familyStatus } from './sources.ts';
import { familyOf, memberById } from './store.ts';

/** Opens the answer to an officer's message; null where the talk is somebody else's. */
const answerMessage = async (
  { transaction, actor }: ActionRequest,
  number: number,
): Promise<Effects | null> => {
  const task = await taskByNumber(transaction, number);
  if (task?.personId !== actor.personId) return null;
  const writer = lastWriter(readDetails(task, actor.key));
  const officer = writer === null ? null : await memberById(transaction, writer);
  return {
    openHere: {
      flow: 'answer-message',
      params: {
        task: String(number),
        officer: { name: officer?.name ?? '', sex: officer?.sex ?? null },
      },
    },
  };
};

/** Opens the objection to a refusal; where it is none any more, says how the case stands. */
const objectToRefusal = async (request: ActionRequest): Promise<Effects | null> => {
  const family = await familyOf(request.transaction, request.actor.personId);
  if (!family) return null;
  if (family.state === 'declined') {
    return { openHere: { flow: 'talk-to-person', params: { topic: 'objection' } } };
  }
  return { replies: [{ parts: await familyStatus({ ...request, params: {} }, false) }] };
};

/**
 * The buttons under what staff wrote to a family: `act:answer:<task number>` and `act:object`. Null for every other
 * button, and for one that is not this person's.
 */
export const familyAction = async (request: ActionRequest): Promise<Effects | null> => {
  const [verb, number = ''] = request.parts;
  if (verb === 'answer' && /^\d{1,9}$/u.test(number)) return answerMessage(request, Number(number));
  return verb === 'object' ? objectToRefusal(request) : null;
};
