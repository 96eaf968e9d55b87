import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Order, Printed } from './order.ts';

const weights = ['400Regular', '600SemiBold'];
const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/ibm-plex-sans-arabic')));
const compiler = NodeCompiler.create({
  workspace: fileURLToPath(new URL('.', import.meta.url)),
  fontArgs: [{ fontPaths: weights.map((weight) => `${fonts}/${weight}`) }],
});

const templates = {
  paper: readFileSync(new URL('paper.typ', import.meta.url), 'utf8'),
  study: readFileSync(new URL('study.typ', import.meta.url), 'utf8'),
};

/** Results that so many later prints did not use are let go. */
const keptPrints = 5;

const print = ({ template, values, at }: Order): Printed => {
  const source = { mainFileContent: templates[template], inputs: { values } };
  return template === 'paper'
    ? { pdf: compiler.pdf(source, { creationTimestamp: at }) }
    : { svg: compiler.plainSvg(source) };
};

const port = parentPort;
if (port === null) throw new Error('the press works in a thread of its own');
port.on('message', (order: Order) => {
  try {
    port.postMessage({ id: order.id, ...print(order) });
  } catch (error) {
    port.postMessage({ id: order.id, problem: error instanceof Error ? error.message : String(error) });
  } finally {
    compiler.evictCache(keptPrints);
  }
});
