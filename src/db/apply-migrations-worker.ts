import { parentPort, workerData } from 'node:worker_threads';
import { applyPending } from './schema-engine.ts';

/** The schema engine in a thread of its own: its memory goes with the thread, before the program serves anybody. */
const { folder, url } = workerData as { readonly folder: string; readonly url: string };

try {
  parentPort?.postMessage({ applied: await applyPending(folder, url) });
} catch (error) {
  parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) });
}
