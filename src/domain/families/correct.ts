import { fail, ok, type Result } from '../../kernel/result.ts';
import type { CommandHandler, CommandRequest, PersonKey, Refusal, Services } from '../contract.ts';
import { lockCase } from '../tasks/index.ts';
import { receiveDocuments } from './documents.ts';
import {
  changedKeys,
  consentTexts,
  documentsIn,
  needsLook,
  type Profile,
  profileOf,
  textOf,
} from './policy.ts';
import {
  type Family,
  familyOf,
  isTaken,
  moveFamily,
  readProfile,
  recordConsents,
  type Transaction,
} from './store.ts';
import { tellRegistration } from './touch.ts';

interface Corrected {
  readonly family: Family;
  readonly changed: readonly string[];
}

/** The profile after a correction: what the flow asked, over what it did not ask (the sex that was noted at the desk). */
const correctedProfile = (before: Profile, request: CommandRequest): Profile => {
  const given = profileOf(request.answers);
  const kept = Object.entries(before).filter(([key]) => key === 'sex' || key === 'calledAtDesk');
  return { ...Object.fromEntries(kept), ...given };
};

/** Writes what a family corrected; staff are told when it is more than a name. */
const correct = async (request: CommandRequest, family: Family): Promise<Result<Corrected, Refusal>> => {
  const { transaction, services, actor } = request;
  const before = readProfile(family, actor.key);
  const after = correctedProfile(before, request);
  const changed = changedKeys(before, after);
  if (changed.length === 0) return ok({ family, changed });
  const nationalIdHash = services.lookup('national-id', textOf(after.nationalId) ?? '');
  if (await isTaken(transaction, nationalIdHash, actor.personId)) {
    return fail({ question: 'nationalId', problem: 'taken' });
  }
  const moved = await moveFamily(transaction, services, family, 'correct', null, {
    profile: { key: actor.key, value: after },
  });
  if (!moved) throw new Error(`the family ${family.number} changed while its case was locked`);
  const fresh = documentsIn(after).filter(
    ({ documentId }) => !documentsIn(before).some((known) => known.documentId === documentId),
  );
  await receiveDocuments(transaction, services, {
    uploadedBy: actor.personId,
    ownerId: actor.personId,
    key: actor.key,
    womenOnly: moved.womenOnly,
    documents: fresh,
  });
  if (needsLook(changed)) {
    await tellRegistration(transaction, services, moved, actor.key, {
      news: 'correction',
      changed,
      womenOnly: moved.womenOnly,
    });
  }
  return ok({ family: moved, changed });
};

const auditOf = (action: string, { family, changed }: Corrected) => ({
  action,
  subjectKind: 'family',
  subjectId: family.id,
  references: { number: family.number, fields: changed.join(',') },
});

const lockedFamily = async ({ transaction, actor }: CommandRequest): Promise<Family | null> => {
  await lockCase(transaction, actor.personId);
  return familyOf(transaction, actor.personId);
};

/** A family corrects its own data, in any state; the state itself stays. */
export const correctFamily: CommandHandler = async (request) => {
  const family = await lockedFamily(request);
  if (!family) return ok({});
  const corrected = await correct(request, family);
  if (!corrected.ok) return corrected;
  return ok({
    audit: corrected.value.changed.length === 0 ? [] : [auditOf('family.corrected', corrected.value)],
  });
};

/**
 * A family without a chat agreed on paper to what the desk registered of it; false where there was nothing to agree to.
 */
export const agreeRegistrationOnPaper = async (
  transaction: Transaction,
  services: Services,
  { family, key }: { readonly family: Family; readonly key: PersonKey },
): Promise<boolean> => {
  const moved = await moveFamily(transaction, services, family, 'agree', null, { agreedAt: services.now });
  if (!moved) return false;
  const { personId } = family;
  await recordConsents(transaction, services, { personId, language: 'ar', channel: 'desk' }, [
    { purpose: 'data', textKey: consentTexts['data-at-desk'], given: true },
  ]);
  await tellRegistration(transaction, services, moved, key, { news: 'agreement' });
  return true;
};

/** A family that was registered at the desk has read it back: it may have corrected, and it agrees or does not. */
export const agreeRegistration: CommandHandler = async (request) => {
  const { transaction, services, actor, answers } = request;
  const family = await lockedFamily(request);
  if (!family || family.assistedById === null || family.agreedAt !== null) return ok({});
  const corrected = await correct(request, family);
  if (!corrected.ok) return corrected;
  const agreed = answers.agreed === true;
  const moved = await moveFamily(
    transaction,
    services,
    corrected.value.family,
    agreed ? 'agree' : 'disagree',
    null,
    agreed ? { agreedAt: services.now } : {},
  );
  await recordConsents(transaction, services, actor, [
    { purpose: 'data', textKey: consentTexts['data-at-desk'], given: agreed },
  ]);
  if (moved) {
    await tellRegistration(transaction, services, moved, actor.key, {
      news: agreed ? 'agreement' : 'disagreement',
      words: agreed ? null : textOf(answers.objection),
    });
  }
  return ok({ audit: [auditOf(agreed ? 'family.agreed' : 'family.disagreed', corrected.value)] });
};
