import type { Choice, Message, Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { MessageToPerson, Services } from '../contract.ts';
import { memberById, openCase } from '../families/index.ts';
import type { Application, Transaction } from './store.ts';

export const dayOf = (moment: Date): Param => ({ date: todayInRiyadh(moment.getTime()), withHijri: true });

/** By when the family hears of its application. */
export const promisedDayOf = ({ promisedAt, updatedAt }: Application): Param =>
  dayOf(promisedAt ?? updatedAt);

/** The button that leads the family to whom it names as guarantor. */
export const guarantorButton = ({ number }: Application): Choice => ({
  id: `act:guarantor:${number}`,
  label: { key: 'alerts:guarantor.button' },
});

/**
 * A message of the association to the family of an application, written once under its key. Its first words may be read
 * by anyone who sees the phone; what it is about comes after them.
 */
export const tellFamily = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  message: Message,
  { onceKey, choices }: { readonly onceKey: string; readonly choices?: readonly Choice[] },
): Promise<MessageToPerson> => {
  const { called } = await openCase(transaction, services, application.personId);
  const knock: Message =
    called === ''
      ? { key: 'alerts:family.knock-nameless' }
      : { key: 'alerts:family.knock', params: { called } };
  return {
    personId: application.personId,
    policy: 'dialogue',
    onceKey,
    reply: { parts: [knock, message], ...(choices ? { choices } : {}) },
  };
};

/** A member who worked on the application hears what became of it. */
export const tellMembers = async (
  transaction: Transaction,
  application: Application,
  memberIds: readonly (string | null)[],
  name: string,
  more: NonNullable<Message['params']> = {},
): Promise<readonly MessageToPerson[]> => {
  const members = await Promise.all(
    [...new Set(memberIds)].map((id) => (id === null ? null : memberById(transaction, id))),
  );
  const key = `alerts:application-news.${name}`;
  const reply = { parts: [{ key, params: { number: String(application.number), ...more } }] };
  return members.flatMap((member) =>
    member?.state === 'active' && member.personId !== null
      ? [
          {
            personId: member.personId,
            policy: 'dialogue' as const,
            onceKey: `application:${application.id}:v${application.version}:${member.id}`,
            reply,
          },
        ]
      : [],
  );
};
