import type { Answers, Choice, Json } from '../../engine/vocabulary.ts';
import { addDays, todayInRiyadh } from '../../kernel/iso-dates.ts';
import { fail, ok } from '../../kernel/result.ts';
import { bySex } from '../by-sex.ts';
import type {
  AuditEntry,
  CommandHandler,
  CommandRequest,
  Effects,
  PersonKey,
  Services,
  Source,
} from '../contract.ts';
import { consentTexts, familyOf, memberById, recordConsents } from '../families/index.ts';
import { lockCase, moveTask } from '../tasks/index.ts';
import { releaseGuarantor } from './guaranteed.ts';
import { beyondCapacity, brokenRule, wishOf } from './policy.ts';
import type { FinancingRules } from './rules.ts';
import { rulesInForce, rulesOfVersion } from './rules-store.ts';
import { beginStage, stageTaskOf } from './stages.ts';
import {
  type Application,
  type ApplicationChange,
  applicationBefore,
  grantedTo,
  lastApplicationOf,
  moveApplication,
  readAnswers,
  type Transaction,
} from './store.ts';
import { checkWish, outcomeOf, recordCreditConsent } from './submit.ts';
import { tellMembers } from './tell-family.ts';

/** Under which rules an agreement of today would stand. */
const rulesToday = async (
  transaction: Transaction,
  services: Services,
  { rulesVersion }: Application,
): Promise<FinancingRules> => {
  const force = await rulesInForce(transaction);
  if (!force) throw new Error('no financing rules are in force');
  const holdsUntil = addDays(todayInRiyadh(force.validFrom.getTime()), force.rules.earlierRulesHoldDays);
  return rulesVersion === force.version || services.today > holdsUntil
    ? force.rules
    : rulesOfVersion(transaction, rulesVersion);
};

/** The answers in the shape of the questions that asked them; what the rules do not allow any more is asked anew. */
const asAsked = (answers: Answers, rules: FinancingRules, first: boolean): Answers => {
  const broken = brokenRule(rules, wishOf(answers), first) ?? beyondCapacity(rules, answers);
  const seasons = Array.isArray(answers.seasons) && answers.seasons.length === 0 ? ['none'] : answers.seasons;
  const all: Answers = {
    ...answers,
    seasons: seasons ?? ['none'],
    sales: answers.salesMonthly ?? 0,
    income: answers.householdIncome ?? 0,
    study: 'go-on',
    schedule: 'go-on',
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== broken?.question));
};

/**
 * What the desk wrote for the family, to be read back by it: the answers, the rules, and who wrote it. Empty where
 * nothing waits for its agreement.
 */
export const deskApplication: Source = async ({ transaction, services, actor }): Promise<Json> => {
  const application = await lastApplicationOf(transaction, actor.personId);
  if (application?.state !== 'awaiting-agreement') return {};
  const rules = await rulesToday(transaction, services, application);
  const first = (await grantedTo(transaction, actor.personId)) === 0;
  const officer = application.assistedById ? await memberById(transaction, application.assistedById) : null;
  return {
    ...asAsked(readAnswers(application, actor.key), rules, first),
    rules: rules as unknown as Json,
    first,
    waits: true,
    officer: { name: officer?.name ?? '', sex: officer?.sex ?? null },
  };
};

const auditOf = (application: Application, event: string): readonly AuditEntry[] => [
  {
    action: `application.${event}`,
    subjectKind: 'application',
    subjectId: application.id,
    references: { number: application.number },
  },
];

type Request = Pick<CommandRequest, 'transaction' | 'services'>;
type Owner = { readonly key: PersonKey; readonly womenOnly: boolean };

/** What an agreement led to: the application, whether it waits for a guarantor, and what whoever stood for an earlier one hears. */
export interface Begun {
  readonly begun: Application;
  readonly waits: boolean;
  readonly freed: NonNullable<Effects['messages']>;
}

/** What the family agreed to begins: it waits for a guarantor, or an officer has it to study. */
export const beginAgreed = async (
  { transaction, services }: Request,
  moved: Application,
  owner: Owner,
): Promise<Begun> => {
  const task = await stageTaskOf(transaction, moved.personId);
  if (task) await moveTask(transaction, services, task, 'finish');
  const before = await applicationBefore(transaction, moved);
  const freed = before ? await releaseGuarantor(transaction, services, before) : [];
  const waiting = await moveApplication(transaction, services, moved, 'await-guarantor', null);
  const begun = waiting ?? moved;
  await beginStage(transaction, services, begun, owner);
  return { begun, waits: waiting !== null, freed };
};

const tooLate: Effects = { outcome: { told: { key: 'alerts:application-told.too-late' } } };

const wordsIn = (value: Json | undefined): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

const refuse = async (request: CommandRequest, application: Application): Promise<Effects> => {
  const { transaction, services, answers } = request;
  const moved = await moveApplication(transaction, services, application, 'disagree', null);
  if (!moved) return tooLate;
  const task = await stageTaskOf(transaction, moved.personId);
  if (task) await moveTask(transaction, services, task, 'finish');
  const why = wordsIn(answers.objection);
  const name = why === null ? 'disagreed' : 'disagreed-because';
  return {
    outcome: { told: { key: 'alerts:application-told.disagreed', params: { number: String(moved.number) } } },
    messages: await tellMembers(transaction, moved, [moved.assistedById], name, { why: { said: why ?? '' } }),
    audit: auditOf(moved, 'disagreed'),
  };
};

/** The rules changed while the family read: it is told, and asked anew what they do not allow. */
const readAgain = (application: Application): Effects => ({
  replies: [{ parts: [{ key: 'alerts:application-rules.read-again' }] }],
  openHere: {
    flow: 'agree-application',
    params: { application: String(application.number), again: true },
  },
});

/**
 * The family's answer to what the desk wrote for it: with its corrections it is an application from now on, or it is
 * put aside. Who wrote it hears which.
 */
export const agreeApplication: CommandHandler = async (request) => {
  const { transaction, services, actor, answers } = request;
  const { personId, key } = actor;
  await lockCase(transaction, personId);
  const application = await lastApplicationOf(transaction, personId);
  const family = await familyOf(transaction, personId);
  if (!family || application?.state !== 'awaiting-agreement') return ok(tooLate);
  if (answers.agreed !== true) return ok(await refuse(request, application));
  if (answers.creditConsent !== true) return fail({ question: 'creditConsent', problem: 'needed' });
  const checked = await checkWish(transaction, services, personId, answers, application.rulesVersion);
  if (!checked.ok) return ok(readAgain(application));
  const { rules, needsGuarantor } = checked.value;
  const agreed = { answers, rulesVersion: rules.version, needsGuarantor };
  const moved = await moveApplication(transaction, services, application, 'agree', null, { key, agreed });
  if (!moved) return ok(tooLate);
  await recordCreditConsent(request);
  const { begun, waits, freed } = await beginAgreed(request, moved, { key, womenOnly: family.womenOnly });
  const outcome = outcomeOf(begun);
  return ok({
    outcome: { told: { key: 'alerts:application-told.agreed', params: outcome } },
    messages: [...freed, ...(await tellMembers(transaction, begun, [begun.assistedById], 'agreed'))],
    ...(rules.told ? { replies: [{ parts: [rules.told] }] } : {}),
    ...(waits ? { openHere: { flow: 'name-guarantor', params: {} } } : {}),
    audit: [
      {
        action: 'consent.given',
        subjectKind: 'person',
        subjectId: personId,
        references: { purpose: 'credit-enquiry' },
      },
      ...auditOf(moved, 'agreed'),
    ],
  });
};

const onPaper = (application: Application, key: PersonKey): Answers => ({
  ...readAnswers(application, key),
  creditConsent: true,
});

/** Whether the rules of today still allow what the family signed. */
export const standsOnPaper = async (
  { transaction, services }: Request,
  application: Application,
  key: PersonKey,
): Promise<boolean> => {
  const { personId, rulesVersion } = application;
  const answers = onPaper(application, key);
  return (await checkWish(transaction, services, personId, answers, rulesVersion)).ok;
};

/**
 * The family agreed on paper: what the desk wrote is an application from now on, and the consent to the credit enquiry
 * is the one that it signed. Null where that is not this one's to say, comes too late, or is not allowed any more.
 */
export const agreeOnPaper = async (
  request: Request,
  application: Application,
  owner: Owner,
  by: { readonly memberId: string; readonly role: string; readonly formById: string },
): Promise<Begun | null> => {
  const { transaction, services } = request;
  const answers = onPaper(application, owner.key);
  const { personId, rulesVersion } = application;
  const checked = await checkWish(transaction, services, personId, answers, rulesVersion);
  if (!checked.ok) return null;
  const { rules, needsGuarantor } = checked.value;
  const change: ApplicationChange = {
    key: owner.key,
    formById: by.formById,
    agreed: { answers, rulesVersion: rules.version, needsGuarantor },
  };
  const moved = await moveApplication(transaction, services, application, 'agree-on-paper', by, change);
  if (!moved) return null;
  await recordConsents(transaction, services, { personId, language: 'ar', channel: 'desk' }, [
    { purpose: 'credit-enquiry', textKey: consentTexts['credit-enquiry'], given: true },
  ]);
  return beginAgreed(request, moved, owner);
};

/** The words that lead the family to what the desk wrote for it. */
export const deskWords = (
  application: Application,
  officer: { readonly name: string; readonly sex: string | null } | null,
) => ({
  key: bySex('alerts:application-family.agreement', officer?.sex),
  params: { number: String(application.number), officer: officer?.name ?? { key: 'alerts:an-officer' } },
});

/** The button below those words. */
export const agreeButton = ({ number }: Pick<Application, 'number'>): Choice => ({
  id: `act:agree:${number}`,
  label: { key: 'alerts:application-button.agree' },
});

/** The flow in which the family reads it back. */
export const agreeFlow = ({ number }: Pick<Application, 'number'>) => ({
  flow: 'agree-application',
  params: { application: String(number) },
});
