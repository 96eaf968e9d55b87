import { startProgram } from './composition/program.ts';
import { loadConfiguration } from './config/configuration.ts';
import { forgetAddress, noteAddress, readEnvironment } from './config/environment.ts';
import { startDemo } from './demo/demo.ts';
import { createLogger } from './observability/log.ts';

/** However it ends, the program is gone within this time. */
const stopWithinMillis = 9_500;

const giveUp = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

/** How this machine reaches itself: an address that means "every interface" is no place to go to. */
const nameOfHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const main = async (): Promise<void> => {
  const configuration = loadConfiguration(readEnvironment(), process.argv.slice(2));
  if (!configuration.ok) return giveUp(configuration.error.sentence);
  const log = createLogger({ level: configuration.value.logLevel });
  const started = await startProgram(configuration.value, log);
  if (!started.ok) return giveUp(started.error.sentence);
  const program = started.value;

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Stopping');
    setTimeout(() => process.exit(1), stopWithinMillis).unref();
    forgetAddress(configuration.value.dataDir);
    program.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'An error nobody waited for'));

  const url = `http://${nameOfHost(configuration.value.host)}:${program.port}`;
  if (configuration.value.demo) {
    try {
      for (const line of await startDemo(program, configuration.value, configuration.value.publicUrl ?? url))
        process.stdout.write(`${line}\n`);
    } catch (error) {
      // Told to stop while the demo was being set up: it goes on with the next start.
      if (stopping) return;
      throw error;
    }
  }
  if (stopping) return;
  noteAddress(configuration.value.dataDir, url);
  process.stdout.write(`ready ${url}\n`);
};

await main();
