import type { Transaction } from '../../db/client.ts';
import type { Application, SignedForm } from '../../db/generated/client.ts';
import type { PersonKey, Services } from '../contract.ts';
import { moveTask, openTasksOf } from '../tasks/index.ts';
import { transitionOf } from '../transitions.ts';
import { type SignedFormEvent, type SignedFormState, signedFormTransitions } from './signed-form-states.ts';

export type { SignedForm };

export const signedFormById = (transaction: Transaction, id: string): Promise<SignedForm | null> =>
  transaction.signedForm.findUnique({ where: { id } });

/** The paper of an application that waits for a second person, or null. */
export const waitingSignedForm = (
  transaction: Transaction,
  applicationId: string,
): Promise<SignedForm | null> =>
  transaction.signedForm.findFirst({ where: { applicationId, state: 'sent' } });

/** The paper on which the family agreed, or null. */
export const confirmedSignedForm = (
  transaction: Transaction,
  applicationId: string,
): Promise<SignedForm | null> =>
  transaction.signedForm.findFirst({ where: { applicationId, state: 'confirmed' } });

/** Keeps which paper was sent; null while another one waits for a second person. */
export const sendSignedForm = async (
  transaction: Transaction,
  services: Services,
  sent: {
    readonly applicationId: string;
    readonly documentId: string;
    readonly key: PersonKey;
    readonly memberId: string;
  },
): Promise<SignedForm | null> => {
  const { applicationId, documentId, key, memberId } = sent;
  if (await waitingSignedForm(transaction, applicationId)) return null;
  return transaction.signedForm.create({
    data: {
      id: services.newId(),
      applicationId,
      documentId,
      keyId: key.id,
      state: 'sent',
      sentById: memberId,
      sentAt: services.now,
    },
  });
};

/**
 * Settles a paper along its table: confirmed by a second person, given back with words, or overtaken. Null when it is
 * settled already, or is not this one's to confirm.
 */
export const settleSignedForm = async (
  transaction: Transaction,
  services: Services,
  seen: SignedForm,
  event: Exclude<SignedFormEvent, 'send'>,
  by: {
    readonly memberId: string;
    readonly words?: { readonly key: PersonKey; readonly text: string };
  } | null,
): Promise<SignedForm | null> => {
  const transition = transitionOf(signedFormTransitions, seen.state as SignedFormState, event);
  if (!transition) return null;
  if (transition.guard === 'other-person' && (by === null || by.memberId === seen.sentById)) return null;
  const words = by?.words;
  const settled = await transaction.signedForm.updateMany({
    where: { id: seen.id, version: seen.version, state: seen.state },
    data: {
      state: transition.to,
      version: seen.version + 1,
      settledById: by?.memberId ?? null,
      settledAt: services.now,
      ...(words
        ? { keyId: words.key.id, sealedReturn: words.key.seal(words.text, `signed-form.return:${seen.id}`) }
        : {}),
    },
  });
  return settled.count === 1 ? signedFormById(transaction, seen.id) : null;
};

/** The family answered itself, or the application is over: nobody need look at its paper any more. */
export const overtakeSignedForm = async (
  transaction: Transaction,
  services: Services,
  { id, personId }: Application,
): Promise<void> => {
  const waiting = await waitingSignedForm(transaction, id);
  if (!waiting) return;
  await settleSignedForm(transaction, services, waiting, 'overtake', null);
  for (const task of await openTasksOf(transaction, personId, 'signed-form')) {
    await moveTask(transaction, services, task, 'finish');
  }
};
