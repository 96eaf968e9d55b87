export { readRunningUrl, startEmbeddedPostgres } from './server.ts';
