import type { Flow, Lead } from '../../src/engine/vocabulary.ts';
import { matchKey } from '../../src/kernel/text.ts';

export type StaffApplicationDeskAnswers = { family: string };

/** For which family an officer applies: one of the list, or any other by its name, number, mobile or ID. */
export const staffApplicationDesk: Flow<StaffApplicationDeskAnswers> = {
  name: 'staff-application-desk',
  version: 1,
  fleeting: true,
  questions: [{ key: 'family', kind: 'text', choicesFrom: () => ({ source: 'desk-families', params: {} }) }],
  command: (answers) => ({ name: 'begin-desk-application', answers }),
};

const wish =
  /^(?:ابي |ابغي )?(?:طلب |تقديم )?تمويل (?:عن|نيابه عن) (.+)$|^(?:apply|financing|application) (?:for|on behalf of) (.+)$/u;
const nobody = new Set(['اسره', 'عايله', 'عائله', 'احد', 'a family', 'family', 'somebody']);

/** «طلب تمويل عن أم صالح», "apply for Um Saleh": for whom an officer wants to apply; null for other words. */
export const leadToDesk = (words: string): Lead | null => {
  const [whole, arabic, english] = wish.exec(matchKey(words)) ?? [];
  if (whole === undefined) return null;
  const named = (arabic ?? english ?? '').trim();
  const opening = {
    flow: 'staff-application-desk',
    params: nobody.has(named) ? {} : { family: named },
  };
  return { opening, first: true };
};
