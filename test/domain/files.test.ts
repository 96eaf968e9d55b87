import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
  for (const number of ['1058529940 هوية', '٠٥٠٠٠٠٠٠٠١', '1234567890123'])
    expect(house.words(await ask(number))).not.toMatch(/1058529940|500000001|٥٠٠٠٠٠٠٠١|1234567890123/u);
});

test('a mobile or a national ID is looked up by its keyed hash, and that it was sought is kept', async () => {
  await register(0, 'أم عبدالله', 'منيرة سالم الحربي');
  await register(1, 'أم صالح', 'هيا صالح المقبل', { mobile: { mobile: '+966559998877', own: true } });
  for (const [typed, by] of [
    ['٠٥٥٩٩٩٨٨٧٧', 'mobile'],
    ['جوالها 055 999 8877', 'mobile'],
    [nationalId(1), 'national-id'],
    [`هوية ${nationalId(1)}`, 'national-id'],
  ] as const) {
    const found = await ask(typed);
    expect(house.words(found)).toContain('Name: ⁨هيا');
    expect(house.words(found)).not.toMatch(/559998877|٥٥٩٩٩٨٨٧٧/u);
    expect(house.words(found)).not.toContain(nationalId(1));
    expect(found.audit).toMatchObject([
      { action: 'files.searched', references: { by, found: 1 } },
      { action: 'case.opened' },
    ]);
  }
  const none = await ask('0551112233');
  expect(house.words(none)).toContain('No file has this mobile');
  expect(none.audit).toMatchObject([{ action: 'files.searched', references: { by: 'mobile', found: 0 } }]);
  const salem = await house.member('marketing-officer', 'سالم');
  expect(house.words(await ask('0559998877', salem))).toBe('That is not within your role.');
});

describe('words typed at the menu', () => {
  const lead = (actor: Actor, words: string, of = 'file') =>
    house.source(actor, 'file-by-words', { of, words });

  test('lead an officer to a file, whatever its state; words that name none lead nowhere', async () => {
    await threeFamilies();
    await house.approve(officer, 'act:approve:1:1');
    expect(await lead(officer, 'ام عبد الله')).toEqual({
      flow: 'staff-files',
      params: { file: 'ام عبد الله' },
    });
    expect(await lead(officer, '4')).toEqual({ flow: 'staff-files', params: { file: '4' } });
    expect(house.words(await ask('4'))).toContain('no file for');
    expect(await lead(officer, nationalId(1))).toMatchObject({ flow: 'staff-files' });
    expect(await lead(officer, 'مطر وثلج')).toBeNull();
    expect(await lead(officer, '9', 'application')).toBeNull();
  });

  test('lead others to a task of their own, and never to a file', async () => {
    await threeFamilies();
    const talk = { topic: 'licensing', message: 'وش الرخصة؟', voice: null, womanOnly: false, when: null };
    const family = await register(5, 'أم تركي', 'موضي حمد العمر');
    await house.command(family, 'request-person', talk);
    const licensing = await house.member('licensing-officer', 'سالم');
    const task = await house.database.task.findFirstOrThrow({ where: { kind: 'person-request' } });
    const opened = { flow: 'staff-tasks', params: { task: String(task.number) } };
    expect(await lead(licensing, 'أم تركي')).toEqual(opened);
    expect(await lead(licensing, 'موضي')).toEqual(opened);
    expect(await lead(licensing, '4')).toEqual(opened);
    for (const words of ['أم عبدالله', '1', '0551234567', nationalId(5)])
      expect(await lead(licensing, words)).toBeNull();
    expect(await lead(family, 'أم تركي')).toBeNull();
    // Typed outright, a personal number that opens nothing is answered, without being said back.
    const told = JSON.stringify(await lead(licensing, '0551234567', 'search'));
    expect(told).toContain('alerts:files.none');
    expect(told).not.toContain('0551234567');
  });
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
