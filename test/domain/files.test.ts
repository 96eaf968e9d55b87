import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/contract.ts';
import { button, type House, nationalId, openHouse, registration } from './house.ts';

let house: House;
let officer: Actor;
beforeEach(async () => {
  house = await openHouse();
  officer = await house.member('case-officer', 'نورة', 'female');
});
afterEach(() => house.close());

const register = async (place: number, called: string, fullName: string, changes = {}): Promise<Actor> => {
  house.clock.now = new Date(house.clock.now.getTime() + 60_000);
  const family = await house.person();
  const answers = registration({ nationalId: nationalId(place), called, fullName, ...changes });
  await house.command(family, 'register-family', answers);
  return family;
};

const threeFamilies = async () => {
  await register(0, 'أم عبدالله', 'منيرة سالم الحربي');
  await register(1, 'أم صالح', 'هيا صالح المقبل', { iban: null });
  await register(2, 'أبو ناصر', 'تركي ناصر الضاوي');
};

const files = async (): Promise<readonly string[]> =>
  ((await house.source(officer, 'open-files')) as readonly { readonly id: string }[]).map(({ id }) => id);
const ask = (file: string, actor = officer) => house.command(actor, 'show-file', { file });

test('files under way stand in the list, the latest first; decided ones are a button away', async () => {
  await threeFamilies();
  expect(await files()).toEqual(['family-3', 'family-2', 'family-1']);
  await house.approve(officer, 'act:approve:1:1');
  await house.command(officer, 'decline-registration', {
    task: '2',
    reason: 'other',
    note: 'لا',
    sure: true,
  });
  expect(await files()).toEqual(['family-3', 'list-approved', 'list-declined']);
  const approved = await ask('list-approved');
  expect(house.buttons(approved.replies?.[0])).toEqual(['act:file:1', 'staff-files']);
  expect(house.words(await house.press(officer, 'act:file:1'))).toContain('Approved');
  expect(
    house.words(await house.press(officer, button((await ask('list-declined')).replies?.[0], 'file'))),
  ).toContain('Declined');
});

test.each([
  ['a number', '٢', 'هيا'],
  ['a number with its word', 'رقم 2', 'هيا'],
  ['the name it likes', 'ام صالح', 'هيا'],
  ['a part of the full name', 'الضاوي', 'تركي'],
  ['a name written apart', 'ام عبد الله', 'منيرة'],
])('%s finds a file, whatever its state', async (_what, typed, name) => {
  await threeFamilies();
  await house.approve(officer, 'act:approve:1:1');
  expect(house.words(await ask(typed))).toContain(`Name: ⁨${name}`);
});

test('several files of a name are offered; none says so, and shows no number that was typed', async () => {
  await threeFamilies();
  await register(3, 'أم صالح', 'موضي حمد العمر');
  const several = await ask('أم صالح');
  expect(house.words(several)).toContain('2 files');
  expect(house.buttons(several.replies?.[0])).toEqual(['act:file:4', 'act:file:2', 'staff-files']);
  expect(house.words(await ask('لولوة'))).toContain('no file for “⁨لولوة⁩”');
  for (const number of ['٠٥٥١٢٣٤٥٦٧', nationalId(0)])
    expect(house.words(await ask(number))).toContain('not by an ID or a mobile');
  expect(house.words(await ask('1058529940 هوية'))).not.toContain('1058529940');
});

test('an open file says what it lacks', async () => {
  await threeFamilies();
  expect(house.words(await ask('family-2'))).toContain('Missing: IBAN and ID photo');
  expect(house.words(await ask('family-1'))).toContain('Missing: ID photo');
});

test('files are nobody’s but the case officers’ and the manager’s, also by their buttons', async () => {
  await threeFamilies();
  const salem = await house.member('marketing-officer', 'سالم');
  expect(await house.source(salem, 'open-files')).toEqual([]);
  for (const refused of [await ask('family-1', salem), await house.press(salem, 'act:file:1')]) {
    expect(house.words(refused)).toBe('That is not within your role.');
    expect(refused.audit).toMatchObject([{ action: 'action.refused', references: { verb: 'file' } }]);
  }
});
