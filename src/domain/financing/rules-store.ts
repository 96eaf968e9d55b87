import { createHash } from 'node:crypto';
import type { Transaction } from '../../db/client.ts';
import { type FinancingRules, financingRulesSchema } from './rules.ts';

/** Two processes that start at once agree on the version. */
const rulesLock = 7_243_003;

export interface RulesInForce {
  readonly version: number;
  readonly rules: FinancingRules;
  /** When they came into force. */
  readonly validFrom: Date;
}

const hashOf = (rules: FinancingRules): string =>
  createHash('sha256').update(JSON.stringify(rules)).digest('hex');

/** The rules in force: of all versions the one that began last; null before the program was ever started. */
export const rulesInForce = async (transaction: Transaction): Promise<RulesInForce | null> => {
  const row = await transaction.financingRules.findFirst({
    orderBy: [{ validFrom: 'desc' }, { version: 'desc' }],
  });
  return (
    row && {
      version: row.version,
      rules: financingRulesSchema.parse(row.rules),
      validFrom: row.validFrom,
    }
  );
};

/** A version's rules; null where there never was such a version. */
export const rulesIfKnown = async (
  transaction: Transaction,
  version: number,
): Promise<FinancingRules | null> => {
  const row = await transaction.financingRules.findUnique({ where: { version } });
  return row && financingRulesSchema.parse(row.rules);
};

export const rulesOfVersion = async (transaction: Transaction, version: number): Promise<FinancingRules> => {
  const row = await transaction.financingRules.findUniqueOrThrow({ where: { version } });
  return financingRulesSchema.parse(row.rules);
};

/**
 * Puts the configured rules into force: as a new version where they never were before, else under the version that
 * they had. What is in force already stays as it is.
 */
export const putRulesIntoForce = async (
  transaction: Transaction,
  rules: FinancingRules,
  now: Date,
): Promise<RulesInForce> => {
  await transaction.$queryRaw`select 1 as one from pg_advisory_xact_lock(${rulesLock})`;
  const hash = hashOf(rules);
  const current = await rulesInForce(transaction);
  if (current && hashOf(current.rules) === hash) return current;
  const known = await transaction.financingRules.findUnique({ where: { hash } });
  if (known) {
    await transaction.financingRules.update({ where: { hash }, data: { validFrom: now } });
    return { version: known.version, rules, validFrom: now };
  }
  const last = await transaction.financingRules.aggregate({ _max: { version: true } });
  const version = (last._max.version ?? 0) + 1;
  await transaction.financingRules.create({ data: { version, rules, hash, validFrom: now } });
  return { version, rules, validFrom: now };
};
