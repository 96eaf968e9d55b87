import { memberById } from '../families/index.ts';
import { confirmedSignedForm, type SignedForm, waitingSignedForm } from './signed-form-store.ts';
import type { Application, Transaction } from './store.ts';

/** How an application that was written at the desk came about, for cards and the bank's file. */
export interface DeskView {
  readonly by: string;
  /** How the family agreed: in its chat, or on a paper that a second member has seen; null while it has not. */
  readonly agreed: 'chat' | 'paper' | null;
  /** Who saw the signed paper. */
  readonly seenBy: string | null;
  /** The paper that waits for a second person. */
  readonly waiting: SignedForm | null;
}

export const viewDesk = async (
  transaction: Transaction,
  { id, assistedById, agreedAt }: Application,
): Promise<DeskView | null> => {
  if (assistedById === null) return null;
  const by = (await memberById(transaction, assistedById))?.name ?? '';
  const form = agreedAt === null ? null : await confirmedSignedForm(transaction, id);
  const seenBy = form?.settledById ? await memberById(transaction, form.settledById) : null;
  return {
    by,
    agreed: agreedAt === null ? null : form ? 'paper' : 'chat',
    seenBy: seenBy?.name ?? null,
    waiting: agreedAt === null ? await waitingSignedForm(transaction, id) : null,
  };
};
