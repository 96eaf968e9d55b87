import { bySex } from '../by-sex.ts';
import type { Effects } from '../contract.ts';
import { deskCode, hasContact } from '../families/index.ts';
import { type Act, freshCard, taskAudit } from './authorise.ts';

/**
 * A family registered at the desk has not agreed yet: on its own phone it is asked again, at most once a day; where no
 * phone is tied yet, the officer gets a new code for it.
 */
export const askToAgree = async (act: Act): Promise<Effects> => {
  const { transaction, services, members, opened } = act;
  const { case: owner, called, task } = opened;
  const audit = taskAudit(act, 'family.asked-to-agree');
  if (!(await hasContact(transaction, owner.personId))) {
    const card = await freshCard(act, [{ key: 'alerts:result.no-phone-yet' }]);
    const code = await deskCode(transaction, services, owner.personId);
    return { replies: [code, ...(card.replies ?? [])], audit };
  }
  const officer = members.find(({ id }) => id === owner.family?.assistedById);
  const params = { called, officer: officer?.name ?? { key: 'alerts:an-officer' } };
  const message = { key: bySex('alerts:family.agreement', officer?.sex), params };
  const onceKey = `agree:${task.id}:${services.today}`;
  return {
    ...(await freshCard(act, [{ key: 'alerts:result.asked-to-agree' }])),
    messages: [{ personId: owner.personId, policy: 'dialogue', onceKey, reply: { parts: [message] } }],
    opens: [{ personId: owner.personId, flow: 'agree-registration', params: {}, onceKey }],
    audit,
  };
};
