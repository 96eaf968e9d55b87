import { type ApplicationEvent, canHappen, whyNot } from '../financing/index.ts';
import type { Verb } from '../tasks/index.ts';
import type { OpenedTask } from './opened-task.ts';
import type { Member } from './store.ts';

/** What a button of an application's card brings about. */
const eventOf: { readonly [verb in Verb]?: ApplicationEvent } = {
  ask: 'ask',
  ready: 'mark-ready',
  decline: 'decline',
  send: 'send',
  return: 'return',
  grant: 'approve',
  'grant-less': 'approve-less',
  'guarantor-sign': 'guarantor-signs',
  'guarantor-off': 'guarantor-lost',
  'take-back': 'take-back',
};

/** Taking, giving back and passing on: what lies with the bank is the bank's. */
const ofWhoWorks: readonly Verb[] = ['claim', 'release', 'reassign'];

type Refused = 'not-allowed' | 'other-person' | 'own-letter' | 'own-form' | 'own-signature';

/** Why a member may not press a button of an application's card, whatever its state; null when it may. */
export const refusedVerb = (
  {
    task,
    application,
    bankDecision,
    signedForm,
  }: Pick<OpenedTask, 'task' | 'application' | 'bankDecision' | 'signedForm'>,
  member: Member,
  verb: Verb,
): Refused | null => {
  // Who recorded what a letter says may take it back, and never confirms it.
  if ((verb === 'confirm' || verb === 'claim') && bankDecision?.row.proposedById === member.id)
    return 'own-letter';
  // Who wrote an application at the desk, or sent the paper of it, never says that it is signed.
  const hands = signedForm ? [signedForm.sentById, application?.application.assistedById] : [];
  if ((verb === 'confirm' || verb === 'claim') && hands.includes(member.id)) return 'own-form';
  if (!application) return null;
  const isBanks = task.topic === 'bank';
  if (isBanks && ofWhoWorks.includes(verb) && member.role !== 'bank-officer') return 'not-allowed';
  // The bank sees the file as it was sent: masked numbers stay masked.
  if (isBanks && verb === 'unmask') return 'not-allowed';
  const { guarantor } = application;
  // Who wrote down that a guarantor signed does not compare the paper.
  if (verb === 'send' && guarantor?.paper && guarantor.guarantor.signedById === member.id)
    return 'own-signature';
  const event = eventOf[verb];
  return event === undefined
    ? null
    : whyNot(application.application, event, { memberId: member.id, role: member.role });
};

/** Whether a button about the guarantor fits how he stands: a code for who opened the link, an end for who stands for it. */
const isAboutGuarantor = (
  { guarantor, application }: NonNullable<OpenedTask['application']>,
  verb: Verb,
): boolean => {
  const state = guarantor?.guarantor.state;
  if (verb === 'guarantor-call') return state === 'opened' && application.state === 'awaiting-guarantor';
  return verb !== 'guarantor-off' || state === 'accepted' || state === 'signed';
};

/** Whether a button belongs on a card: its state leads there, and it is this member's to press. */
export const isOffered = (
  opened: Pick<OpenedTask, 'task' | 'application' | 'bankDecision' | 'signedForm'>,
  member: Member,
  verb: Verb,
): boolean => {
  if (!opened.application) return true;
  if (!isAboutGuarantor(opened.application, verb)) return false;
  const event = eventOf[verb];
  const { state } = opened.application.application;
  return refusedVerb(opened, member, verb) === null && (event === undefined || canHappen(state, event));
};
