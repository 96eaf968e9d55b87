import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { fail, ok } from '../../kernel/result.ts';
import type { CommandHandler, CommandRequest, Effects, PersonKey } from '../contract.ts';
import { createTask, lockCase } from '../tasks/index.ts';
import { deskCode } from './desk-code.ts';
import { receiveDocuments } from './documents.ts';
import { consentTexts, documentsIn, profileOf, textOf } from './policy.ts';
import { agreesToData, changePerson, type Family, familyOf, insertFamily, recordConsents } from './store.ts';

const outcomeOf = (family: Family): NonNullable<Effects['outcome']> => ({
  number: String(family.number),
  promisedDay: {
    date: todayInRiyadh((family.promisedAt ?? family.submittedAt).getTime()),
    withHijri: true,
  },
});

/** Whose registration it is: the one who writes, or a new person whom an officer registers at the desk. */
const ownerOf = async (
  request: CommandRequest,
  assisted: boolean,
): Promise<{ readonly personId: string; readonly key: PersonKey }> => {
  const { transaction, services, actor, answers } = request;
  if (!assisted) {
    await lockCase(transaction, actor.personId);
    return actor;
  }
  const address: { readonly address?: 'female' | 'male' } =
    answers.sex === 'female' || answers.sex === 'male' ? { address: answers.sex } : {};
  const called = textOf(answers.called) ?? textOf(answers.calledAtDesk);
  const womenOnly = answers.womenOnly === true;
  const owner = await services.createPerson(transaction, { language: 'ar', called, womenOnly, ...address });
  await changePerson(transaction, owner.personId, { language: 'ar', womenOnly, ...address });
  return owner;
};

/** The consent as the officer read it to the family at the desk, which answered yes. */
const recordReadAloud = async (request: CommandRequest, personId: string): Promise<void> => {
  const { transaction, services, actor } = request;
  await recordConsents(transaction, services, { personId, language: actor.language, channel: 'desk' }, [
    { purpose: 'data', textKey: consentTexts['data-read-aloud'], given: true },
  ]);
};

/**
 * Ends the registration: the family's row, its documents, the officers' tasks. With `assisted` a member of staff
 * registers somebody else, who reads it back and agrees before it can be approved.
 */
export const registerFamily: CommandHandler = async (request) => {
  const { transaction, services, actor, answers, params } = request;
  const assisted = answers.assisted === true || params.assisted === true;
  const { member } = actor;
  if (assisted && (member === null || member.role === 'bank-officer')) {
    return ok({
      replies: [{ parts: [{ key: 'alerts:result.not-allowed' }] }],
      audit: [
        { action: 'refused', subjectKind: 'family', subjectId: null, references: { verb: 'register' } },
      ],
    });
  }
  if (assisted && answers.consentAtDesk !== true) {
    return fail({ question: 'consentAtDesk', problem: 'needed' });
  }
  const owner = await ownerOf(request, assisted);
  if (assisted) await recordReadAloud(request, owner.personId);
  else if (!(await agreesToData(transaction, owner.personId))) {
    return fail({ question: 'review', problem: 'no-consent' });
  }
  const profile = profileOf(answers);
  const family = await insertFamily(transaction, services, {
    personId: owner.personId,
    key: owner.key,
    profile,
    goal: textOf(params.goal),
    assistedById: assisted ? (member?.id ?? null) : null,
  });
  if (!family) {
    // The same person's own registration again is no clash: it stands already.
    const own = await familyOf(transaction, owner.personId);
    return own ? ok({ outcome: outcomeOf(own) }) : fail({ question: 'nationalId', problem: 'taken' });
  }
  const { womenOnly } = family;
  await createTask(transaction, services, {
    kind: 'registration',
    personId: owner.personId,
    key: owner.key,
    womenOnly,
  });
  const documents = documentsIn(answers);
  await receiveDocuments(transaction, services, {
    uploadedBy: actor.personId,
    ownerId: owner.personId,
    key: owner.key,
    womenOnly,
    documents,
  });
  return ok({
    outcome: outcomeOf(family),
    ...(assisted
      ? {
          replies: [await deskCode(transaction, services, owner.personId)],
          handOverTo: owner.personId,
        }
      : {}),
    audit: [
      ...(assisted
        ? [
            {
              action: 'consent.given',
              subjectKind: 'person',
              subjectId: owner.personId,
              references: { purpose: 'data', channel: 'desk', assistedBy: member?.id ?? null },
            },
          ]
        : []),
      {
        action: 'family.registered',
        subjectKind: 'family',
        subjectId: family.id,
        references: { number: family.number, assisted, documents: documents.length },
      },
    ],
  });
};
