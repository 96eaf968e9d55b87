import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { playTranscript } from '../support/transcript.ts';
import { formatTranscript, parseTranscript } from '../support/transcript-file.ts';

// Conversations as they are read: <flow>.<case>.txt. `UPDATE=1 npx vitest run test/flows/transcripts.test.ts`
// writes down what the assistant says now; read the difference before it is committed.

const folder = new URL('./', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('transcripts', () => {
  it.each(names)('%s', (name) => {
    const path = new URL(name, folder);
    const written = readFileSync(path, 'utf8');
    const played = formatTranscript(playTranscript(parseTranscript(written)));
    if (process.env.UPDATE === '1') writeFileSync(path, played);
    else expect(played).toBe(written);
  });
});
