import type { Message } from '../../engine/vocabulary.ts';
import { plainCode } from '../code.ts';
import type { Actor, AuditEntry, Effects, Services } from '../contract.ts';
import { lockCase } from '../tasks/index.ts';
import { guaranteeParams } from './guarantee-params.ts';
import { guaranteeTold } from './guarantees.ts';
import { type Guarantor, guarantorByCode, guarantorById, moveGuarantor } from './guarantor-store.ts';
import { type Application, applicationById, type Transaction } from './store.ts';

type Opened = Pick<Effects, 'replies' | 'openHere' | 'audit'>;

const audit = (guarantor: Guarantor, action: string, why?: string): readonly AuditEntry[] => [
  {
    action: `guarantor.${action}`,
    subjectKind: 'guarantor',
    subjectId: guarantor.id,
    references: why === undefined ? {} : { why },
  },
];

const refused = (guarantor: Guarantor, { association }: Services, why: string): Opened => {
  const said: Message = {
    key: `alerts:guarantor-link.${why}`,
    params: { phone: { code: association.phone } },
  };
  return { replies: [{ parts: [said] }], audit: audit(guarantor, 'link-refused', why) };
};

const over = new Set(['declined', 'expired', 'replaced', 'removed', 'released', 'accepted', 'signed']);

/** Whoever opened a link before hears at it how that stands, in words of its own for every end. */
const toldHim = async (
  request: Parameters<typeof guaranteeTold>[0],
  guarantor: Guarantor,
): Promise<Opened> => {
  const told = await guaranteeTold(request, guarantor);
  const parts = told.map(({ drawing: _drawing, choices: _choices, ...message }) => message);
  return { replies: [{ parts }], audit: audit(guarantor, 'link-refused', `own-${guarantor.state}`) };
};

/** Why a link opens nothing for the one who opens it; null when it opens. */
const whyNot = (guarantor: Guarantor, application: Application, actor: Actor, now: Date): string | null => {
  const { state, personId, expiresAt } = guarantor;
  if (application.personId === actor.personId) return 'own';
  const isHis = personId === actor.personId;
  if (isHis && over.has(state)) return 'his';
  if (over.has(state) || application.state !== 'awaiting-guarantor') return 'over';
  if (expiresAt === null || expiresAt <= now) return 'over';
  return state === 'proven' && !isHis ? 'foreign' : null;
};

/**
 * A guarantor's link, or the code that an officer read to him on the phone; null for every other code. The link leads to
 * the question for his number; the code, heard at that number, proves it.
 */
export const openGuarantee = async (
  transaction: Transaction,
  services: Services,
  actor: Actor,
  code: string,
): Promise<Opened | null> => {
  const hash = services.lookup('code', plainCode(code));
  const seen = await guarantorByCode(transaction, hash);
  const application = seen && (await applicationById(transaction, seen.applicationId));
  if (!seen || !application) return null;
  await lockCase(transaction, application.personId);
  const guarantor = (await guarantorById(transaction, seen.id)) ?? seen;
  const fresh = (await applicationById(transaction, application.id)) ?? application;
  const why = whyNot(guarantor, fresh, actor, services.now);
  if (why === 'his') return toldHim({ transaction, services, actor }, guarantor);
  if (why !== null) return refused(guarantor, services, why);
  const isCall = guarantor.callHash === hash;
  if (!isCall && guarantor.codeHash !== hash) return refused(guarantor, services, 'over');
  if (guarantor.state === 'proven') {
    const params = await guaranteeParams(transaction, services, guarantor, fresh);
    return { openHere: { flow: 'guarantee', params } };
  }
  if (!isCall) {
    const opened = await moveGuarantor(transaction, services, guarantor, 'open', 'guarantor', {
      personId: actor.personId,
    });
    if (!opened) return refused(guarantor, services, 'over');
    return {
      openHere: { flow: 'guarantor', params: { guarantor: opened.id } },
      audit: audit(opened, 'opened'),
    };
  }
  const holds = guarantor.callExpiresAt !== null && guarantor.callExpiresAt > services.now;
  if (guarantor.personId !== actor.personId || !holds) return refused(guarantor, services, 'over');
  return (await proven(transaction, services, guarantor, fresh)) ?? refused(guarantor, services, 'over');
};

/** The number is proven: what is asked of him, from whom. Null where that is over. */
export const proven = async (
  transaction: Transaction,
  services: Services,
  guarantor: Guarantor,
  application: Application,
): Promise<Opened | null> => {
  const moved = await moveGuarantor(transaction, services, guarantor, 'prove', 'guarantor');
  if (!moved) return null;
  const params = await guaranteeParams(transaction, services, moved, application);
  return { openHere: { flow: 'guarantee', params }, audit: audit(moved, 'proven') };
};
