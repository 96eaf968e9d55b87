import type { Answers } from '../../engine/vocabulary.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandHandler } from '../contract.ts';
import { type ConsentPurpose, consentTexts } from './policy.ts';
import { changePerson, recordConsents, type SpokenTo } from './store.ts';

const spokenTo = (answers: Answers): SpokenTo =>
  Object.fromEntries(
    ['language', 'address', 'digits'].flatMap((name) =>
      typeof answers[name] === 'string' ? [[name, answers[name]]] : [],
    ),
  );

const purposes: readonly ConsentPurpose[] = ['data', 'announcements'];

/** What was agreed to at the welcome, each purpose with the words as they were shown. */
export const recordWelcome: CommandHandler = async ({ transaction, services, actor, answers }) => {
  const given = (answers.consents ?? {}) as { readonly [purpose: string]: unknown };
  const language = answers.language === 'en' ? 'en' : answers.language === 'ar' ? 'ar' : actor.language;
  const answered = purposes.filter((purpose) => typeof given[purpose] === 'boolean');
  await recordConsents(
    transaction,
    services,
    { ...actor, language },
    answered.map((purpose) => ({
      purpose,
      textKey: consentTexts[purpose],
      given: given[purpose] === true,
    })),
    spokenTo(answers),
  );
  return ok({
    audit: answered.map((purpose) => ({
      action: given[purpose] === true ? 'consent.given' : 'consent.refused',
      subjectKind: 'person',
      subjectId: actor.personId,
      references: { purpose },
    })),
  });
};

/** Language, address and digits, as somebody likes to be written to. */
export const recordSettings: CommandHandler = async ({ transaction, actor, answers }) => {
  await changePerson(transaction, actor.personId, spokenTo(answers));
  return ok({});
};

/** Announcements taken up or ended by somebody's own words, each with the text that was shown. */
const recordAnnouncements =
  (given: boolean): CommandHandler =>
  async ({ transaction, services, actor }) => {
    const textKey = consentTexts[given ? 'start-announcements' : 'stop-announcements'];
    await recordConsents(transaction, services, actor, [{ purpose: 'announcements', textKey, given }]);
    return ok({
      audit: [
        {
          action: given ? 'consent.given' : 'consent.withdrawn',
          subjectKind: 'person',
          subjectId: actor.personId,
          references: { purpose: 'announcements' },
        },
      ],
    });
  };

/** No more announcements: the consent is withdrawn, and messages about the own case go on. */
export const stopAnnouncements = recordAnnouncements(false);

/** Announcements again, after a yes to the words of that consent. */
export const startAnnouncements = recordAnnouncements(true);
