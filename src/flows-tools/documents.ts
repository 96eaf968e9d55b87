import { mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FlowShape, reshaped, shapeOf } from '../engine/check/shapes.ts';
import type { Registry } from '../engine/registry.ts';
import type { Renderer } from '../i18n/render.ts';
import { documentOf } from './diagram.ts';

const folder = fileURLToPath(new URL('../../docs/flows/', import.meta.url));
const shapesFile = fileURLToPath(new URL('../../flows/shapes.json', import.meta.url));

interface Documented {
  readonly registry: Registry;
  readonly renderer: Renderer;
  readonly shapes: { readonly [flow: string]: FlowShape };
}

const readOrNull = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
};

const indexOf = (registry: Registry): string => {
  const rows = [...registry.flows.values()].map(
    ({ flow }) => `| [${flow.name}](${flow.name}.md) | ${flow.version} | ${flow.questions.length} |`,
  );
  return `# Flows\n\nWritten by \`npm run flows -- docs\`.\n\n| flow | version | questions |\n|---|---|---|\n${rows.join('\n')}\n`;
};

/** Every file that the flows make, by its path. */
const filesOf = ({ registry, renderer }: Documented): ReadonlyMap<string, string> => {
  const shapes = Object.fromEntries(
    [...registry.flows.values()].map(({ flow }) => [flow.name, shapeOf(flow)]),
  );
  return new Map([
    [join(folder, 'README.md'), indexOf(registry)],
    ...[...registry.flows.values()].map((compiled): [string, string] => [
      join(folder, `${compiled.flow.name}.md`),
      documentOf(renderer, compiled),
    ]),
    [shapesFile, `${JSON.stringify(shapes, null, 2)}\n`],
  ]);
};

const leftOver = async (files: ReadonlyMap<string, string>): Promise<readonly string[]> => {
  const present = await readdir(folder).catch(() => []);
  return present.map((name) => join(folder, name)).filter((path) => path.endsWith('.md') && !files.has(path));
};

/**
 * Writes the flows' documents and their shapes, or with `onlyCheck` says which of them no longer fit. A shape that
 * changed under its old version is only overwritten with `reshape` (while nobody can have answered it).
 */
export const writeDocuments = async (
  house: Documented,
  { onlyCheck, reshape }: { readonly onlyCheck: boolean; readonly reshape: boolean },
): Promise<number> => {
  const files = filesOf(house);
  const stale = await leftOver(files);
  if (onlyCheck) {
    const drifted = [...stale];
    for (const [path, content] of files) if ((await readOrNull(path)) !== content) drifted.push(path);
    for (const path of drifted) console.error(`${path} no longer fits the flows: run npm run flows -- docs`);
    return drifted.length === 0 ? 0 : 1;
  }
  const refused = [...house.registry.flows.values()].flatMap(({ flow }) => {
    const changed = reshaped(flow, house.shapes);
    return changed === null ? [] : [`${flow.name}: ${changed}, but its version is still ${flow.version}`];
  });
  if (refused.length > 0 && !reshape) {
    for (const sentence of refused) console.error(sentence);
    console.error('Give it a new version and a migrate; or, while nobody can have answered it, --reshape.');
    return 1;
  }
  await mkdir(folder, { recursive: true });
  for (const [path, content] of files) await writeFile(path, content);
  for (const path of stale) await unlink(path);
  console.log(`${files.size} files written`);
  return 0;
};
