import type { Answers, Json, Param } from '../../engine/vocabulary.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { AuditEntry, CommandHandler, CommandRequest, Effects, Refusal, Source } from '../contract.ts';
import { changePerson, consentTexts, familyOf, recordConsents } from '../families/index.ts';
import { lockCase } from '../tasks/index.ts';
import { moveAfterGuarantor, tellStudy } from './guaranteed.ts';
import { proven } from './guarantor-code.ts';
import { type Guarantor, guaranteesOf, guarantorById, moveGuarantor, readNamed } from './guarantor-store.ts';
import { rulesOfVersion } from './rules-store.ts';
import { type Application, applicationById } from './store.ts';
import { guarantorButton, promisedDayOf, tellFamily } from './tell-family.ts';

type Request = Pick<CommandRequest, 'transaction' | 'services' | 'actor'>;

interface Asked {
  readonly guarantor: Guarantor;
  readonly application: Application;
}

/** What the one who acts is asked, with the case locked; null where it is over, or is not asked of this one. */
const askedOf = async (
  { transaction, services, actor }: Request,
  { guarantor: id }: Answers,
  state: 'opened' | 'proven',
): Promise<Asked | null> => {
  const seen = typeof id === 'string' ? await guarantorById(transaction, id) : null;
  const application = seen && (await applicationById(transaction, seen.applicationId));
  if (!application) return null;
  await lockCase(transaction, application.personId);
  const guarantor = await guarantorById(transaction, seen.id);
  const fresh = await applicationById(transaction, application.id);
  if (guarantor?.personId !== actor.personId || guarantor.state !== state) return null;
  if (guarantor.expiresAt === null || guarantor.expiresAt <= services.now) return null;
  return fresh?.state === 'awaiting-guarantor' ? { guarantor, application: fresh } : null;
};

const audit = ({ guarantor, application }: Asked, action: string): readonly AuditEntry[] => [
  {
    action: `guarantor.${action}`,
    subjectKind: 'guarantor',
    subjectId: guarantor.id,
    references: { application: application.number },
  },
];

const told = (
  name: string,
  params: { readonly [name: string]: Param } = {},
): NonNullable<Effects['outcome']> => ({
  told: { key: `alerts:guarantor-told.${name}`, params },
});

const isOver = ({ services }: Request): Result<Effects, Refusal> =>
  ok({ outcome: told('over', { phone: { code: services.association.phone } }) });

/**
 * Whoever opened the link shows that the number is his: where the channel proves it, at once; where it was typed, an
 * officer calls that number and reads a code to him.
 */
export const proveGuarantor: CommandHandler = async (request) => {
  const { transaction, services, answers, params } = request;
  const asked = await askedOf(request, params, 'opened');
  if (!asked) return isOver(request);
  const { mobile, own } = (answers.mobile ?? {}) as { readonly mobile?: string; readonly own?: boolean };
  if (services.lookup('mobile', mobile ?? '') !== asked.guarantor.mobileHash) {
    return fail({ question: 'mobile', problem: 'other-number' });
  }
  const { address } = answers;
  if (address === 'female' || address === 'male') {
    await changePerson(transaction, request.actor.personId, { address });
  }
  if (own === true) {
    const opened = await proven(transaction, services, asked.guarantor, asked.application);
    return opened ? ok({ ...opened, outcome: told('proven') }) : isOver(request);
  }
  const key = await services.keyOf(transaction, asked.application.personId);
  await tellStudy(transaction, services, asked.application, key, 'guarantor-call');
  return ok({ outcome: told('call-comes'), audit: audit(asked, 'asks-for-call') });
};

/** Why an ID cannot stand for an application: the applicant's own, or one that stands for others already. */
export const whyNotId = async (
  { transaction, services }: Request,
  { application }: Pick<Asked, 'application'>,
  nationalId: string,
): Promise<'own' | 'busy' | null> => {
  const hash = services.lookup('national-id', nationalId);
  const family = await familyOf(transaction, application.personId);
  if (family?.nationalIdHash === hash) return 'own';
  const { mostGuaranteesAtOnce } = await rulesOfVersion(transaction, application.rulesVersion);
  const others = await guaranteesOf(transaction, hash, application.id);
  return others >= mostGuaranteesAtOnce ? 'busy' : null;
};

export const guarantorId: Source = async (request): Promise<Json> => {
  const { transaction, params } = request;
  const id = typeof params.guarantor === 'string' ? params.guarantor : '';
  const guarantor = id === '' ? null : await guarantorById(transaction, id);
  const application = guarantor && (await applicationById(transaction, guarantor.applicationId));
  return application ? whyNotId(request, { application }, String(params.nationalId ?? '')) : null;
};

const decline = async (request: CommandRequest, asked: Asked): Promise<Result<Effects, Refusal>> => {
  const { transaction, services, answers } = request;
  const { application } = asked;
  const key = await services.keyOf(transaction, application.personId);
  const reason = typeof answers.reason === 'string' ? { reason: answers.reason } : {};
  const moved = await moveGuarantor(transaction, services, asked.guarantor, 'decline', 'guarantor', {
    key,
    ...reason,
  });
  if (!moved) return isOver(request);
  await tellStudy(transaction, services, application, key, 'guarantor-declined');
  // Why is nobody's business but the officers'.
  const message = { key: 'alerts:guarantor.declined', params: { number: String(application.number) } };
  return ok({
    outcome: told('declined'),
    messages: [
      await tellFamily(transaction, services, application, message, {
        onceKey: `guarantor:${moved.id}:declined`,
        choices: [guarantorButton(application)],
      }),
    ],
    audit: audit(asked, 'declined'),
  });
};

const accept = async (request: CommandRequest, asked: Asked): Promise<Result<Effects, Refusal>> => {
  const { transaction, services, actor, answers } = request;
  const nationalId = String(answers.nationalId ?? '');
  const why = await whyNotId(request, asked, nationalId);
  if (why) return fail({ question: 'nationalId', problem: why });
  if (answers.consent !== true) return fail({ question: 'consent', problem: 'needed' });
  await recordConsents(transaction, services, actor, [
    { purpose: 'guarantee', textKey: consentTexts.guarantee, given: true },
  ]);
  const identity = { fullName: String(answers.fullName ?? ''), nationalId, key: actor.key };
  const moved = await moveGuarantor(transaction, services, asked.guarantor, 'accept', 'guarantor', {
    identity,
    consented: true,
  });
  if (!moved) return isOver(request);
  const key = await services.keyOf(transaction, asked.application.personId);
  const application = await moveAfterGuarantor(
    transaction,
    services,
    asked.application,
    'guarantor-accepts',
    'guarantor',
    { key, guaranteed: true },
  );
  if (!application)
    throw new Error(`the application ${asked.application.number} changed while it was locked`);
  const message = {
    key: 'alerts:guarantor.accepted',
    params: {
      name: readNamed(moved, key).name,
      number: String(application.number),
      promisedDay: promisedDayOf(application),
    },
  };
  return ok({
    outcome: told('accepted'),
    messages: [
      await tellFamily(transaction, services, application, message, {
        onceKey: `guarantor:${moved.id}:accepted`,
      }),
    ],
    audit: audit(asked, 'accepted'),
  });
};

/** The guarantor's yes, with who he is and what he agreed to, or his no, whose reason the family never hears. */
export const answerGuarantee: CommandHandler = async (request) => {
  const asked = await askedOf(request, request.params, 'proven');
  if (!asked) return isOver(request);
  return request.answers.answer === true ? accept(request, asked) : decline(request, asked);
};
