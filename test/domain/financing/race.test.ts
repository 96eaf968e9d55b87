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

test(`two people who decide at once make one decision, in each of ${rounds} rounds`, async () => {
  const { bank } = staff;
  const second = await house.member('bank-officer', 'سعد', 'male');
  const { application } = await atBank(house, staff);
  const { number, version, id } = await application.task();
  /** As it lay with the bank before. */
  const again = () =>
    house.database.$transaction([
      house.database.$executeRawUnsafe('set local session_replication_role = replica'),
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
