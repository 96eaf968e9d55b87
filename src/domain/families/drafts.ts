import type { Answers, Json } from '../../engine/vocabulary.ts';
import type { IsoDate } from '../../kernel/iso-dates.ts';
import type { PersonKey, Services } from '../contract.ts';
import { calledName } from './policy.ts';
import { conversationOf, conversationsOfUnregistered, type Transaction } from './store.ts';

/** A registration that was begun and not ended: open, or set aside for later. */
export interface Draft {
  readonly conversationId: string;
  readonly personId: string;
  readonly name: string;
  readonly city: string | null;
  readonly craft: readonly string[];
  /** Key of the question that waits. */
  readonly at: string | null;
  readonly answered: number;
  readonly since: Date;
}

const draftFlow = 'registration';

interface FrameShape {
  readonly flow?: string;
  readonly at?: string | null;
  readonly answers?: Answers;
  readonly params?: Answers;
  readonly parkedOn?: IsoDate;
}

interface ConversationShape {
  readonly frames?: readonly FrameShape[];
  readonly parked?: readonly (readonly FrameShape[])[];
  readonly profile?: { readonly called?: string | null };
  readonly asked?: number;
}

interface ConversationRow {
  readonly id: string;
  readonly personId: string;
  readonly sealedState: Uint8Array | null;
  readonly waitingSince: Date;
}

/** What a conversation's state is bound to when it is sealed. */
const place = (conversationId: string): string => `conversation.state:${conversationId}`;

/** A flow that is open in a conversation or was set aside, then with the day. */
export interface OpenFlow {
  readonly flow: string;
  /** Key of the question that waits. */
  readonly at: string | null;
  readonly answers: Answers;
  readonly params: Answers;
  readonly parkedOn: IsoDate | null;
}

/** All flows of a conversation that are not ended, and the number of the question that was put last. */
export const openFlowsIn = (
  { id, sealedState }: Pick<ConversationRow, 'id' | 'sealedState'>,
  key: PersonKey,
): { readonly open: readonly OpenFlow[]; readonly asked: number } => {
  if (sealedState === null) return { open: [], asked: 0 };
  const state = JSON.parse(key.open(sealedState, place(id))) as ConversationShape;
  const opened = (frames: readonly FrameShape[], parkedOn: IsoDate | null): readonly OpenFlow[] =>
    frames.map(({ flow = '', at = null, answers = {}, params = {} }) => ({
      flow,
      at,
      answers,
      params,
      parkedOn,
    }));
  return {
    open: [
      ...opened(state.frames ?? [], null),
      ...(state.parked ?? []).flatMap((stack) => opened(stack, stack[0]?.parkedOn ?? null)),
    ],
    asked: state.asked ?? 0,
  };
};

const asWords = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.map((entry) => String(entry)) : [];

const draftIn = (row: ConversationRow, key: PersonKey): Draft | null => {
  if (row.sealedState === null) return null;
  const state = JSON.parse(key.open(row.sealedState, place(row.id))) as ConversationShape;
  const frame = [...(state.frames ?? []), ...(state.parked ?? []).flat()].find(
    (candidate) => candidate.flow === draftFlow,
  );
  if (!frame) return null;
  const answers = frame.answers ?? {};
  return {
    conversationId: row.id,
    personId: row.personId,
    name: calledName({ ...answers, called: answers.called ?? state.profile?.called ?? null }),
    city: typeof answers.city === 'string' ? answers.city : null,
    craft: asWords(answers.craft),
    at: frame.at ?? null,
    answered: Object.keys(answers).length,
    since: row.waitingSince,
  };
};

/** The registrations that were begun and not ended, the latest first. Drafts are cases too. */
export const openDrafts = async (
  transaction: Transaction,
  services: Services,
  most: number,
): Promise<readonly Draft[]> => {
  const drafts: Draft[] = [];
  for (const row of await conversationsOfUnregistered(transaction, most)) {
    const draft = draftIn(row, await services.keyOf(transaction, row.personId));
    if (draft) drafts.push(draft);
  }
  return drafts;
};

/** The draft of one conversation or person, or null. */
export const draftOf = async (
  transaction: Transaction,
  services: Services,
  of: { readonly conversationId: string } | { readonly personId: string },
): Promise<Draft | null> => {
  const row = await conversationOf(transaction, of);
  return row ? draftIn(row, await services.keyOf(transaction, row.personId)) : null;
};
