/** Asks one part of the house whether it works now; false, a rejection and silence all mean that it does not. */
type HealthCheck = () => Promise<boolean>;

export type HealthChecks = { readonly [part: string]: HealthCheck };

interface Readiness {
  readonly ready: boolean;
  readonly checks: { readonly [part: string]: 'ok' | 'missing' };
  /** The parts that are missing, by name. */
  readonly missing: readonly string[];
}

async function works(check: HealthCheck, timeoutMillis: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMillis);
  });
  try {
    return await Promise.race([check(), silence]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks all parts at once, and waits for none of them longer than `timeoutMillis`. */
export async function readiness(checks: HealthChecks, timeoutMillis = 2000): Promise<Readiness> {
  const names = Object.keys(checks);
  const answers = await Promise.all(names.map((name) => works(checks[name]!, timeoutMillis)));
  const missing = names.filter((_, index) => !answers[index]);
  return {
    ready: missing.length === 0,
    checks: Object.fromEntries(names.map((name, index) => [name, answers[index] ? 'ok' : 'missing'])),
    missing,
  };
}
