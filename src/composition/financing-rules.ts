import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../config/configuration.ts';
import { type FinancingRules, financingRulesSchema } from '../domain/financing/index.ts';
import { fail, ok, type Result } from '../kernel/result.ts';

type Sentence = { readonly sentence: string };

const bundledFile = fileURLToPath(new URL('../domain/financing/default-rules.json', import.meta.url));

const wrong = (what: string): Result<never, Sentence> =>
  fail({ sentence: `FINANCING_RULES is not valid: ${what}.` });

/** The programme's rules from the configured file, or the bundled ones; a wrong file is told by its field. */
export const readFinancingRules = async ({
  financingRulesFile,
}: Pick<Configuration, 'financingRulesFile'>): Promise<Result<FinancingRules, Sentence>> => {
  const file = financingRulesFile ?? bundledFile;
  let read: unknown;
  try {
    read = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return wrong(`${file} should be a file of JSON that can be read`);
  }
  const rules = financingRulesSchema.safeParse(read);
  if (rules.success) return ok(rules.data);
  const [issue] = rules.error.issues;
  const field = (issue?.path ?? []).join('.');
  return wrong(`in ${file}, ${field === '' ? 'the whole' : field}: ${issue?.message ?? 'is not known'}`);
};
