import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.ts';
import { repository } from './files.ts';

/** Decisions: the same input gives the same outcome, on every machine and in every test. */
const pure =
  /^(?:src\/kernel\/|src\/engine\/|flows\/|src\/domain\/[^/]+\/(?:policy|states|schedule|study|rules)\.ts$)/u;
/** What pure code may stand on at run time, besides itself. */
const harmless = /^(?:src\/domain\/[^/]+\.ts$|node_modules\/zod\/)/u;
/** Edges that are surely there: when one is not seen, the tree was not read. */
const knownEdges = [
  ['src/engine/take-turn.ts', 'src/engine/vocabulary.ts'],
  ['src/engine/kinds/money.ts', 'src/kernel/money.ts'],
  ['flows/index.ts', 'flows/registration/flow.ts'],
  ['src/inbound/take.ts', 'src/commit/turn.ts'],
] as const;
const fewestModules = 150;

const isNodeCore = (path: string): boolean =>
  builtinModules.includes(path.replace(/^node:/u, '').split('/')[0] ?? '');

/** Reads who imports whom under a folder, and holds it against the rules of .dependency-cruiser.ts. */
export const readDependencies = async (folder: string = repository): Promise<ICruiseResult> => {
  const { forbidden, options } = configuration;
  const { output } = await cruise(['src', 'flows', 'scripts'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: forbidden ?? [] },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a text instead of its result');
  return output;
};

/** A file's imports that exist when the program runs: those of types vanish. */
const runtimeImports = (module: IModule | undefined): readonly string[] =>
  (module?.dependencies ?? [])
    .filter((dependency) => !dependency.dependencyTypes.includes('type-only'))
    .map((dependency) => dependency.resolved);

/** Ways by which pure code reaches an effect at run time, one sentence each. */
export const impureWays = (modules: readonly IModule[]): readonly string[] => {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  return modules
    .filter((module) => pure.test(module.source))
    .flatMap((start) => {
      const seen = new Set<string>();
      const ways: string[] = [];
      const follow = (source: string, way: readonly string[]): void => {
        for (const next of runtimeImports(bySource.get(source))) {
          if (seen.has(next)) continue;
          seen.add(next);
          const longer = [...way, next];
          const clean = (pure.test(next) || harmless.test(next)) && !isNodeCore(next);
          if (!clean) ways.push(`pure-code-reaches-no-effect: ${longer.join(' -> ')}`);
          else if (!next.startsWith('node_modules/')) follow(next, longer);
        }
      };
      follow(start.source, [start.source]);
      return ways;
    });
};

/** Signs that the tree was not really read. */
const unread = (modules: readonly IModule[]): readonly string[] => {
  const own = modules.filter((module) => /^(?:src|flows|scripts)\//u.test(module.source));
  const missing = knownEdges.filter(
    ([from, to]) =>
      !own.some(
        (module) =>
          module.source === from && module.dependencies.some((dependency) => dependency.resolved === to),
      ),
  );
  return [
    ...(own.length < fewestModules
      ? [`only ${own.length} of our modules were read; at least ${fewestModules} are there`]
      : []),
    ...missing.map(([from, to]) => `the import ${from} -> ${to} was not seen`),
  ];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, summary } = await readDependencies();
  const problems = [
    ...unread(modules).map((sign) => `The tree was not read: ${sign}.`),
    ...summary.violations.map(({ rule, from, to, cycle }) => {
      const way = cycle ? [from, ...cycle.map((step) => step.name)] : from === to ? [from] : [from, to];
      const reason = configuration.forbidden?.find(({ name }) => name === rule.name)?.comment ?? '';
      return `${rule.name}: ${way.join(' -> ')}\n    ${reason}`;
    }),
    ...impureWays(modules),
  ];
  for (const problem of problems) console.error(problem);
  console.log(`${modules.length} modules, ${summary.totalDependenciesCruised} imports read`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
