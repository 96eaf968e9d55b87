import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { familyTransitions } from '../src/domain/families/states.ts';
import { bankDecisionTransitions } from '../src/domain/financing/bank-decision-states.ts';
import { correctionTransitions } from '../src/domain/financing/correction-states.ts';
import { guarantorTransitions } from '../src/domain/financing/guarantor-states.ts';
import { quotationTransitions } from '../src/domain/financing/quotation-states.ts';
import { signedFormTransitions } from '../src/domain/financing/signed-form-states.ts';
import { applicationTransitions } from '../src/domain/financing/states.ts';
import { taskTransitions } from '../src/domain/tasks/states.ts';
import type { Transition } from '../src/domain/transitions.ts';

// docs/cases/: every case's states as a diagram and a table, from the tables that the program and the database obey.
// `--check` finds a document that is not what would be written now.

type Row = Transition<string, string>;

const cases: readonly {
  readonly file: string;
  readonly title: string;
  readonly says: string;
  readonly rows: readonly Row[];
}[] = [
  { file: 'family', title: 'A family’s registration', says: '', rows: familyTransitions },
  { file: 'application', title: 'An application for financing', says: '', rows: applicationTransitions },
  { file: 'guarantor', title: 'The guarantor of an application', says: '', rows: guarantorTransitions },
  {
    file: 'bank-decision',
    title: 'A decision of the bank on paper',
    says: 'Recorded by one, confirmed by another; only then the application moves.',
    rows: bankDecisionTransitions,
  },
  {
    file: 'study-correction',
    title: 'A correction of a project’s study',
    says: 'While one waits for the family, nothing goes to the bank.',
    rows: correctionTransitions,
  },
  {
    file: 'signed-form',
    title: 'The paper that a family signs at the desk',
    says: 'Sent by one, seen by another; only then what the desk wrote is an application.',
    rows: signedFormTransitions,
  },
  {
    file: 'quotation',
    title: 'A supplier’s quotation',
    says: 'One whose day has passed is renewed by another, and kept.',
    rows: quotationTransitions,
  },
  { file: 'task', title: 'A task of the staff', says: '', rows: taskTransitions },
];

const node = (state: string): string => (state === 'none' ? '[*]' : state.replaceAll('-', '_'));

/** Arrows between the same two states share one label. */
const arrows = (rows: readonly Row[]): readonly string[] => {
  const between = new Map<string, string[]>();
  for (const { from, event, to } of rows) {
    const key = `${node(from)} --> ${node(to)}`;
    between.set(key, [...(between.get(key) ?? []), event]);
  }
  return [...between].map(([key, events]) => `  ${key} : ${[...new Set(events)].join(', ')}`);
};

const ends = (rows: readonly Row[]): readonly string[] => {
  const begins = new Set(rows.map(({ from }) => from));
  return [...new Set(rows.map(({ to }) => to))]
    .filter((state) => !begins.has(state))
    .map((state) => `  ${node(state)} --> [*]`);
};

const days = ({ dueInWorkingDays }: Row): string =>
  dueInWorkingDays === undefined
    ? 'as before'
    : dueInWorkingDays === null
      ? 'none'
      : String(dueInWorkingDays);

const documentOf = ({ title, says, rows }: (typeof cases)[number]): string =>
  [
    `# ${title}`,
    '',
    `Written by \`npm run generate\` from the table of transitions, which the database holds too.${says ? ` ${says}` : ''}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...arrows(rows),
    ...ends(rows),
    '```',
    '',
    '| from | event | by | rule | to | working days promised |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) => `| ${row.from} | ${row.event} | ${row.by} | ${row.guard ?? ''} | ${row.to} | ${days(row)} |`,
    ),
    '',
  ].join('\n');

const folder = new URL('../docs/cases/', import.meta.url);
const isCheck = process.argv.includes('--check');
mkdirSync(folder, { recursive: true });
let drifted = 0;
for (const one of cases) {
  const path = new URL(`${one.file}.md`, folder);
  const wanted = documentOf(one);
  if (!isCheck) {
    writeFileSync(path, wanted);
    continue;
  }
  let kept = '';
  try {
    kept = readFileSync(path, 'utf8');
  } catch {
    // It is missing, and differs from what is wanted.
  }
  if (kept === wanted) continue;
  drifted += 1;
  console.log(`docs/cases/${one.file}.md is not what the table says: npm run generate`);
}
process.exitCode = drifted === 0 ? 0 : 1;
