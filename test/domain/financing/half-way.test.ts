import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/contract.ts';
import { halfWaysInTime, putRulesIntoForce } from '../../../src/domain/financing/index.ts';
import { rulesInForce } from '../../../src/domain/financing/rules-store.ts';
import type { Answers } from '../../../src/engine/vocabulary.ts';
import { encodeState, statePlace } from '../../../src/sealed/state.ts';
import { type House, openHouse, registration } from '../house.ts';
import { acceptedFamily, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
beforeAll(async () => {
  house = await openHouse();
  staff = await staffOf(house);
});
afterAll(() => house.close());

const at = (day: string) => {
  house.clock.now = new Date(`${day}T07:00:00Z`);
};

const menu = { flow: 'menu', version: 1, at: 'menu', number: 1, answers: {} };

/** Leaves somebody in the middle of an application; on the screen, or set aside on a day. */
const leave = async (
  actor: Actor,
  answers: Answers,
  {
    flow = 'loan-application',
    params = {},
    parkedOn,
    asked = 9,
  }: { flow?: string; params?: Answers; parkedOn?: string; asked?: number } = {},
): Promise<void> => {
  const frame = { flow, version: 1, at: 'tools', number: 3, answers, params };
  const profile = { language: 'ar', address: 'female', called: null, digits: 'arabic' } as const;
  const state =
    parkedOn === undefined
      ? { frames: [menu, frame], profile, asked }
      : { frames: [menu], parked: [[{ ...frame, parkedOn }]], profile, asked };
  const row = await house.database.conversation.findUniqueOrThrow({ where: { personId: actor.personId } });
  await house.database.conversation.update({
    where: { id: row.id },
    data: {
      sealedState: actor.key.seal(encodeState(state), statePlace(row.id)),
      waitingSince: house.clock.now,
    },
  });
};

/** What a day brings to one person. */
const day = async (iso: string, { personId }: Actor) => {
  at(iso);
  const { messages, ends } = await house.inTransaction(halfWaysInTime);
  return {
    told: messages.filter((message) => message.personId === personId).map(({ reply }) => house.read(reply)),
    ends: ends.filter((end) => end.personId === personId),
  };
};

const begun: Answers = { project: 'مطبخ كليجا', version: 1 };

test('a family is reminded once after 21 days of quiet, also where it wrote of other things since, and it ends after 90', async () => {
  const family = await acceptedFamily(house, staff.noura);
  await leave(family, begun, { parkedOn: '2026-11-24' });
  expect(await day('2026-12-14', family)).toEqual({ told: [], ends: [] });
  // She asked where her registration stands; the application is as quiet as before.
  await leave(family, begun, { parkedOn: '2026-11-24', asked: 12 });
  const reminded = await day('2026-12-15', family);
  expect(reminded.told).toHaveLength(1);
  expect(reminded.told[0]).toContain('still half-way');
  for (const later of ['2026-12-15', '2026-12-16', '2027-02-21'])
    expect(await day(later, family)).toEqual({ told: [], ends: [] });
  const over = await day('2027-02-22', family);
  expect(over.told).toEqual([]);
  expect(over.ends).toMatchObject([{ flow: 'loan-application', params: {}, asked: 12 }]);
  expect(over.ends[0]?.says.map(({ key }) => key)).toEqual(['alerts:family.knock', 'alerts:half-way.ended']);
});

test('what is gone on with is quiet from then on, and is reminded of no second time', async () => {
  at('2026-11-24');
  const family = await acceptedFamily(house, staff.noura);
  await leave(family, begun);
  expect((await day('2026-12-20', family)).told).toHaveLength(1);
  await leave(family, begun);
  expect(await day('2027-02-25', family)).toEqual({ told: [], ends: [] });
  expect((await day('2027-03-20', family)).ends).toHaveLength(1);
});

test('nothing is said of an application that was opened and not begun', async () => {
  at('2026-11-24');
  const family = await acceptedFamily(house, staff.noura);
  await leave(family, { version: 1, salesMonthly: 150_000 });
  expect(await day('2027-03-20', family)).toEqual({ told: [], ends: [] });
});

test('an officer is reminded of the family for which it began one', async () => {
  at('2026-11-24');
  const family = await acceptedFamily(house, staff.noura);
  const { number } = await house.database.family.findUniqueOrThrow({ where: { personId: family.personId } });
  await leave(staff.manager, begun, { flow: 'desk-application', params: { family: String(number) } });
  const { told } = await day('2026-12-15', staff.manager);
  expect(told[0]).toMatch(/you began for ⁨?أم عبدالله/u);
  expect((await day('2027-02-22', staff.manager)).ends).toMatchObject([
    { flow: 'desk-application', params: { family: String(number) } },
  ]);
});

test('the answers are kept, offered to the next application, and forgotten once there is one', async () => {
  at('2026-11-24');
  const family = await acceptedFamily(house, staff.noura);
  const { number } = await house.database.family.findUniqueOrThrow({ where: { personId: family.personId } });
  await house.command(family, 'keep-half-way', { ...begun, tools: [{ name: 'عجانة', price: 650_000 }] });
  // What an officer began for the same family does not take the place of its own words.
  await house.command(staff.noura, 'keep-half-way', { project: 'غيره', version: 1, family: String(number) });
  // Nobody else keeps anything in a family's name.
  await house.command(await house.person(), 'keep-half-way', { project: 'غيره', family: String(number) });
  const known = () => house.source(family, 'financing-rules');
  expect(await known()).toMatchObject({
    earlierFrom: 'half',
    earlier: { project: 'مطبخ كليجا', tools: [{ name: 'عجانة' }] },
  });
  expect(await house.source(staff.noura, 'desk-financing', { family: String(number) })).toMatchObject({
    earlierFrom: 'half',
  });
  const status = (await house.source(family, 'status')) as readonly { readonly key: string }[];
  expect(status.map(({ key }) => key)).toContain('alerts:half-way.kept');

  const force = await house.inTransaction(rulesInForce);
  if (!force) throw new Error('no rules');
  const changed = { ...force.rules, repaymentSharePercent: 40 };
  await house.inTransaction((transaction) => putRulesIntoForce(transaction, changed, house.clock.now));
  expect(await known()).toMatchObject({ earlierFrom: 'half-rules-changed' });

  await house.command(family, 'submit-application', wish());
  expect(await known()).toMatchObject({ earlier: null, earlierFrom: null });
  expect(await house.database.applicationDraft.count({ where: { personId: family.personId } })).toBe(0);
});

test('staff find what a family has half-way by its name and in the list, and see of it only that and where it waits', async () => {
  at('2026-12-01');
  const family = await acceptedFamily(house, staff.noura);
  const other = await acceptedFamily(house, staff.noura);
  await leave(family, { ...begun, income: 777_700 }, { parkedOn: '2026-11-30' });
  const { id } = await house.database.conversation.findUniqueOrThrow({
    where: { personId: family.personId },
  });
  const { id: others } = await house.database.conversation.findUniqueOrThrow({
    where: { personId: other.personId },
  });
  const list = JSON.stringify(await house.source(staff.noura, 'open-files', {}));
  expect(list).toContain(`"halfway-${id}","label":"⏳💰 لم يُقدَّم بعد`);
  expect(list).not.toContain(`halfway-${others}`);
  const profile = registration({});
  const found = await house.command(staff.noura, 'show-file', { file: String(profile.fullName) });
  const press = `act:file:halfway-${id}`;
  expect(house.buttons(found.replies?.[0])).toContain(press);
  const shown = await house.press(staff.noura, press);
  const said = house.read(shown.replies?.[0]);
  expect(said).toMatch(/not submitted yet[\s\S]*30 November[\s\S]*Stopped at/u);
  expect(said).not.toMatch(/كليجا|7,777/u);
  expect(shown.audit).toMatchObject([{ action: 'draft.opened', subjectId: id }]);
  // Beside the family's own file it stands too; the bank's officer has no way to it.
  const { number } = await house.database.family.findUniqueOrThrow({ where: { personId: family.personId } });
  const file = await house.press(staff.noura, `act:file:${number}`);
  expect(file.replies?.map((reply) => house.read(reply)).join('\n')).toContain('not submitted yet');
  const refused = await house.press(staff.bank, press);
  expect(refused.audit).toMatchObject([{ action: 'action.refused' }]);
  await leave(family, {}, {});
  expect((await house.press(staff.noura, press)).audit).toMatchObject([{ action: 'action.refused' }]);
});
