import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor, Effects } from '../../../src/domain/contract.ts';
import { button, type House, openHouse } from '../house.ts';
import { acceptedFamily, applicationOf, type Staff, staffOf, wish } from './applicant.ts';

// Files and applications are numbered each for itself: the same number may be of two families.

let house: House;
let staff: Staff;
beforeEach(async () => {
  house = await openHouse();
  staff = await staffOf(house);
});
afterEach(() => house.close());

/** Marks that keep words of two directions apart are not for reading. */
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/gu, '');
const read = (effects: Effects): string =>
  plain((effects.replies ?? []).map((reply) => house.read(reply)).join('\n'));

/** Of two accepted families the second applies: file 2 has application 1. */
const secondApplies = async () => {
  const first = await acceptedFamily(house, staff.noura);
  const second = await acceptedFamily(house, staff.noura);
  await house.command(second, 'submit-application', wish());
  return { first, second, application: applicationOf(house, second) };
};

const labels = async (member: Actor): Promise<readonly string[]> =>
  ((await house.source(member, 'open-tasks')) as readonly { readonly label: string }[]).map(({ label }) =>
    plain(label),
  );

test('a list names an application by its own number, whatever the file’s is', async () => {
  await secondApplies();
  expect((await labels(staff.noura)).filter((label) => label.includes('💰'))).toEqual([
    expect.stringMatching(/^💰 طلب ١ · /u),
  ]);
});

test('a number that is a file’s and an application’s of another family is asked about', async () => {
  await secondApplies();
  const asked = await house.command(staff.noura, 'show-file', { file: '1' });
  expect(read(asked)).toContain('Which one?');
  expect(house.buttons(asked.replies?.[0])).toEqual(['act:file:application-1', 'act:file:1', 'staff-files']);
  const shown = await house.press(staff.noura, button(asked.replies?.[0], 'file'));
  expect(read(shown)).toContain('10,000');
  expect(read(await house.command(staff.noura, 'show-file', { file: '2' }))).toContain('10,000');
});

test('a number typed leads to the file or task; one that is nobody’s says so, and starts nothing', async () => {
  const { application } = await secondApplies();
  const lead = (member: Actor, words: string) =>
    house.source(member, 'file-by-words', { of: 'number', words });
  expect(await lead(staff.noura, '1')).toEqual({ flow: 'staff-files', params: { file: '1' } });
  expect(await lead(staff.noura, '77')).toMatchObject({ say: [{ key: 'alerts:files.no-number' }] });
  await application.words(staff.noura, 'mark-application-ready', { opinion: 'جيد' });
  await application.press(staff.finance, 'send-sure');
  const { number } = await application.task();
  expect(await lead(staff.bank, '1')).toEqual({ flow: 'staff-tasks', params: { task: String(number) } });
  expect(await lead(staff.bank, '2')).toMatchObject({ say: [{ key: 'alerts:files.no-number' }] });
});

test('whose file is open shows the cards of all that is to be done, the application first', async () => {
  const { second } = await secondApplies();
  const photo = await house.document(second);
  await house.command(second, 'request-person', { topic: 'question', message: 'متى الزيارة؟', when: null });
  expect(photo).toBeDefined();
  const shown = await house.command(staff.noura, 'show-file', { file: '2' });
  expect(shown.replies?.length).toBeGreaterThanOrEqual(3);
  expect(house.read(shown.replies?.[1])).toContain('10,000');
});

test('the day on the card after a claim is the day that the family is told', async () => {
  const { second, application } = await secondApplies();
  await application.press(staff.noura, 'claim');
  const { promisedAt } = await application.row();
  expect((await application.task()).dueAt).toEqual(promisedAt);
  expect(read({ replies: [(await application.card(staff.noura)) ?? { parts: [] }] })).toContain('8 December');
  expect(second).toBeDefined();
});
