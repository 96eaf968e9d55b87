import type { CompiledFlow } from '../engine/registry.ts';
import type { Question } from '../engine/vocabulary.ts';
import type { Renderer } from '../i18n/render.ts';

const node = (position: number): string => `q${position}`;

const boxOf = (question: Question): string => {
  const words = `${question.key}<br/>${question.subflow === undefined ? question.kind : `flow ${question.subflow}`}`;
  if (question.kind === 'review') return `{{"${words}"}}`;
  return question.when ? `(["${words}"])` : `["${words}"]`;
};

/** The questions that may come next: up to and with the first that is always asked; past the last stands the end. */
const followersOf = (questions: readonly Question[], position: number): readonly number[] => {
  const followers: number[] = [];
  for (let next = position + 1; next < questions.length; next++) {
    followers.push(next);
    if (!questions[next]?.when) return followers;
  }
  return [...followers, questions.length];
};

/** A flow as a mermaid flowchart: rounded boxes are asked only of some, dotted arrows lead to them or past them. */
const diagramOf = ({ flow }: CompiledFlow): string => {
  const { questions } = flow;
  const end = questions.length;
  const lines = ['flowchart TD', '  begin((begin))'];
  for (const [position, question] of questions.entries()) lines.push(`  ${node(position)}${boxOf(question)}`);
  lines.push(`  ${node(end)}((end))`);
  const arrows = (from: string, position: number): void => {
    const followers = followersOf(questions, position);
    for (const next of followers)
      lines.push(`  ${from} ${followers.length > 1 ? '-.->' : '-->'} ${node(next)}`);
  };
  arrows('begin', -1);
  for (const [position, question] of questions.entries()) {
    arrows(node(position), position);
    if (question.ends) lines.push(`  ${node(position)} -. may end .-> ${node(end)}`);
  }
  return [...new Set(lines)].join('\n');
};

const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', '<br/>');

const traitsOf = (question: Question): string =>
  [
    question.optional ? 'optional' : '',
    question.sensitive ? 'sensitive' : '',
    question.when ? 'sometimes' : '',
    question.verbatim ? 'in her own words' : '',
    question.choicesFrom ? 'choices from data' : '',
  ]
    .filter((trait) => trait !== '')
    .join(', ');

const choicesOf = ({ choices }: Question): string => (Array.isArray(choices) ? choices.join(', ') : '');

const rowsOf = (
  renderer: Renderer,
  namespace: string,
  question: Question,
  prefix: string,
): readonly string[] => {
  const name = `${prefix}${question.key}`;
  const asked = (language: 'ar' | 'en'): string =>
    question.subflow === undefined
      ? renderer.message(
          { key: `${namespace}:${name}.ask` },
          { language, address: 'female', digits: language === 'ar' ? 'arabic' : 'latin' },
        )
      : `see [${question.subflow}](${question.subflow}.md)`;
  const cells = [
    `\`${name}\``,
    question.kind,
    traitsOf(question),
    choicesOf(question),
    asked('ar'),
    asked('en'),
  ];
  return [
    `| ${cells.map(cell).join(' | ')} |`,
    ...(question.questions ?? []).flatMap((inner) => rowsOf(renderer, namespace, inner, `${question.key}.`)),
  ];
};

/** The page of one flow: its diagram and its questions, as a woman is asked them. */
export const documentOf = (renderer: Renderer, compiled: CompiledFlow): string => {
  const { flow, namespace } = compiled;
  return `# ${flow.name}

Version ${flow.version}. Written by \`npm run flows -- docs\` from \`flows/${flow.name}/flow.ts\` and \`locales/*/${namespace}.json\`; changes belong there.

\`\`\`mermaid
${diagramOf(compiled)}
\`\`\`

| question | kind | | choices | Arabic | English |
|---|---|---|---|---|---|
${flow.questions.flatMap((question) => rowsOf(renderer, namespace, question, '')).join('\n')}
`;
};
