import { besideProgram } from './composition/beside.ts';
import { loadConfiguration } from './config/configuration.ts';
import { readEnvironment } from './config/environment.ts';
import { verify } from './domain/audit/index.ts';

const usage = 'Usage: npm run audit -- verify';

/** `verify`: recomputes the audit trail's chain; 0 when it is whole, 1 when it is broken. */
const main = async (): Promise<number> => {
  if (process.argv[2] !== 'verify') {
    console.error(usage);
    return 2;
  }
  const configuration = loadConfiguration(readEnvironment());
  if (!configuration.ok) {
    console.error(configuration.error.sentence);
    return 2;
  }
  const verdict = await besideProgram(configuration.value, verify);
  if (!verdict.ok) {
    console.error(verdict.error.sentence);
    return 2;
  }
  console.log(verdict.value.sentence);
  return verdict.value.whole ? 0 : 1;
};

process.exitCode = await main();
