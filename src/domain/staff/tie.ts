import type { Reply } from '../../engine/vocabulary.ts';
import { bySex, roleKey } from '../by-sex.ts';
import { plainCode } from '../code.ts';
import type { Actor, AuditEntry, Effects, Services } from '../contract.ts';
import { agreedTo, familyOf, openCase } from '../families/index.ts';
import {
  agreeButton,
  agreeFlow,
  deskWords,
  lastApplicationOf,
  openGuarantee,
  standingOf,
} from '../financing/index.ts';
import { lockCase } from '../tasks/index.ts';
import { openTasksOfMember } from './queue.ts';
import {
  allMembers,
  invitationByHash,
  linkMember,
  memberById,
  type Transaction,
  useInvitation,
} from './store.ts';

export type Tied = Effects & {
  readonly tied: boolean;
  /** The person to whom the contact that typed the code belongs from now on. */
  readonly moveContactTo?: string;
};

const refused = (actor: Actor, { association }: Services, why: string): Tied => ({
  tied: false,
  replies: [
    {
      parts: [
        why === 'not-here'
          ? { key: 'alerts:code-not-here' }
          : { key: 'alerts:result.code-invalid', params: { phone: { code: association.phone } } },
      ],
    },
  ],
  audit: [{ action: 'code.refused', subjectKind: 'person', subjectId: actor.personId, references: { why } }],
});

const auditOf = (action: string, subjectKind: string, subjectId: string): readonly AuditEntry[] => [
  { action, subjectKind, subjectId, references: {} },
];

/** Open tasks that are counted for a member who has just come. */
const mostCounted = 200;

const tieMember = async (
  transaction: Transaction,
  services: Services,
  actor: Actor,
  invitation: { readonly id: string; readonly memberId: string },
): Promise<Tied> => {
  const member = await memberById(transaction, invitation.memberId);
  if (member?.state !== 'active') return refused(actor, services, 'disabled');
  if (!(await useInvitation(transaction, invitation.id, actor.personId, services.now))) {
    return refused(actor, services, 'used');
  }
  if (!(await linkMember(transaction, member.id, actor.personId)))
    return refused(actor, services, 'disabled');
  const mine = { ...member, personId: actor.personId };
  const waiting = await openTasksOfMember(
    transaction,
    services,
    mine,
    await allMembers(transaction),
    mostCounted,
  );
  const moved = member.personId !== null && member.personId !== actor.personId ? member.personId : null;
  return {
    tied: true,
    replies: [
      {
        parts: [
          {
            key: 'alerts:result.invited',
            params: { name: member.name, role: { key: roleKey(member) } },
          },
          ...(waiting.length === 0
            ? []
            : [{ key: 'alerts:result.invited-waiting', params: { count: waiting.length } }]),
        ],
        ...(waiting.length === 0
          ? {}
          : { choices: [{ id: 'staff-tasks', label: { key: 'menu:menu.choices.staff-tasks' } }] }),
      },
    ],
    // Whoever held the account until now learns that it moved, and can say so if that is wrong.
    ...(moved === null
      ? {}
      : {
          messages: [
            {
              personId: moved,
              policy: 'dialogue' as const,
              reply: { parts: [{ key: 'alerts:account-moved', params: { name: member.name } }] },
            },
          ],
        }),
    audit: auditOf('member.linked', 'member', member.id),
  };
};

/** A family that was registered at the desk ties its own phone, and reads back what was written down for it. */
const tieFamily = async (
  transaction: Transaction,
  services: Services,
  actor: Actor,
  invitation: { readonly id: string; readonly personId: string },
): Promise<Tied> => {
  // An officer's phone, or one that has a file of its own, would lose it: such a phone is not moved.
  if (actor.member !== null || (await familyOf(transaction, actor.personId)))
    return refused(actor, services, 'not-here');
  await lockCase(transaction, invitation.personId);
  if (!(await useInvitation(transaction, invitation.id, actor.personId, services.now))) {
    return refused(actor, services, 'used');
  }
  const { personId, id } = invitation;
  const { called, family } = await openCase(transaction, services, personId);
  const officer = family?.assistedById ? await memberById(transaction, family.assistedById) : null;
  const application = await lastApplicationOf(transaction, personId);
  const waits = application?.state === 'awaiting-agreement' ? application : null;
  const writer = waits?.assistedById ? await memberById(transaction, waits.assistedById) : null;
  // Who signed the registration on paper has nothing of it to agree to any more.
  const registers = family === null || !agreedTo(family);
  const agreement = {
    key: bySex('alerts:family.agreement', officer?.sex),
    params: { called, officer: officer?.name ?? { key: 'alerts:an-officer' } },
  };
  return {
    tied: true,
    moveContactTo: personId,
    replies: [
      {
        parts: [
          registers ? agreement : { key: 'alerts:code-tied' },
          ...(waits ? [deskWords(waits, writer)] : []),
        ],
        ...(waits ? { choices: [agreeButton(waits)] } : {}),
      },
    ],
    // The registration is read first; the application is a press away, and is asked for again.
    opens: registers
      ? [{ personId, flow: 'agree-registration', params: {}, onceKey: `agree:${id}` }]
      : waits
        ? [{ personId, ...agreeFlow(waits), onceKey: `agree-application:${id}` }]
        : [],
    audit: auditOf('family.linked', 'person', personId),
  };
};

const saidOnly = (reply: Reply): Tied => ({ tied: false, replies: [reply] });

/** Who used the code is told that it is done, and what comes next; null for everybody else. */
const usedBefore = async (
  transaction: Transaction,
  services: Services,
  actor: Actor,
  invitation: { readonly memberId: string | null; readonly personId: string | null },
): Promise<Tied | null> => {
  if (invitation.memberId !== null) {
    const member = await memberById(transaction, invitation.memberId);
    if (member?.personId !== actor.personId || member.state !== 'active') return null;
    return saidOnly({
      parts: [{ key: 'alerts:code-done-member', params: { role: { key: roleKey(member) } } }],
    });
  }
  if (invitation.personId !== actor.personId) return null;
  const family = await familyOf(transaction, actor.personId);
  const done = { key: 'alerts:code-done' };
  if (family && !agreedTo(family) && family.state !== 'declined') {
    return { ...saidOnly({ parts: [done] }), openHere: { flow: 'agree-registration', params: {} } };
  }
  const told = await standingOf({ transaction, services, actor, params: {} });
  const choices = told.flatMap(({ choices: below }) => below ?? []);
  const parts = [
    done,
    ...told.map(({ drawing: _drawing, choices: _below, unless: _unless, ...words }) => words),
  ];
  return saidOnly({ parts, ...(choices.length > 0 ? { choices } : {}) });
};

/**
 * A one-time code typed into any channel: a staff invitation makes its sender the member, a desk code gives the phone
 * to the family that was registered there, a guarantor's leads to what is asked of him. Unknown, used and expired codes get the same answer, so that trying codes
 * out teaches nothing; which of them it was stands in the audit trail. Only who used a code hears that it is done.
 */
export const tieByCode = async (
  transaction: Transaction,
  services: Services,
  actor: Actor,
  code: string,
): Promise<Tied> => {
  const invitation = await invitationByHash(transaction, services.lookup('code', plainCode(code)));
  if (!invitation) {
    const guarantee = await openGuarantee(transaction, services, actor, code);
    return guarantee ? { tied: false, ...guarantee } : refused(actor, services, 'unknown');
  }
  if (invitation.usedAt !== null) {
    return (await usedBefore(transaction, services, actor, invitation)) ?? refused(actor, services, 'used');
  }
  if (invitation.expiresAt <= services.now) return refused(actor, services, 'expired');
  const { id, memberId, personId } = invitation;
  if (memberId !== null) return tieMember(transaction, services, actor, { id, memberId });
  if (personId !== null) return tieFamily(transaction, services, actor, { id, personId });
  return refused(actor, services, 'unknown');
};
