/** Middle, lowest and highest of the rounds. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), low: at(0), high: at(1) };
};

export const ratiosOf = (ours: readonly number[], theirs: readonly number[]): Spread =>
  spreadOf(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));

export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));

export const roundedSpread = ({ median, low, high }: Spread, digits = 3): Spread => ({
  median: rounded(median, digits),
  low: rounded(low, digits),
  high: rounded(high, digits),
});

/** Seconds of processor time that this process has had, all its threads together. */
export const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The value below which a share of the sorted values lies. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

export interface Participant {
  readonly name: string;
  /** Works for about so long and gives its measure, such as turns a second. */
  measure(millis: number): Promise<number>;
}

/**
 * Measures all participants in turn, round after round (A B C A B C …), so that whatever else the machine does falls
 * on all of them alike; a first round warms up and does not count. Gives each one's measures, by name, in rounds.
 */
export const interleaved = async (
  participants: readonly Participant[],
  options: { readonly rounds: number; readonly millis: number },
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const measured = new Map<string, number[]>(participants.map(({ name }) => [name, []]));
  for (let round = 0; round <= options.rounds; round++) {
    for (const { name, measure } of participants) {
      const value = await measure(options.millis);
      if (round > 0) measured.get(name)?.push(value);
    }
  }
  return measured;
};
