import { parseArgs } from 'node:util';
import { loadFlowsHouse } from './composition/flows-house.ts';
import { checkFlows } from './engine/check/check-flows.ts';
import { writeDocuments } from './flows-tools/documents.ts';
import { listFlows } from './flows-tools/list.ts';
import { play } from './flows-tools/play.ts';

const usage = `Usage: npm run --silent flows -- <command>
  check                                 everything that is wrong with the flows and their texts
  docs  [--check] [--reshape]           writes docs/flows/ and flows/shapes.json; with --check only says what drifted
  play  <flow> [--language ar|en] [--address female|male]   talks to a flow in the terminal
  list  [--json]                        the flows and their questions`;

const check = async (): Promise<number> => {
  const house = await loadFlowsHouse();
  const problems = checkFlows(house);
  for (const { flow, sentence } of problems) console.error(`${flow}: ${sentence}`);
  console.log(`${house.registry.flows.size} flows checked, ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
};

const list = async (json: boolean): Promise<number> => {
  const { registry, worlds } = await loadFlowsHouse();
  const flows = listFlows(registry, worlds);
  if (json) {
    console.log(JSON.stringify(flows));
    return 0;
  }
  for (const { name, version, questions } of flows) {
    console.log(`${name} (version ${version})`);
    for (const { key, kind, optional } of questions)
      console.log(`  ${key}: ${kind}${optional ? ', optional' : ''}`);
  }
  return 0;
};

const read = (words: readonly string[]) => {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        check: { type: 'boolean' },
        reshape: { type: 'boolean' },
        json: { type: 'boolean' },
        language: { type: 'string' },
        address: { type: 'string' },
      },
    });
  } catch {
    return null;
  }
};

const run = async (words: readonly string[]): Promise<number> => {
  const parsed = read(words);
  const [command, name] = parsed?.positionals ?? [];
  const options = parsed?.values ?? {};
  if (command === 'check') return check();
  if (command === 'list') return list(options.json === true);
  if (command === 'docs') {
    return writeDocuments(await loadFlowsHouse(), {
      onlyCheck: options.check === true,
      reshape: options.reshape === true,
    });
  }
  if (command === 'play' && name !== undefined) {
    return play(await loadFlowsHouse(), name, {
      language: options.language === 'en' ? 'en' : 'ar',
      address: options.address === 'male' ? 'male' : 'female',
    });
  }
  console.error(usage);
  return 1;
};

process.exitCode = await run(process.argv.slice(2));
