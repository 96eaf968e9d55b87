import type { Answers, Message } from '../../engine/vocabulary.ts';
import { addDays, todayInRiyadh } from '../../kernel/iso-dates.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Refusal, Services } from '../contract.ts';
import { beyondCapacity, brokenRule, concernsDiffer, wishOf } from './policy.ts';
import type { FinancingRules } from './rules.ts';
import { rulesIfKnown, rulesInForce } from './rules-store.ts';
import type { Transaction } from './store.ts';

/** The rules that an application stands on, and what its family is told of them where they changed on the way. */
export interface RulesOfApplication {
  readonly version: number;
  readonly rules: FinancingRules;
  readonly told: Message | null;
}

const broken = (rules: FinancingRules, answers: Answers, first: boolean): Refusal | null =>
  brokenRule(rules, wishOf(answers), first) ?? beyondCapacity(rules, answers);

/**
 * Under which rules an application is submitted: those with which its conversation began, for as many days after newer
 * ones came into force as these allow; then the newer ones. An answer that those do not allow is asked anew, with what
 * changed; all others stand.
 * @param begunVersion the version that the conversation began with; the one in force where it is not known
 */
export const rulesForSubmit = async (
  transaction: Transaction,
  services: Services,
  answers: Answers,
  begunVersion: number | null,
  first: boolean,
): Promise<Result<RulesOfApplication, Refusal>> => {
  const force = await rulesInForce(transaction);
  if (!force) throw new Error('no financing rules are in force');
  const earlier = begunVersion === null || begunVersion === force.version ? null : begunVersion;
  const begun = earlier === null ? null : await rulesIfKnown(transaction, earlier);
  const differ = begun !== null && concernsDiffer(begun, force.rules, wishOf(answers).product);
  const holdsUntil = addDays(todayInRiyadh(force.validFrom.getTime()), force.rules.earlierRulesHoldDays);
  if (begun && earlier !== null && services.today <= holdsUntil) {
    const why = broken(begun, answers, first);
    if (why) return fail(why);
    return ok({
      version: earlier,
      rules: begun,
      told: differ ? { key: 'alerts:application-rules.kept' } : null,
    });
  }
  const why = broken(force.rules, answers, first);
  if (why) return fail(differ ? { question: why.question, problem: 'rules-changed' } : why);
  return ok({
    version: force.version,
    rules: force.rules,
    told: differ ? { key: 'alerts:application-rules.newer' } : null,
  });
};
