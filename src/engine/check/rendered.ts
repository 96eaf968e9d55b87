import type { Message, Reply } from '../vocabulary.ts';
import {
  type ChannelLimits,
  type CheckedHouse,
  type CheckedLanguage,
  checkedLanguages,
  type Reader,
  type RenderedReply,
} from './house.ts';
import { messagesOf } from './message-keys.ts';
import { messageProblems } from './texts.ts';

const bytes = (words: string): number => new TextEncoder().encode(words).length;
const bareKey = /^[a-z-]+:[A-Za-z][\w-]*(?:\.[\w-]+)*$/u;

const shorten = (words: string): string => (words.length > 40 ? `${words.slice(0, 40)}…` : words);

/** What of a rendered reply a channel cannot carry. */
const channelProblems = (
  reply: Reply,
  rendered: RenderedReply,
  { name, textCharacters, captionCharacters, buttons }: ChannelLimits,
): readonly string[] => {
  const problems: string[] = [];
  const most = reply.media ? captionCharacters : textCharacters;
  if (rendered.text.length > most)
    problems.push(
      `a text of ${rendered.text.length} characters is over the ${most} of ${name}: "${shorten(rendered.text)}"`,
    );
  if (!buttons) return problems;
  const shown = [...rendered.choices, ...rendered.controls];
  if (shown.length > buttons.most)
    problems.push(
      `${shown.length} buttons are over the ${buttons.most} of ${name}: "${shorten(rendered.text)}"`,
    );
  for (const { id, label } of shown) {
    if (label.length > buttons.labelCharacters)
      problems.push(
        `the label "${shorten(label)}" is over the ${buttons.labelCharacters} characters of ${name}`,
      );
    if (bytes(id) > buttons.idBytes)
      problems.push(`the choice id ${shorten(id)} is over the ${buttons.idBytes} bytes of ${name}`);
  }
  return problems;
};

const wordProblems = (
  { text, choices, controls }: RenderedReply,
  language: CheckedLanguage,
  isTold: boolean,
): readonly string[] => {
  const labels = [...choices, ...controls].map(({ label }) => label);
  const lines = [...text.split('\n'), ...labels];
  return [
    ...lines
      .filter((line) => line.includes('{{'))
      .map((line) => `an unfilled place is shown in ${language}: "${line}"`),
    ...lines
      .filter((line) => bareKey.test(line.trim()))
      .map((line) => `a key is shown in ${language}: "${line}"`),
    ...(text.trim() === '' && !isTold ? [`a message without words is sent in ${language}`] : []),
    ...labels
      .filter((label) => label.trim() === '')
      .map(() => `a button without words is shown in ${language}`),
  ];
};

/** Everybody that a reply may be read by; English addresses all alike. */
const readersOf = (language: CheckedLanguage): readonly Reader[] =>
  (language === 'en' ? [null] : ([null, 'female', 'male'] as const)).map((address) => ({
    language,
    address,
    digits: 'arabic' as const,
  }));

/** What was found of a message, by house: the same few hundred messages are said again and again. */
const found = new WeakMap<CheckedHouse, Map<string, readonly string[]>>();

const knownProblems = (house: CheckedHouse, message: Message): readonly string[] => {
  const known = found.get(house) ?? new Map<string, readonly string[]>();
  found.set(house, known);
  const name = `${message.key}|${message.or}|${Object.keys(message.params ?? {})}`;
  const problems = known.get(name) ?? messageProblems(house, message);
  known.set(name, problems);
  return problems;
};

/** What is wrong with a reply, in every language, form of address and channel. */
export const replyProblems = (house: CheckedHouse, reply: Reply): readonly string[] => {
  const problems = new Set(messagesOf(reply).flatMap((message) => knownProblems(house, message)));
  // What only a command's outcome says has no words before it is carried out.
  const isTold = messagesOf(reply).some(({ params }) =>
    Object.values(params ?? {}).some((value) => typeof value === 'object' && 'outcome' in value),
  );
  for (const language of checkedLanguages) {
    for (const reader of readersOf(language)) {
      const rendered = house.render(reply, reader);
      for (const sentence of wordProblems(rendered, language, isTold)) problems.add(sentence);
      for (const channel of house.channels) {
        for (const sentence of channelProblems(reply, rendered, channel)) problems.add(sentence);
      }
    }
  }
  return [...problems];
};
