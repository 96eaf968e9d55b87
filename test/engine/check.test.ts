import { describe, expect, it } from 'vitest';
import { loadFlowsHouse } from '../../src/composition/flows-house.ts';
import { checkFlows } from '../../src/engine/check/check-flows.ts';
import { type Broken, soundFlow } from './broken-flows/broken.ts';
import { changedShape } from './broken-flows/changed-shape.ts';
import { danglingNames } from './broken-flows/dangling-names.ts';
import { endlessPath } from './broken-flows/endless-path.ts';
import { impossibleAnswer } from './broken-flows/impossible-answer.ts';
import { labelsAlike } from './broken-flows/labels-alike.ts';
import { lostAnswers } from './broken-flows/lost-answers.ts';
import { missingGender } from './broken-flows/missing-gender.ts';
import { missingPlural } from './broken-flows/missing-plural.ts';
import { missingText } from './broken-flows/missing-text.ts';
import { realExample } from './broken-flows/real-example.ts';
import { strandedFlow } from './broken-flows/stranded-flow.ts';
import { throwingRule } from './broken-flows/throwing-rule.ts';
import { tooLongChoice } from './broken-flows/too-long-choice.ts';
import { tooLongText } from './broken-flows/too-long-text.ts';
import { tooManyButtons } from './broken-flows/too-many-buttons.ts';
import { unfilledPlace } from './broken-flows/unfilled-place.ts';
import { unmarkedSecret } from './broken-flows/unmarked-secret.ts';
import { unreachableQuestion } from './broken-flows/unreachable-question.ts';
import { tinyHouse } from './tiny-house.ts';

const said = (broken: Omit<Broken, 'says'>): readonly string[] =>
  checkFlows(tinyHouse(broken, broken.house)).map(({ flow, sentence }) => `${flow}: ${sentence}`);

const brokenFlows: { readonly [name: string]: Broken } = {
  'changed-shape': changedShape,
  'dangling-names': danglingNames,
  'endless-path': endlessPath,
  'impossible-answer': impossibleAnswer,
  'labels-alike': labelsAlike,
  'lost-answers': lostAnswers,
  'missing-gender': missingGender,
  'missing-plural': missingPlural,
  'missing-text': missingText,
  'real-example': realExample,
  'stranded-flow': strandedFlow,
  'throwing-rule': throwingRule,
  'too-long-choice': tooLongChoice,
  'too-long-text': tooLongText,
  'too-many-buttons': tooManyButtons,
  'unfilled-place': unfilledPlace,
  'unmarked-secret': unmarkedSecret,
  'unreachable-question': unreachableQuestion,
};

describe('a broken flow is told by its exact sentences', () => {
  it.each(Object.entries(brokenFlows))('%s', (_name, broken) => {
    expect(said(broken)).toEqual(broken.says);
  });
});

describe('what is sound', () => {
  it('has no problems', () => {
    expect(said({ flows: [soundFlow({})] })).toEqual([]);
  });

  it('is so in the flows of this program', async () => {
    expect(checkFlows(await loadFlowsHouse())).toEqual([]);
  }, 120_000);
});
