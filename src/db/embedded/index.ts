export { type EmbeddedPostgres, readRunningUrl, startEmbeddedPostgres } from './server.ts';
