import { startEmbeddedPostgres } from '../../src/db/embedded/index.ts';

// A process that owns an embedded PostgreSQL, for tests that kill it: one line of JSON when it knows, SIGTERM ends it.
const [dataDir = '', umask] = process.argv.slice(2);
if (umask !== undefined) process.umask(Number.parseInt(umask, 8));
const started = await startEmbeddedPostgres({ dataDir, log: (line) => console.error(line) });
console.log(JSON.stringify(started.ok ? { url: started.value.url } : started.error));
process.once('SIGTERM', () => {
  void (started.ok ? started.value.stop() : Promise.resolve()).then(() => process.exit(0));
});
if (!started.ok) process.exit(1);
