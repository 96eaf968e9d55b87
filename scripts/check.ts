import { spawn } from 'node:child_process';
import { repository } from './checks/files.ts';

// Everything that can be known of the code without running it. One line each; the whole output of what fails.

interface Check {
  readonly name: string;
  readonly script: string;
  readonly words: readonly string[];
}

const checks: readonly Check[] = [
  {
    name: 'format and lint',
    script: 'node_modules/@biomejs/biome/bin/biome',
    words: ['check', '--error-on-warnings'],
  },
  { name: 'types', script: 'node_modules/typescript/bin/tsc', words: ['-p', '.'] },
  { name: 'dependency rules', script: 'scripts/checks/dependencies.ts', words: [] },
  { name: 'unused code', script: 'node_modules/knip/bin/knip.js', words: ['--no-progress'] },
  { name: 'texts', script: 'scripts/checks/locales.ts', words: [] },
  { name: 'flows', script: 'src/flows-cli.ts', words: ['check'] },
  { name: 'flow documents', script: 'src/flows-cli.ts', words: ['docs', '--check'] },
  { name: 'case documents', script: 'scripts/case-documents.ts', words: ['--check'] },
  { name: 'database client', script: 'scripts/checks/generated.ts', words: [] },
  { name: 'migrations', script: 'scripts/generate-prisma.ts', words: ['check'] },
];

const run = ({ name, script, words }: Check): Promise<boolean> => {
  const started = performance.now();
  const child = spawn(process.execPath, [script, ...words], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => output.push(Buffer.from(error.message)));
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(18)} ${seconds} s`);
      if (code !== 0) console.log(Buffer.concat(output).toString('utf8').trimEnd());
      resolve(code === 0);
    });
  });
};

const passed = await Promise.all(checks.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
