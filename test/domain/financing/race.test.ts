import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../house.ts';
import { atBank, type Staff, staffOf } from './applicant.ts';

let house: House;
let staff: Staff;
beforeAll(async () => {
  house = await openHouse();
  staff = await staffOf(house);
});
afterAll(() => house.close());

const rounds = 1000;
const letterRounds = 100;

test(`two people who decide at once make one decision, in each of ${rounds} rounds`, async () => {
  const { bank } = staff;
  const second = await house.member('bank-officer', 'سعد', 'male');
  const { application } = await atBank(house, staff);
  const { number, version, id } = await application.task();
  /** As it lay with the bank before. */
  const again = () =>
    house.database.$transaction([
      house.database.$executeRawUnsafe('set local session_replication_role = replica'),
      house.database.$executeRaw`delete from task where topic = 'contract'`,
      house.database.$executeRaw`
        update application set state = 'at-bank', promised_at = now(), decided_by_id = null,
          approved_halalas = null, approved_months = null, sealed_decision = null`,
      house.database.$executeRaw`
        update task set state = 'open', version = ${version}, claimed_by_id = null, done_at = null
        where id = ${id}::uuid`,
      house.database.$executeRaw`delete from application_history where to_state in ('approved', 'declined')`,
      house.database.$executeRawUnsafe('set local session_replication_role = origin'),
    ]);
  const decisions = { approved: 0, declined: 0 };
  for (let round = 0; round < rounds; round++) {
    const grants = () => house.press(bank, `act:grant-sure:${number}:${version}`);
    const declines = () =>
      house.command(second, 'decline-application', { task: String(number), note: 'لا', sure: true });
    // Who begins first takes turns.
    const effects = await Promise.all(round % 2 === 0 ? [grants(), declines()] : [declines(), grants()]);
    const decided = effects.filter(({ messages }) => (messages ?? []).length > 0);
    const history = await house.database.applicationHistory.findMany({
      where: { toState: { in: ['approved', 'declined'] } },
    });
    const row = await application.row();
    expect(decided).toHaveLength(1);
    expect(history.map(({ toState }) => toState)).toEqual([row.state]);
    decisions[row.state === 'approved' ? 'approved' : 'declined'] += 1;
    await again();
  }
  // Both had their chance: a race that one side always wins is none.
  expect(decisions.approved).toBeGreaterThan(rounds / 20);
  expect(decisions.declined).toBeGreaterThan(rounds / 20);
}, 300_000);

test('a letter confirmed while the bank officer decides, and recorded by two at once: one decision each time', async () => {
  const { bank, finance, manager, noura } = staff;
  const second = await house.member('finance-officer', 'سعاد', 'female');
  expect(noura).toBeDefined();
  const letter = await house.document(finance);
  const outcomes = { letter: 0, bank: 0 };
  for (let round = 0; round < letterRounds; round++) {
    const { application } = await atBank(house, staff);
    const { number } = await application.row();
    const bankTask = await application.task();
    const line = { number, decision: { kind: 'decline', words: 'دخل قليل' } };
    const propose = (by: typeof finance, document: object) =>
      house.command(by, 'propose-bank-decisions', {
        sure: 'propose',
        letter: { ...document },
        lines: [line],
      });
    const other = await house.document(manager);
    await Promise.all([propose(finance, letter), propose(manager, other)]);
    const [proposal, ...more] = await house.database.bankDecision.findMany({
      where: { application: { number }, state: 'proposed' },
    });
    expect(more).toEqual([]);
    expect(proposal).toBeDefined();
    const check = await house.database.task.findFirstOrThrow({
      where: { kind: 'bank-decision', state: { not: 'done' } },
    });
    const confirms = () => house.press(second, `act:confirm-sure:${check.number}:${check.version}`);
    const grants = () => house.press(bank, `act:grant-sure:${bankTask.number}:${bankTask.version}`);
    await Promise.all(round % 2 === 0 ? [confirms(), grants()] : [grants(), confirms()]);
    const history = await house.database.applicationHistory.findMany({
      where: { application: { number }, fromState: 'at-bank' },
    });
    const row = await application.row();
    expect(history.map(({ toState }) => toState)).toEqual([row.state]);
    outcomes[row.state === 'declined' ? 'letter' : 'bank'] += 1;
    expect(
      await house.database.task.count({ where: { kind: 'bank-decision', state: { not: 'done' } } }),
    ).toBe(0);
  }
  expect(outcomes.letter).toBeGreaterThan(0);
  expect(outcomes.bank).toBeGreaterThan(0);
}, 120_000);
