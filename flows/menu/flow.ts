import type { Answers, Facts, Flow } from '../../src/engine/vocabulary.ts';
import { isRegistered, memberRole, needsAgreement } from '../facts.ts';

/** Choices of the menu, what matters now on top; an id names a flow or an intent. */
const menuChoices = (facts: Facts): readonly string[] => {
  const role = memberRole(facts);
  if (role === 'bank-officer') return ['settings'];
  if (role !== null) {
    const own = isRegistered(facts) ? ['status'] : [];
    return ['staff-tasks', 'staff-files', 'staff-register', 'staff-absence', ...own, 'settings'];
  }
  if (!isRegistered(facts)) return ['registration', 'talk-to-person', 'settings'];
  const own = ['status', 'my-data', 'talk-to-person', 'settings'];
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
      wordsFor: (facts) => (memberRole(facts) === null ? null : 'staff'),
      awaited: { source: 'awaited-answer', params: {} },
      choices: (_answers: Partial<Answers>, facts) => menuChoices(facts),
    },
  ],
  command: () => null,
};
