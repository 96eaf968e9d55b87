import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandHandler } from '../contract.ts';
import { touchTask } from '../families/index.ts';
import { lockCase } from '../tasks/index.ts';
import { isHousehold } from './assumptions.ts';
import { correctionById, correctionsOf, settleCorrection } from './correction-store.ts';
import { stageTaskOf } from './stages.ts';
import { lastApplicationOf } from './store.ts';

const wordsIn = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

/** The family's yes or no to a correction of its study; whoever studies it hears which. */
export const answerCorrection: CommandHandler = async ({ transaction, services, actor, answers }) => {
  await lockCase(transaction, actor.personId);
  const application = await lastApplicationOf(transaction, actor.personId);
  const id = wordsIn(answers.correction);
  const seen = id === null ? null : await correctionById(transaction, id);
  const agreed = answers.agreed === true;
  const why = agreed ? null : wordsIn(answers.why);
  const settled =
    application && seen?.applicationId === application.id
      ? await settleCorrection(
          transaction,
          services,
          seen,
          agreed ? 'agree' : 'refuse',
          why === null ? null : { key: actor.key, text: why },
        )
      : null;
  if (!application || !settled) {
    return ok({ outcome: { told: { key: 'alerts:application-told.too-late' } } });
  }
  const task = await stageTaskOf(transaction, actor.personId);
  if (task) {
    const news = agreed ? 'correction-agreed' : 'correction-refused';
    const answered = (await correctionsOf(transaction, application.id, actor.key)).find(
      ({ row }) => row.id === settled.id,
    );
    // A card tells nothing of the household's money: what is said to that is read in the file, by who holds it.
    const words = answered && isHousehold(answered.change.field) ? null : why;
    await touchTask(transaction, services, task, actor.key, { news, words });
  }
  const params = {
    number: String(application.number),
    promisedDay: {
      date: todayInRiyadh((application.promisedAt ?? services.now).getTime()),
      withHijri: true,
    },
  };
  return ok({
    outcome: { told: { key: `agree-correction:told.${agreed ? 'agreed' : 'refused'}`, params } },
    audit: [
      {
        action: `study-correction.${settled.state}`,
        subjectKind: 'application',
        subjectId: application.id,
        references: { number: application.number, correction: settled.id },
      },
    ],
  });
};
