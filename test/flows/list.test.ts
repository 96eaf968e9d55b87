import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ListedFlow } from '../../src/flows-tools/list.ts';

const run = promisify(execFile);
const listed = async (...words: readonly string[]): Promise<string> =>
  (await run(process.execPath, ['src/flows-cli.ts', 'list', ...words])).stdout;

describe('flows list', () => {
  it('says as JSON what every flow asks, and what there is to choose', async () => {
    const flows = JSON.parse(await listed('--json')) as readonly ListedFlow[];
    const choicesOf = (flow: string, key: string) =>
      flows.find(({ name }) => name === flow)?.questions.find((question) => question.key === key)?.choices;
    expect(choicesOf('registration', 'womenOnly')).toEqual(['yes', 'no']);
    // A woman is offered others than a man: all of them are listed.
    expect([...(choicesOf('registration', 'mobileOwner') ?? [])].toSorted()).toEqual([
      'husband',
      'mine',
      'relative',
      'son',
      'wife',
    ]);
    // What depends on the figures of an application: either may be offered.
    expect(choicesOf('loan-application', 'study')).toEqual(['go-on', 'think']);
    // Choices that come from data are not fixed.
    expect(choicesOf('loan-application', 'product')).toBeNull();
    expect(
      flows.flatMap(({ questions }) => questions).filter(({ choices }) => choices?.length === 0),
    ).toEqual([]);
  });

  it('is a list to read without it', async () => {
    expect(await listed()).toContain(
      'registration (version 1)\n  alreadyRegistered: choice\n  fullName: text\n',
    );
  });
});
