import type { Choice, Message, Told } from '../../engine/vocabulary.ts';
import type { Effects, Services, SourceRequest } from '../contract.ts';
import { openCase } from '../families/index.ts';
import { guaranteeParams } from './guarantee-params.ts';
import { type Guarantor, guarantorsOfPerson, isLive, readNamed } from './guarantor-store.ts';
import { grantedStates } from './policy.ts';
import { type Application, applicationById, applicationByNumber, type Transaction } from './store.ts';

type Request = Pick<SourceRequest, 'transaction' | 'services' | 'actor'>;

/** Under which name the standing of somebody who stands for an application is told: no more of it than is his business. */
const nameOfStanding = ({ state }: Application): string => {
  if (grantedStates.includes(state)) return state;
  if (state === 'at-bank' || state === 'offered') return 'at-bank';
  return state === 'declined' ? 'not-now' : 'in-study';
};

const nameOf = (guarantor: Guarantor, application: Application): string =>
  guarantor.state === 'accepted' || guarantor.state === 'signed'
    ? nameOfStanding(application)
    : guarantor.state;

const buttonTo = ({ number }: Application): Choice => ({
  id: `act:guarantee:${number}`,
  label: { key: 'alerts:guarantee-button' },
});

/** How the application of one guarantor stands, as he is told of it. */
export const guaranteeTold = async (request: Request, guarantor: Guarantor): Promise<readonly Told[]> => {
  const { transaction, services } = request;
  const application = await applicationById(transaction, guarantor.applicationId);
  if (!application) return [];
  const { called } = await openCase(transaction, services, application.personId);
  const message: Message = {
    key: `alerts:guarantee-status.${nameOf(guarantor, application)}`,
    params: { family: called || { key: 'guarantee:somebody' }, phone: { code: services.association.phone } },
  };
  return [guarantor.state === 'proven' ? { ...message, choices: [buttonTo(application)] } : message];
};

/**
 * How the applications stand for which one was asked to be guarantor. Whoever has no case of the own hears of the last
 * one even when it is over; a family hears of those alone that concern it still.
 */
export const guaranteesOfActor = async (request: Request, alone: boolean): Promise<readonly Told[]> => {
  const all = await guarantorsOfPerson(request.transaction, request.actor.personId);
  const live = all.filter(isLive);
  const told = live.length > 0 || !alone ? live : all.slice(0, 1);
  return (await Promise.all(told.map((guarantor) => guaranteeTold(request, guarantor)))).flat();
};

/** The question for his answer, put again to whom it was put before; null where nothing is asked of him. */
export const reopenGuarantee = async (request: Request, number: number): Promise<Effects | null> => {
  const { transaction, services, actor } = request;
  const application = await applicationByNumber(transaction, number);
  const asked = (await guarantorsOfPerson(transaction, actor.personId)).find(
    ({ applicationId, state }) => applicationId === application?.id && state === 'proven',
  );
  if (!application || !asked || asked.expiresAt === null || asked.expiresAt <= services.now) return null;
  return {
    openHere: {
      flow: 'guarantee',
      params: await guaranteeParams(transaction, services, asked, application),
    },
  };
};

/** As whom somebody without a case of the own was asked to stand for an application: how the family calls him, and which. */
export const asGuarantor = async (
  transaction: Transaction,
  services: Services,
  personId: string,
): Promise<{ readonly name: string; readonly number: number } | null> => {
  const [last] = await guarantorsOfPerson(transaction, personId);
  // Whoever only opened a link may be anybody.
  const application =
    last && last.state !== 'opened' ? await applicationById(transaction, last.applicationId) : null;
  if (!last || !application) return null;
  const key = await services.keyOf(transaction, application.personId);
  return { name: readNamed(last, key).name, number: application.number };
};
