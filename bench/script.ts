/** One question of the script that all engines are measured with. */
export interface ScriptQuestion {
  readonly key: string;
  readonly kind: 'text' | 'choice' | 'number';
  readonly choices: readonly string[];
  readonly least: number;
  readonly most: number;
}

/** What a person sends: typed words, or a button's id. */
export type ScriptInput = { readonly text: string } | { readonly choice: string };

/** A conversation from its first message to its end, with what an engine must say to each message. */
export interface Script {
  readonly questions: readonly ScriptQuestion[];
  readonly steps: readonly { readonly input: ScriptInput; readonly says: string }[];
  /** The right answer to each question. */
  readonly rightInputs: readonly ScriptInput[];
}

const kindsInTurn = ['text', 'choice', 'number'] as const;
const choices = ['palm', 'wool', 'clay', 'silver'] as const;
/** Typed answers of the length that families type. */
const words = [
  'نورة عبدالله المطيري',
  'حي النزهة، شارع الأمير سلطان',
  'سلال من الخوص وحقائب',
  'بريدة',
  'أعمل من البيت مع أخواتي منذ سنين',
];
/** Every eighth question is answered wrongly first. */
const isAnsweredWrongly = (position: number): boolean => position % 8 === 5;

export const firstMessage: ScriptInput = { text: '/start' };
export const asks = (question: ScriptQuestion): string => `ask:${question.key}`;
/** A wrong answer is told what is wrong, and the question is put again, in one message. */
export const asksAgain = (question: ScriptQuestion): string => `problem\n${asks(question)}`;
export const ends = (answers: Record<string, string | number>): string => `done:${JSON.stringify(answers)}`;

/**
 * The rule of an answer, for engines that bring none of their own: the value, or null when it is not valid.
 * Text of 2 to 60 characters, one of the choices, a whole number within its bounds.
 */
export const readAnswer = (question: ScriptQuestion, given: string): string | number | null => {
  if (question.kind === 'choice') return question.choices.includes(given) ? given : null;
  const words = given.trim();
  if (question.kind === 'text')
    return words.length >= question.least && words.length <= question.most ? words : null;
  if (!/^\d{1,9}$/u.test(words)) return null;
  const value = Number(words);
  return value >= question.least && value <= question.most ? value : null;
};

export const givenText = (input: ScriptInput): string => ('text' in input ? input.text : input.choice);

const questionAt = (position: number): ScriptQuestion => {
  const kind = kindsInTurn[position % kindsInTurn.length] ?? 'text';
  const bounds = kind === 'text' ? { least: 2, most: 60 } : { least: 0, most: 120 };
  return { key: `question${position + 1}`, kind, choices: kind === 'choice' ? choices : [], ...bounds };
};

const rightAnswer = (question: ScriptQuestion, position: number): ScriptInput => {
  if (question.kind === 'choice') return { choice: choices[position % choices.length] ?? 'palm' };
  if (question.kind === 'number') return { text: String((position * 7) % 120) };
  return { text: words[position % words.length] ?? '' };
};

const wrongAnswer = (question: ScriptQuestion): ScriptInput => {
  if (question.kind === 'choice') return { text: 'zzz' };
  return { text: question.kind === 'number' ? '4000' : 'x' };
};

/** A registration-like flow of so many questions in a row: text, choice, number, text, … */
export const makeScript = (length: number): Script => {
  const questions = Array.from({ length }, (_, position) => questionAt(position));
  const answers: Record<string, string | number> = {};
  const steps: { input: ScriptInput; says: string }[] = [];
  const rightInputs = questions.map(rightAnswer);
  const saysNext = (position: number): string => {
    const next = questions[position];
    return next ? asks(next) : ends(answers);
  };
  steps.push({ input: firstMessage, says: saysNext(0) });
  questions.forEach((question, position) => {
    if (isAnsweredWrongly(position)) steps.push({ input: wrongAnswer(question), says: asksAgain(question) });
    const input = rightInputs[position] ?? firstMessage;
    answers[question.key] = readAnswer(question, givenText(input)) ?? '';
    steps.push({ input, says: saysNext(position + 1) });
  });
  return { questions, steps, rightInputs };
};

/**
 * Where growth along a flow is measured: each is the first of three questions in a row, one of each kind. 15 apart, the
 * answers are the same words: what differs is only how many answers stand before them.
 */
export const windows = [5, 20, 35, 50, 65, 80] as const;
export const windowLength = 3;
