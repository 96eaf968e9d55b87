import type { MessageToPerson, PersonKey, Services } from '../contract.ts';
import { touchTask } from '../families/index.ts';
import type { News } from '../tasks/index.ts';
import { liveGuarantorOf, moveGuarantor } from './guarantor-store.ts';
import type { By } from './policy.ts';
import { stageTaskOf } from './stages.ts';
import type { ApplicationEvent } from './states.ts';
import { type Application, type ApplicationChange, moveApplication, type Transaction } from './store.ts';

/** What happened around a guarantor, on the card of whoever studies the application. */
export const tellStudy = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  key: PersonKey,
  news: News,
): Promise<void> => {
  const task = await stageTaskOf(transaction, application.personId);
  if (task) await touchTask(transaction, services, task, key, { news }, application.promisedAt ?? undefined);
};

/**
 * An application that waited for a guarantor goes on: where an officer has it already, its study goes on too. Null when
 * it does not wait any more.
 */
export const moveAfterGuarantor = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  event: Extract<ApplicationEvent, 'guarantor-accepts' | 'guarantor-signs' | 'ask-less'>,
  by: By,
  change: ApplicationChange & { readonly key: PersonKey },
): Promise<Application | null> => {
  const moved = await moveApplication(transaction, services, application, event, by, change);
  if (!moved) return null;
  const task = await stageTaskOf(transaction, moved.personId);
  const officer = task?.state === 'claimed' ? task.claimedById : null;
  const who = officer === null ? null : { memberId: officer, role: 'case-officer' };
  const studied = who && (await moveApplication(transaction, services, moved, 'claim', who));
  const reached = studied ?? moved;
  const news = event === 'ask-less' ? 'answer' : 'guarantor-accepted';
  if (by === null || by === 'guarantor') await tellStudy(transaction, services, reached, change.key, news);
  return reached;
};

/** Whoever stands for an application that is over, or is asked to, is free again; who had accepted hears it. */
export const releaseGuarantor = async (
  transaction: Transaction,
  services: Services,
  application: Application,
): Promise<readonly MessageToPerson[]> => {
  const guarantor = await liveGuarantorOf(transaction, application.id);
  if (!guarantor) return [];
  const released = await moveGuarantor(transaction, services, guarantor, 'release', 'clock');
  if (!released || guarantor.state !== 'accepted' || guarantor.personId === null) return [];
  return [
    {
      personId: guarantor.personId,
      policy: 'dialogue',
      onceKey: `guarantor:${guarantor.id}:released`,
      reply: { parts: [{ key: 'alerts:guarantor.knock' }, { key: 'alerts:guarantor.released' }] },
    },
  ];
};
