import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFinancingRules } from '../../../src/composition/financing-rules.ts';
import { financingRulesSchema } from '../../../src/domain/financing/rules.ts';
import { putRulesIntoForce, rulesInForce } from '../../../src/domain/financing/rules-store.ts';
import { type House, openHouse } from '../house.ts';
import { acceptedFamily, applicationOf, staffOf, wish } from './applicant.ts';

const bundled = financingRulesSchema.parse(
  JSON.parse(readFileSync('src/domain/financing/default-rules.json', 'utf8')),
);
const later = { ...bundled, applyAgainAfterDays: 30 };

describe('versions', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const start = (rules: typeof bundled) => {
    house.clock.now = new Date(house.clock.now.getTime() + 60_000);
    return house.inTransaction((transaction) => putRulesIntoForce(transaction, rules, house.clock.now));
  };
  const inForce = async () => (await house.inTransaction(rulesInForce))?.version;

  test('a start with the same rules changes nothing; new ones are a new version; old ones come back as theirs', async () => {
    expect(await inForce()).toBe(1);
    expect((await start(bundled)).version).toBe(1);
    expect((await start(later)).version).toBe(2);
    expect(await inForce()).toBe(2);
    expect((await start(bundled)).version).toBe(1);
    expect(await inForce()).toBe(1);
    expect(await house.database.financingRules.count()).toBe(2);
  });

  test('processes that start at once agree', async () => {
    const changed = { ...bundled, guarantorLinkDays: 9 };
    const versions = await Promise.all(
      [changed, changed, changed].map((rules) =>
        house.inTransaction((transaction) => putRulesIntoForce(transaction, rules, house.clock.now)),
      ),
    );
    expect(new Set(versions.map(({ version }) => version)).size).toBe(1);
  });

  test('an application keeps the version it began with', async () => {
    await start(bundled);
    const { noura } = await staffOf(house);
    const family = await acceptedFamily(house, noura);
    await house.command(family, 'submit-application', wish());
    const application = applicationOf(house, family);
    const before = (await application.row()).rulesVersion;
    const card = house.read(await application.card(noura));
    expect(card).toContain('can repay');
    await start({ ...bundled, repaymentSharePercent: 10 });
    expect((await application.row()).rulesVersion).toBe(before);
    expect(await house.source(family, 'financing-rules')).toMatchObject({
      rules: { repaymentSharePercent: 10 },
      openApplication: 1,
    });
    // What the family can repay is still computed by the rules that it applied under.
    expect(house.read(await application.card(noura))).toBe(card);
  });
});

describe('rules that change on the way', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const day = 86_400_000;
  const [product] = bundled.products;
  /** The largest first financing is now 8,000, less than what is wished for; and what it is worth has changed. */
  const smaller = { ...bundled, products: [{ ...product, firstMaximumRiyals: 8000 }] } as typeof bundled;
  const longer = { ...bundled, products: [{ ...product, maximumMonths: 48 }] } as typeof bundled;

  const submittedAfter = async (rules: typeof bundled, days: number) => {
    const { noura } = await staffOf(house);
    const family = await acceptedFamily(house, noura);
    await house.inTransaction((transaction) => putRulesIntoForce(transaction, rules, house.clock.now));
    house.clock.now = new Date(house.clock.now.getTime() + days * day);
    const result = await house.run(family, 'submit-application', wish({ version: 1 }));
    return result.ok
      ? {
          rules: (await applicationOf(house, family).row()).rulesVersion,
          told: house.words({ ...result.value, messages: [] }),
        }
      : result.error;
  };

  test('the rules that it began with hold for some days, and the family is told that they are kept', async () => {
    const submitted = await submittedAfter(smaller, 30);
    expect(submitted).toMatchObject({ rules: 1 });
    expect(JSON.stringify(submitted)).toContain('your application stands on those it began with');
  });

  test('then the newer ones do: the answer that they do not allow is asked anew', async () => {
    expect(await submittedAfter(smaller, 31)).toEqual({ question: 'amount', problem: 'rules-changed' });
  });

  test('what is within the newer ones stands on them, and is told', async () => {
    const submitted = await submittedAfter(longer, 31);
    expect(submitted).toMatchObject({ rules: 2 });
    expect(JSON.stringify(submitted)).toContain('stands on the new ones and is within them');
  });

  test('a change that does not concern it is not told', async () => {
    const submitted = await submittedAfter({ ...bundled, guarantorLinkDays: 9 }, 1);
    expect(submitted).toEqual({ rules: 1, told: '' });
  });

  test('a version that was kept before the later rules existed can still be read', () => {
    const { householdSharePercent, remindAfterDays, expireAfterDays, ...before } = bundled;
    expect(financingRulesSchema.parse(before)).toEqual(bundled);
    expect([householdSharePercent, remindAfterDays, expireAfterDays]).toEqual([50, 7, 30]);
  });
});

describe('the configured file', () => {
  let folder: string | null = null;
  afterEach(async () => {
    if (folder) await rm(folder, { recursive: true });
    folder = null;
  });

  const sentenceOf = async (content: string): Promise<string> => {
    folder = await mkdtemp(join(tmpdir(), 'herfah-rules-'));
    const file = join(folder, 'rules.json');
    await writeFile(file, content);
    const read = await readFinancingRules({ financingRulesFile: file });
    return read.ok ? 'ok' : read.error.sentence.replace(file, 'FILE');
  };

  test('the bundled rules stand where none is named', async () => {
    expect(await readFinancingRules({ financingRulesFile: null })).toEqual({ ok: true, value: bundled });
  });

  test('a file of the right shape is taken', async () => {
    expect(await sentenceOf(JSON.stringify(later))).toBe('ok');
  });

  test.each([
    ['{', 'FINANCING_RULES is not valid: FILE should be a file of JSON that can be read.'],
    [
      JSON.stringify({ ...bundled, repaymentSharePercent: 150 }),
      /^FINANCING_RULES is not valid: in FILE, repaymentSharePercent: /u,
    ],
    [
      JSON.stringify({ ...bundled, products: [{ ...bundled.products[0], yearlyRatePercent: 5 }] }),
      /^FINANCING_RULES is not valid: in FILE, products\.0\.yearlyRatePercent: must be 0/u,
    ],
    [
      JSON.stringify({ ...bundled, remindAfterDays: 30 }),
      /^FINANCING_RULES is not valid: in FILE, remindAfterDays: is not below expireAfterDays/u,
    ],
    [
      JSON.stringify({ ...bundled, products: [{ ...bundled.products[0], guarantorAboveRiyals: 50_000 }] }),
      'FINANCING_RULES is not valid: in FILE, products.0.guarantorAboveRiyals: is not below maximumRiyals: use null where no guarantor is ever needed.',
    ],
    [
      JSON.stringify({ ...bundled, products: [{ ...bundled.products[0], guarantorAboveRiyals: '10000' }] }),
      /^FINANCING_RULES is not valid: in FILE, products\.0\.guarantorAboveRiyals: /u,
    ],
    [
      JSON.stringify({ ...bundled, guarantorLinkDays: 0 }),
      /^FINANCING_RULES is not valid: in FILE, guarantorLinkDays: /u,
    ],
    [
      JSON.stringify({ ...bundled, guarantorReminderDays: 7 }),
      'FINANCING_RULES is not valid: in FILE, guarantorReminderDays: is not below guarantorLinkDays: the link would end before the reminder.',
    ],
    [
      JSON.stringify({ ...bundled, mostGuaranteesAtOnce: 0 }),
      /^FINANCING_RULES is not valid: in FILE, mostGuaranteesAtOnce: /u,
    ],
  ])('a wrong one is told by its field: %s', async (content, sentence) => {
    const told = await sentenceOf(content);
    if (typeof sentence === 'string') expect(told).toBe(sentence);
    else expect(told).toMatch(sentence);
  });
});
