import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { impureWays, readDependencies } from '../../scripts/checks/dependencies.ts';

// Each rule of .dependency-cruiser.ts, broken once in a small tree of its own. A row: the import, and who objects.

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A tree in which each file imports the paths beside it; what is imported exists. */
const broken = async (imports: {
  readonly [path: string]: readonly string[];
}): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'dependency-rules-'));
  folders.push(folder);
  const files = new Map<string, string[]>();
  for (const folderName of ['src', 'flows', 'scripts']) await mkdir(join(folder, folderName));
  for (const [path, targets] of Object.entries(imports)) {
    files.set(path, [...(files.get(path) ?? [])]);
    for (const target of targets) {
      const typeOnly = target.startsWith('type ');
      const name = target.replace('type ', '');
      const isOurs = name.endsWith('.ts');
      const specifier = isOurs ? `${'../'.repeat(path.split('/').length - 1)}${name}` : name;
      files.get(path)?.push(`import ${typeOnly ? 'type ' : ''}{ x } from '${specifier}';`);
      if (isOurs && !files.has(name)) files.set(name, []);
    }
  }
  for (const [path, lines] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), [...lines, 'export const x = 1;'].join('\n'));
  }
  const { modules, summary } = await readDependencies(folder);
  const named = summary.violations.map(({ rule }) => rule.name);
  return [...new Set([...named, ...impureWays(modules).map((way) => way.split(':')[0] ?? '')])];
};

describe('the dependency rules', () => {
  test.each([
    ['src/kernel/money.ts', 'node:fs', 'kernel-imports-nothing'],
    ['src/kernel/money.ts', 'src/engine/walk.ts', 'kernel-imports-nothing'],
    ['src/engine/walk.ts', 'src/domain/contract.ts', 'engine-imports-kernel-only'],
    ['flows/loan/flow.ts', 'src/db/client.ts', 'flows-import-engine-kernel-policy'],
    ['flows/loan/flow.ts', 'src/domain/loans/index.ts', 'flows-import-engine-kernel-policy'],
    ['src/engine/walk.ts', 'flows/loan/flow.ts', 'flows-are-named-by-roots-only'],
    ['src/commit/turn.ts', 'flows/index.ts', 'flows-are-named-by-roots-only'],
    ['src/domain/loans/policy.ts', 'node:crypto', 'pure-code-reaches-no-effect'],
    ['src/domain/loans/grant.ts', 'src/domain/families/register.ts', 'domain-module-keeps-to-itself'],
    ['src/domain/loans/grant.ts', 'src/channels/contract.ts', 'domain-module-keeps-to-itself'],
    ['src/domain/loans/grant.ts', 'src/engine/vocabulary.ts', 'domain-reads-the-engine-as-types-only'],
    ['src/domain/contract.ts', 'src/domain/loans/index.ts', 'shared-words-of-the-domain-know-no-module'],
    ['src/domain/loans/policy.ts', 'src/domain/loans/store.ts', 'domain-states-and-policies-are-alone'],
    ['src/domain/loans/grant.ts', 'src/db/client.ts', 'only-stores-reach-the-database'],
    ['src/i18n/render.ts', 'src/db/client.ts', 'database-is-for-the-way-and-the-stores'],
    ['src/commit/turn.ts', 'src/inbound/drive.ts', 'way-goes-forward-commit'],
    ['src/outbox/drain.ts', 'src/commit/turn.ts', 'way-goes-forward-outbox'],
    ['src/jobs/jobs.ts', 'src/outbox/drain.ts', 'way-goes-forward-jobs'],
    ['src/channels/web/routes.ts', 'src/channels/telegram/send.ts', 'channel-knows-the-contract-only'],
    ['src/channels/telegram/send.ts', 'src/db/client.ts', 'channel-knows-the-contract-only'],
    ['src/channels/telegram/send.ts', 'src/observability/log.ts', 'channel-gets-its-logger'],
    ['src/channels/contract.ts', 'src/channels/web/adapter.ts', 'contract-never-imports-an-adapter'],
    ['src/outbox/drain.ts', 'src/channels/web/adapter.ts', 'adapters-are-named-by-roots-only'],
    ['src/secrets/key-ring.ts', 'src/observability/log.ts', 'secrets-stand-on-kernel'],
    ['src/sealed/state.ts', 'src/commit/turn.ts', 'sealed-shapes-are-words-only'],
    ['src/http/app.ts', 'src/inbound/receive.ts', 'services-know-no-message'],
    ['src/db/client.ts', 'src/secrets/key-ring.ts', 'database-knows-nothing-of-ours'],
    ['src/jobs/jobs.ts', 'src/main.ts', 'nobody-imports-a-root'],
    ['src/config/configuration.ts', 'test/support/clock.ts', 'program-needs-no-test-code'],
    ['src/config/configuration.ts', './nowhere.js', 'imports-resolve'],
  ])('%s -> %s breaks %s', async (from, to, rule) => {
    expect(await broken({ [from]: [to] })).toContain(rule);
  });

  test('a cycle is found', async () => {
    expect(
      await broken({ 'src/http/a.ts': ['src/http/b.ts'], 'src/http/b.ts': ['src/http/a.ts'] }),
    ).toContain('no-cycles');
  });

  test('a file that nobody imports and that imports nothing is found', async () => {
    expect(await broken({ 'src/http/lost.ts': [] })).toContain('no-orphans');
  });

  test('pure code that reaches an effect through others is found', async () => {
    const way = { 'flows/loan/flow.ts': ['src/domain/loans/policy.ts'] };
    expect(await broken({ ...way, 'src/domain/loans/policy.ts': ['src/domain/days.ts'] })).toEqual([]);
    expect(
      await broken({
        ...way,
        'src/domain/loans/policy.ts': ['src/domain/days.ts'],
        'src/domain/days.ts': ['node:fs'],
      }),
    ).toContain('pure-code-reaches-no-effect');
  });

  test('a type passed on reaches nothing at run time', async () => {
    expect(
      await broken({
        'src/domain/loans/policy.ts': ['type src/domain/contract.ts'],
        'src/domain/contract.ts': ['type src/db/client.ts'],
      }),
    ).toEqual([]);
  });
});
