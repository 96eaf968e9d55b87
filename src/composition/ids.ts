import { randomBytes, randomInt } from 'node:crypto';
import { newUuidV7 } from '../kernel/identifiers.ts';

/** Ids that sort by time. */
export const newId = (): string => newUuidV7(Date.now(), randomBytes(10));

/** Letters and digits that nobody mistakes for each other, read aloud or written by hand. */
const codeAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code that people can type: `HRF-7K3M-9QWD`, 40 bits. */
export const newCode = (): string => {
  const letters = Array.from({ length: 8 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
  return `HRF-${letters.slice(0, 4)}-${letters.slice(4)}`;
};
