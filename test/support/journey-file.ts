/** One of those who talk in a journey, as its header says: `noura = case-officer, نورة, female, web`. */
export interface Side {
  readonly name: string;
  /** `family` for whoever is not of the staff. */
  readonly role: string;
  readonly called: string;
  readonly sex: 'female' | 'male';
  readonly channel: 'web' | 'telegram';
}

/** `name> what it sends`, or a new day (`== 2026-12-01`, at ten in the morning in Riyadh). */
export type JourneyStep = { readonly side: string; readonly sent: string } | { readonly day: string };

export interface JourneyFile {
  readonly header: readonly string[];
  readonly sides: readonly Side[];
  /** What the product's rules say otherwise than the bundled ones, as `rule quotationAboveRiyals = 5000`. */
  readonly rules: { readonly [name: string]: number };
  readonly steps: readonly (JourneyStep & { readonly remarks: readonly string[] })[];
}

const sideLine = /^(\w+) = ([^,]+), ([^,]+), (female|male), (web|telegram)$/u;
const stepLine = /^(\w+)> (.*)$/u;
const ruleLine = /^rule (\w+) = (\d+)$/u;
const dayLine = /^== (\d{4}-\d{2}-\d{2})$/u;

/** Reads a journey: who takes part, then what each sends; whatever else is written is what they are told. */
export const parseJourney = (text: string): JourneyFile => {
  const header: string[] = [];
  const sides: Side[] = [];
  const rules: { [name: string]: number } = {};
  const steps: (JourneyStep & { readonly remarks: readonly string[] })[] = [];
  let remarks: string[] = [];
  for (const line of text.split('\n')) {
    const side = sideLine.exec(line);
    const step = stepLine.exec(line);
    const day = dayLine.exec(line);
    if (steps.length === 0 && !step && !day) {
      if (line.trim() !== '') header.push(line);
      const [, rule, value] = ruleLine.exec(line) ?? [];
      if (rule !== undefined) rules[rule] = Number(value);
      if (side) {
        const [, name = '', role = '', called = '', sex, channel] = side;
        sides.push({ name, role, called, sex: sex as Side['sex'], channel: channel as Side['channel'] });
      }
    } else if (step) {
      steps.push({ side: step[1] ?? '', sent: step[2] ?? '', remarks });
      remarks = [];
    } else if (day) {
      steps.push({ day: day[1] ?? '', remarks });
      remarks = [];
    } else if (line.startsWith('#')) {
      remarks.push(line);
    }
  }
  return { header, sides, rules, steps };
};
