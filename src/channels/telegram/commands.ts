import type { IncomingBody } from '../contract.ts';

/** Commands that are a control of every conversation. */
const controls: Readonly<Record<string, string>> = {
  // Whoever presses start again goes on where she was.
  start: 'continue',
  menu: 'menu',
  help: 'help',
  person: 'person',
  later: 'later',
  continue: 'continue',
  back: 'back',
  skip: 'skip',
};

/** Commands in words that are understood as a sentence. */
const sentences: Readonly<Record<string, string>> = {
  language: 'change the language',
  stop: 'stop messages',
};

const form = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+([\s\S]*))?$/u;

/** A command as what is meant by it, or null where the text is none: the payload of a start link is the text itself. */
export const commandBody = (text: string): IncomingBody | null => {
  const found = form.exec(text.trim());
  if (!found) return null;
  const name = (found[1] ?? '').toLowerCase();
  const rest = (found[3] ?? '').trim();
  if (name === 'start' && rest !== '') return { type: 'text', text: rest };
  const control = controls[name];
  if (control !== undefined) return { type: 'choice', id: control };
  const sentence = sentences[name];
  if (sentence !== undefined) return { type: 'text', text: sentence };
  return { type: 'text', text: [name.replaceAll('_', ' '), rest].join(' ').trim() };
};

/** Whether a message in a group speaks to this bot: a command of its own or a mention. */
export const addresses = (text: string, username: string): boolean => {
  const command = form.exec(text.trim());
  if (command) return command[2] === undefined || command[2].toLowerCase() === username.toLowerCase();
  const mention = new RegExp(`(?<![A-Za-z0-9_])@${username}(?![A-Za-z0-9_])`, 'iu');
  return mention.test(text);
};
