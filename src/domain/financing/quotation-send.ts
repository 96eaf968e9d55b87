import type { Json } from '../../engine/vocabulary.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandHandler, Source, SourceRequest } from '../contract.ts';
import { familyOf } from '../families/index.ts';
import { lockCase } from '../tasks/index.ts';
import { preparedStates } from './policy.ts';
import { receiveQuotation, renewable, sentQuotation } from './quotation-receive.ts';
import { type OpenedQuotation, quotationLackOf, quotationsOf } from './quotation-store.ts';
import { quotationNamed } from './quotation-words.ts';
import { type Application, lastApplicationOf, readAnswers, type Transaction } from './store.ts';

/** The application of a person that is still prepared, so that papers can be sent for it; null where there is none. */
const preparedOf = async (transaction: Transaction, personId: string): Promise<Application | null> => {
  const last = await lastApplicationOf(transaction, personId);
  return last && preparedStates.includes(last.state) ? last : null;
};

const opened = async ({
  transaction,
  actor,
}: Pick<SourceRequest, 'transaction' | 'actor'>): Promise<{
  readonly application: Application;
  readonly quotations: readonly OpenedQuotation[];
} | null> => {
  const application = await preparedOf(transaction, actor.personId);
  return (
    application && {
      application,
      quotations: await quotationsOf(transaction, application.id, actor.key),
    }
  );
};

/**
 * Whether a quotation can be sent now, and what its questions begin with: the application's number (null: none is
 * prepared), what it buys, how many quotations wait to be renewed, and whether one is awaited of the family.
 */
export const quotationsWanted: Source = async (request): Promise<Json> => {
  const found = await opened(request);
  if (!found) return { application: null, tools: [], renewable: 0, awaited: false };
  const { transaction, services, actor } = request;
  const { application, quotations } = found;
  const able = renewable(quotations, services.today);
  const lack = await quotationLackOf(transaction, application, services.today);
  return {
    application: application.number,
    tools: readAnswers(application, actor.key).tools ?? [],
    renewable: able.length,
    awaited: lack === 'missing' || able.length > 0,
  };
};

/** The quotations that a new one may renew, and none of them, as choices in the words of the one who asks. */
export const quotationsToRenew: Source = async (request): Promise<Json> => {
  const found = await opened(request);
  const { services, actor } = request;
  const reader = { language: actor.language, address: null, digits: 'arabic' } as const;
  const label = (
    key: string,
    params: { readonly [name: string]: ReturnType<typeof quotationNamed> } = {},
  ): string => services.text({ key, params }, reader);
  return [
    ...(found ? renewable(found.quotations, services.today) : []).map((quotation) => ({
      id: String(quotation.row.number),
      label: label('alerts:quotation.instead', { name: quotationNamed(quotation) }),
    })),
    { id: 'new', label: label('alerts:quotation.new') },
  ];
};

/** A family sends a quotation for the application that is prepared: a new one, or in the place of one that does not hold. */
export const sendQuotation: CommandHandler = async (request) => {
  const { transaction, services, actor, answers, params } = request;
  await lockCase(transaction, actor.personId);
  const application = await preparedOf(transaction, actor.personId);
  const sent = sentQuotation(answers);
  const family = await familyOf(transaction, actor.personId);
  if (!application || !sent || !family)
    return ok({ outcome: { told: { key: 'alerts:quotation.told.none' } } });
  const instead = answers.instead ?? params.instead ?? null;
  const quotation = await receiveQuotation(
    transaction,
    services,
    application,
    { key: actor.key, womenOnly: family.womenOnly, uploadedBy: actor.personId },
    sent,
    typeof instead === 'string' ? instead : null,
  );
  const name = quotation.insteadOfId === null ? 'received' : 'renewed';
  return ok({
    outcome: {
      told: {
        key: `alerts:quotation.told.${name}`,
        params: { count: sent.pages, number: String(application.number) },
      },
    },
    audit: [
      {
        action: 'quotation.received',
        subjectKind: 'application',
        subjectId: application.id,
        references: { application: application.number, quotation: quotation.number, pages: sent.pages },
      },
    ],
  });
};
