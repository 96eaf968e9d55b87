import { applyMigrations } from '../../src/db/migrate.ts';

// A process that migrates a database, for tests that run two at once or kill one.
const [url = '', folder = ''] = process.argv.slice(2);
console.log(JSON.stringify(await applyMigrations(url, folder)));
