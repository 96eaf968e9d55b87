import type { Json, Param } from '../../engine/vocabulary.ts';
import { fail, ok } from '../../kernel/result.ts';
import type { AuditEntry, CommandHandler, CommandRequest, Effects, Source } from '../contract.ts';
import { familyOf } from '../families/index.ts';
import { lockCase } from '../tasks/index.ts';
import { moveAfterGuarantor } from './guaranteed.ts';
import { linkReplies, newLink } from './guarantor-link.ts';
import {
  type Guarantor,
  insertGuarantor,
  lastGuarantorOf,
  liveGuarantorOf,
  moveGuarantor,
  type Named,
  readNamed,
} from './guarantor-store.ts';
import { mostWithoutGuarantor, productNamed } from './policy.ts';
import { rulesOfVersion } from './rules-store.ts';
import { type Application, lastApplicationOf, readAnswers, type Transaction } from './store.ts';
import { promisedDayOf } from './tell-family.ts';

/** The application of the one who acts, while it waits for a guarantor. */
const waitingOf = async ({ transaction, actor }: Pick<CommandRequest, 'transaction' | 'actor'>) => {
  const application = await lastApplicationOf(transaction, actor.personId);
  return application?.state === 'awaiting-guarantor' ? application : null;
};

/** Who was named last and did not finish before the link ended; a new one may take its place as it is. */
const endedOf = async (transaction: Transaction, { id }: Application): Promise<Guarantor | null> => {
  const last = await lastGuarantorOf(transaction, id);
  return last?.state === 'expired' ? last : null;
};

/** The most that an application could ask for without a guarantor; null where it could ask for nothing. */
const lessOf = async (
  { transaction }: Pick<CommandRequest, 'transaction'>,
  { rulesVersion, productKey }: Application,
): Promise<number | null> => {
  const product = productNamed(await rulesOfVersion(transaction, rulesVersion), productKey);
  return product && mostWithoutGuarantor(product);
};

/** What the family's flow begins with: whether its application waits for a guarantor, and who was named. */
export const guarantorNeeded: Source = async (request): Promise<Json> => {
  const application = await waitingOf(request);
  // All of it, so that what was known before is over where it is loaded anew.
  if (!application)
    return {
      needed: false,
      application: null,
      amount: null,
      less: null,
      named: null,
      proven: false,
      before: null,
    };
  const { transaction, actor } = request;
  const guarantor = await liveGuarantorOf(transaction, application.id);
  const ended = guarantor ? null : await endedOf(transaction, application);
  return {
    needed: true,
    application: String(application.number),
    amount: Number(application.amountHalalas),
    less: await lessOf(request, application),
    named: guarantor && readNamed(guarantor, actor.key).name,
    proven: guarantor?.state === 'proven',
    before: ended && readNamed(ended, actor.key).name,
  };
};

/** Whom words at the menu name opens the flow with them, where an application waits for somebody; null elsewhere. */
export const guarantorToldAtMenu: Source = async (request): Promise<Json> => {
  const { told } = request.params;
  if (!(await waitingOf(request)) || told === null || typeof told !== 'object') return null;
  return { flow: 'name-guarantor', params: { way: 'another', told: true, ...told } };
};

/** Whether a number is the family's own: nobody stands for herself. */
const isOwnNumber = async (
  { transaction, services, actor }: Pick<CommandRequest, 'transaction' | 'services' | 'actor'>,
  mobile: Json | undefined,
): Promise<boolean> => {
  const family = await familyOf(transaction, actor.personId);
  return family?.mobileHash === services.lookup('mobile', String(mobile ?? ''));
};

export const guarantorMobile: Source = async (request): Promise<Json> =>
  (await isOwnNumber(request, request.params.mobile)) ? 'own' : null;

const tooLate = (): Effects => ({ outcome: { told: { key: 'alerts:application-told.too-late' } } });

const told = (name: string, params: { readonly [name: string]: Param }): NonNullable<Effects['outcome']> => ({
  told: { key: `alerts:guarantor-told.${name}`, params },
});

const audit = (guarantor: Guarantor, action: string, { number }: Application): readonly AuditEntry[] => [
  {
    action: `guarantor.${action}`,
    subjectKind: 'guarantor',
    subjectId: guarantor.id,
    references: { application: number },
  },
];

/** The link's days, by the rules that the application began with. */
const linkFor = async ({ transaction, services }: CommandRequest, { rulesVersion }: Application) =>
  newLink(services, (await rulesOfVersion(transaction, rulesVersion)).guarantorLinkDays);

const namedIn = ({ answers }: CommandRequest): Named => {
  const { mobile } = (answers.mobile ?? {}) as { readonly mobile?: string };
  return { name: String(answers.name ?? ''), relation: String(answers.relation ?? ''), mobile: mobile ?? '' };
};

/** The family names who stands for its application, and gets the message to pass on; whoever was asked before is not any more. */
export const nameGuarantor: CommandHandler = async (request) => {
  const { transaction, services, actor } = request;
  await lockCase(transaction, actor.personId);
  const application = await waitingOf(request);
  if (!application) return ok(tooLate());
  const named = namedIn(request);
  if (await isOwnNumber(request, named.mobile)) return fail({ question: 'mobile', problem: 'own' });
  const before = await liveGuarantorOf(transaction, application.id);
  if (before && !(await moveGuarantor(transaction, services, before, 'replace', null))) return ok(tooLate());
  const link = await linkFor(request, application);
  const guarantor = await insertGuarantor(
    transaction,
    services,
    { applicationId: application.id, named, key: actor.key },
    'name',
    null,
    { link: { codeHash: link.codeHash, expiresAt: link.expiresAt } },
  );
  return ok({
    outcome: told('named', { name: named.name }),
    replies: linkReplies(services, named, link),
    audit: audit(guarantor, 'named', application),
  });
};

/** A new link for whoever is named already, or did not finish in time; the old one ends. */
export const renewGuarantor: CommandHandler = async (request) => {
  const { transaction, services, actor } = request;
  await lockCase(transaction, actor.personId);
  const application = await waitingOf(request);
  const guarantor = application && (await liveGuarantorOf(transaction, application.id));
  const ended = application && !guarantor ? await endedOf(transaction, application) : null;
  const last = guarantor ?? ended;
  if (!application || !last) return ok(tooLate());
  const named = readNamed(last, actor.key);
  const link = await linkFor(request, application);
  const change = { link: { codeHash: link.codeHash, expiresAt: link.expiresAt } };
  const parts = { applicationId: application.id, named, key: actor.key };
  const moved = guarantor
    ? await moveGuarantor(transaction, services, guarantor, 'renew', null, change)
    : await insertGuarantor(transaction, services, parts, 'name', null, change);
  if (!moved) return ok(tooLate());
  return ok({
    outcome: told('renewed', { name: named.name }),
    replies: linkReplies(services, named, link),
    audit: audit(moved, 'renewed', application),
  });
};

/** The family asks for no more than is given without a guarantor; whoever was asked is not any more. */
export const askForLess: CommandHandler = async (request) => {
  const { transaction, services, actor } = request;
  await lockCase(transaction, actor.personId);
  const application = await waitingOf(request);
  const less = application && (await lessOf(request, application));
  if (!application || less === null) return ok(tooLate());
  const guarantor = await liveGuarantorOf(transaction, application.id);
  if (guarantor) await moveGuarantor(transaction, services, guarantor, 'release', 'clock');
  const answers = { ...readAnswers(application, actor.key), amount: less };
  const moved = await moveAfterGuarantor(transaction, services, application, 'ask-less', null, {
    key: actor.key,
    asked: { halalas: BigInt(less), answers, needsGuarantor: false },
  });
  if (!moved) return ok(tooLate());
  return ok({
    outcome: told('less', { amount: { money: less }, promisedDay: promisedDayOf(moved) }),
    audit: [
      {
        action: 'application.asked-less',
        subjectKind: 'application',
        subjectId: application.id,
        references: { number: application.number },
      },
    ],
  });
};
