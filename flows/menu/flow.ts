import { asksWhy, objects, objectsBecause } from '../../src/domain/families/policy.ts';
import type { Answers, Facts, Flow, Lead } from '../../src/engine/vocabulary.ts';
import { isRegistered, isWelcomed, memberRole, needsAgreement } from '../facts.ts';
import { guarantorTold } from '../name-guarantor/told.ts';
import { leadToAbsence } from '../staff-absence/flow.ts';
import { leadToDesk } from '../staff-application-desk/flow.ts';
import { leadToFile } from '../staff-task.ts';

/** Who may record what the bank decided on paper. */
const readsLetters = (role: string): boolean => role === 'finance-officer' || role === 'manager';

const leadOfStaff = (words: string, facts: Facts): Lead | null => {
  const role = memberRole(facts) ?? '';
  const toDesk = readsFiles(role) ? leadToDesk(words) : null;
  const toAbsence = role === 'bank-officer' ? null : leadToAbsence(words, facts, true);
  return toDesk ?? toAbsence ?? leadToFile(words);
};

/** «ليش؟» after a refusal asks for its reason, the words in which it was told; «أعترض» objects to it. */
const leadToRefusal = (words: string): Lead | null => {
  if (asksWhy(words)) return { need: { source: 'why-refused', params: {} }, first: true };
  if (objectsBecause(words))
    return { need: { source: 'objection', params: { message: words } }, first: true };
  return objects(words) ? { need: { source: 'objection', params: {} }, first: true } : null;
};

/** A name with a number, or a card («محمد السالم ٠٥٥…»), where an application waits for a guarantor. */
const leadToGuarantor = (words: string, facts: Facts): Lead | null => {
  const told = isRegistered(facts) ? guarantorTold(words) : null;
  return told && { need: { source: 'guarantor-told', params: { told } }, first: true };
};

/** Whose work the families' registrations are. */
const readsFiles = (role: string): boolean => role === 'case-officer' || role === 'manager';

/** Under which key the words for members of staff stand: what they can do differs. */
const wordsForStaff = (role: string): string => {
  if (role === 'bank-officer') return 'bank';
  return readsFiles(role) ? 'staff' : 'specialist';
};

/** Choices of the menu, what matters now on top; an id names a flow or an intent. */
const menuChoices = (facts: Facts): readonly string[] => {
  const role = memberRole(facts);
  if (role === 'bank-officer') return ['staff-tasks', 'settings'];
  if (role !== null) {
    const files = readsFiles(role) ? ['staff-files', 'staff-application-desk'] : [];
    const own = isRegistered(facts) ? ['status'] : [];
    const letters = readsLetters(role) ? ['staff-bank-letter'] : [];
    return ['staff-tasks', ...files, ...letters, 'staff-register', 'staff-absence', ...own, 'settings'];
  }
  if (!isRegistered(facts)) {
    // Who was asked for the consent and did not give it may come back to it in so many words.
    const guarantor = facts.guarantor === true;
    const consent = !isWelcomed(facts) && !guarantor && (facts.address ?? null) !== null ? ['welcome'] : [];
    return [
      ...(guarantor ? ['guarantee-status'] : []),
      'registration',
      'talk-to-person',
      'settings',
      ...consent,
    ];
  }
  const financing = facts.familyState === 'approved' && !needsAgreement(facts) ? ['loan-application'] : [];
  const own = ['status', ...financing, 'my-data', 'talk-to-person', 'settings'];
  return needsAgreement(facts) ? ['agree-registration', ...own] : own;
};

export const menu: Flow = {
  name: 'menu',
  version: 1,
  questions: [
    {
      key: 'menu',
      kind: 'choice',
      opens: true,
      wordsFor(facts) {
        const role = memberRole(facts);
        return role === null ? null : wordsForStaff(role);
      },
      // Whoever is staff and no family has no talk of its own.
      awaited: (facts) =>
        memberRole(facts) === null || isRegistered(facts) ? { source: 'awaited-answer', params: {} } : null,
      leads: (words, facts) =>
        memberRole(facts) === null
          ? (leadToRefusal(words) ?? leadToGuarantor(words, facts))
          : leadOfStaff(words, facts),
      choices: (_answers: Partial<Answers>, facts) => menuChoices(facts),
    },
  ],
  command: () => null,
};
