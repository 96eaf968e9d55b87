import { type IsoDate, todayInRiyadh } from '../../kernel/iso-dates.ts';
import { plainCode } from '../code.ts';
import type { CommandRequest, PersonKey } from '../contract.ts';
import { attachDocuments, consentTexts, documentById, familyOf, recordConsents } from '../families/index.ts';
import { moveAfterGuarantor } from './guaranteed.ts';
import { whyNotId } from './guarantor-answer.ts';
import {
  type Guarantor,
  type Identity,
  insertGuarantor,
  lastGuarantorOf,
  liveGuarantorOf,
  moveGuarantor,
  type Named,
  readIdentity,
  readNamed,
  readReason,
  setCallCode,
} from './guarantor-store.ts';
import type { By } from './policy.ts';
import { type Application, moveApplication, type Transaction } from './store.ts';

type Request = Pick<CommandRequest, 'transaction' | 'services' | 'actor'>;

/** How long a code that was read on the phone may be typed. */
const callMillis = 60 * 60_000;

/** How the guarantor of an application stands, for staff. */
export interface GuarantorView {
  readonly guarantor: Guarantor;
  readonly named: Named;
  /** Why he declined or was let go, for staff alone. */
  readonly reason: string | null;
  /** The paper that was signed at the desk: its document, and who compared it; null for whoever accepted by the link. */
  readonly paper: { readonly documentId: string; readonly comparedById: string | null } | null;
}

/** Who was named last, whatever came of it. @param key the applicant's */
export const viewGuarantor = async (
  transaction: Transaction,
  application: Application,
  key: PersonKey,
): Promise<GuarantorView | null> => {
  const guarantor = await lastGuarantorOf(transaction, application.id);
  if (!guarantor) return null;
  const { state, documentId } = guarantor;
  const document = state === 'signed' && documentId ? await documentById(transaction, documentId) : null;
  return {
    guarantor,
    named: readNamed(guarantor, key),
    reason: readReason(guarantor, key),
    paper: document && {
      documentId: document.id,
      comparedById: document.state === 'verified' ? document.verifiedById : null,
    },
  };
};

/** Who stands for an application, as the bank is told; null where nobody does. */
export interface Standing {
  readonly fullName: string;
  readonly nationalId: string;
  readonly relation: string;
  readonly how: 'accepted' | 'signed';
  readonly day: IsoDate;
}

/** Who stands for an application, with the identity that lies under the guarantor's own key. */
export const whoStandsFor = async (
  { transaction, services }: Pick<CommandRequest, 'transaction' | 'services'>,
  application: Application,
  view: GuarantorView | null,
): Promise<Standing | null> => {
  if (!application.needsGuarantor || !view) return null;
  const { guarantor, named } = view;
  const { state, personId, updatedAt } = guarantor;
  if ((state !== 'accepted' && state !== 'signed') || personId === null) return null;
  const identity = readIdentity(guarantor, await services.keyOf(transaction, personId));
  if (!identity) throw new Error(`nobody is known to stand for the application ${application.number}`);
  return {
    fullName: identity.fullName,
    nationalId: identity.nationalId,
    relation: named.relation,
    how: state,
    day: todayInRiyadh(updatedAt.getTime()),
  };
};

/**
 * A code to read to the guarantor on the phone, at the number that the family gave: heard there, it proves the number.
 * Null while nobody has opened the link.
 */
export const callGuarantor = async (
  { transaction, services }: Request,
  { guarantor, named }: GuarantorView,
): Promise<{ readonly code: string; readonly mobile: string } | null> => {
  if (guarantor.state !== 'opened') return null;
  const code = services.newCode();
  const callExpiresAt = new Date(services.now.getTime() + callMillis);
  await setCallCode(transaction, guarantor, {
    callHash: services.lookup('code', plainCode(code)),
    callExpiresAt,
  });
  return { code, mobile: named.mobile };
};

/** What was written down at the desk of who signed there. */
export interface Signed {
  readonly named: Named;
  readonly identity: Identity;
  readonly documentId: string;
}

export type NotSigned = 'own-id' | 'busy-id' | 'own-number' | 'too-late';

/** Why an ID or a mobile cannot be that of who stands for an application, each where it is given; null where they can. */
export const whyNotAtDesk = async (
  request: Request,
  application: Application,
  { nationalId, mobile }: { readonly nationalId?: string; readonly mobile?: string },
): Promise<'own' | 'busy' | null> => {
  if (nationalId !== undefined) return whyNotId(request, { application }, nationalId);
  const family = await familyOf(request.transaction, application.personId);
  const isOwn = mobile !== undefined && request.services.lookup('mobile', mobile) === family?.mobileHash;
  return isOwn ? 'own' : null;
};

/**
 * A guarantor who signs on paper before an officer, with the scan of it: whoever was asked before is asked no more, and
 * the application goes on. The consent is the one that was read aloud.
 */
export const signAtDesk = async (
  request: Request,
  application: Application,
  owner: { readonly key: PersonKey; readonly mobileHash: string | null },
  by: Exclude<By, string | null>,
  { named, identity, documentId }: Signed,
): Promise<Application | NotSigned> => {
  const { transaction, services, actor } = request;
  const why = await whyNotId(request, { application }, identity.nationalId);
  if (why) return `${why}-id`;
  if (services.lookup('mobile', named.mobile) === owner.mobileHash) return 'own-number';
  const { personId, key } = await services.createPerson(transaction, { language: 'ar' });
  const before = await liveGuarantorOf(transaction, application.id);
  if (before && !(await moveGuarantor(transaction, services, before, 'replace', null))) return 'too-late';
  await attachDocuments(transaction, actor.personId, personId, [{ documentId, purpose: 'guarantee' }]);
  const change = { personId, identity: { ...identity, key }, documentId };
  const parts = { applicationId: application.id, named, key: owner.key };
  await insertGuarantor(transaction, services, parts, 'sign', by, change);
  const asked = { personId, language: actor.language, channel: 'desk' };
  await recordConsents(transaction, services, asked, [
    { purpose: 'guarantee', textKey: consentTexts['guarantee-at-desk'], given: true },
  ]);
  const moved = await moveAfterGuarantor(transaction, services, application, 'guarantor-signs', by, {
    key: owner.key,
    guaranteed: true,
  });
  if (!moved) throw new Error(`the application ${application.number} does not wait for a guarantor`);
  return moved;
};

/** Who stood for an application does not any more, for a reason that staff alone reads; it waits for another. */
export const removeGuarantor = async (
  { transaction, services }: Request,
  application: Application,
  key: PersonKey,
  by: Exclude<By, string | null>,
  reason: string,
): Promise<{ readonly application: Application; readonly guarantor: Guarantor } | null> => {
  const guarantor = await liveGuarantorOf(transaction, application.id);
  const removed =
    guarantor && (await moveGuarantor(transaction, services, guarantor, 'remove', by, { key, reason }));
  if (!removed) return null;
  const moved = await moveApplication(transaction, services, application, 'guarantor-lost', by, {
    guaranteed: false,
  });
  if (!moved) throw new Error(`the application ${application.number} was left with nobody`);
  return { application: moved, guarantor: removed };
};
