/** One input of a transcript, and what the assistant is expected to say to it. */
export interface TranscriptStep {
  /** Remarks above the input. */
  readonly remarks: readonly string[];
  /** A new day from this input on, as `== 2026-11-27` says. */
  readonly day: string | null;
  /** What the person sends, as written after `> `. */
  readonly sent: string;
  readonly expected: readonly string[];
}

export interface TranscriptFile {
  readonly header: readonly string[];
  readonly steps: readonly TranscriptStep[];
}

const withoutBlankEnd = (lines: readonly string[]): readonly string[] => {
  const kept = [...lines];
  while (kept.at(-1)?.trim() === '') kept.pop();
  return kept;
};

/** Reads a transcript: a header, then `> inputs`, each followed by the indented lines that it is answered with. */
export const parseTranscript = (text: string): TranscriptFile => {
  const header: string[] = [];
  const steps: { remarks: string[]; day: string | null; sent: string; expected: string[] }[] = [];
  let remarks: string[] = [];
  let day: string | null = null;
  for (const line of text.split('\n')) {
    const last = steps.at(-1);
    if (line.startsWith('> ')) {
      steps.push({ remarks, day, sent: line.slice(2), expected: [] });
      remarks = [];
      day = null;
    } else if (line.startsWith('== ')) {
      day = line.slice(3).trim();
    } else if (last && line.startsWith('#')) {
      remarks.push(line);
    } else if (last) {
      last.expected.push(line);
    } else {
      header.push(line);
    }
  }
  return {
    header: withoutBlankEnd(header),
    steps: steps.map((step) => ({ ...step, expected: withoutBlankEnd(step.expected) })),
  };
};

/** Writes a transcript as it is kept. */
export const formatTranscript = ({ header, steps }: TranscriptFile): string => {
  const blocks = steps.map(({ remarks, day, sent, expected }) =>
    [...remarks, ...(day === null ? [] : [`== ${day}`]), `> ${sent}`, ...expected].join('\n'),
  );
  return `${[header.join('\n'), ...blocks].join('\n\n')}\n`;
};
