import { expect, test } from 'vitest';
import type { Button, RenderedReply } from '../../src/channels/contract.ts';
import { backAndLater, plainReply } from './conformance.ts';
import { createTelegramBench, type TelegramBench } from './telegram-harness.ts';

const buttons = (...labels: readonly string[]): readonly Button[] =>
  labels.map((label, index) => ({ id: `c${index}`, label }));

const lastRows = ({ noura }: TelegramBench): readonly string[] =>
  (noura.messages.at(-1)?.buttons ?? []).map((row) => row.map(({ label }) => label).join(' | '));

const reply = (more: Partial<RenderedReply>): RenderedReply => ({ ...plainReply, ...more });
const askContact = reply({
  id: 'ask',
  text: 'رقم جوالك؟',
  request: 'contact',
  requestLabel: '📱 مشاركة رقمي',
  controls: backAndLater,
});

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['short choices stand in pairs', ['نعم', 'لا', 'لا أدري'], [], ['نعم | لا', 'لا أدري']],
  [
    'a long choice has a row of its own',
    ['أكل من البيت', 'صوف وقطع تراثية من السدو', 'فخار', 'زجاج'],
    [],
    ['أكل من البيت', 'صوف وقطع تراثية من السدو', 'فخار | زجاج'],
  ],
  [
    'controls stand in one last row',
    ['نعم', 'لا'],
    ['رجوع', 'مساعدة', 'لاحقًا'],
    ['نعم | لا', 'رجوع | مساعدة | لاحقًا'],
  ],
  [
    'a control that would be cut there stands below',
    ['نعم', 'لا'],
    ['رجوع', 'حفظ والمتابعة لاحقًا', 'مساعدة'],
    ['نعم | لا', 'رجوع | مساعدة', 'حفظ والمتابعة لاحقًا'],
  ],
])('%s', async (_name, choices, controls, rows) => {
  await using bench = await createTelegramBench();
  await bench.adapter.send('501', reply({ choices: buttons(...choices), controls: buttons(...controls) }));
  expect(lastRows(bench)).toEqual(rows);
});

test('a contact is asked for by a keyboard that has the controls as words', async () => {
  await using bench = await createTelegramBench();
  await bench.adapter.send('501', askContact);
  expect(bench.noura.keyboard).toEqual([['📱 مشاركة رقمي'], ['رجوع'], ['حفظ والمتابعة لاحقًا']]);
  expect(bench.bot.calls[0]?.fields.reply_markup).toMatchObject({
    one_time_keyboard: true,
    resize_keyboard: true,
  });
});

test('the next question takes that keyboard away with its first paragraph', async () => {
  await using bench = await createTelegramBench();
  await bench.adapter.send('501', askContact);
  const next = reply({ id: 'next', text: '٤ من ١٢\n\nوش اسمك؟\n\nمثال: نورة', controls: backAndLater });
  await bench.adapter.send('501', next);
  expect(bench.noura.keyboard).toBeNull();
  expect(bench.noura.messages.slice(1).map(({ text }) => text)).toEqual([
    '٤ من ١٢',
    'وش اسمك؟\n\nمثال: نورة',
  ]);
  expect(lastRows(bench)).toEqual(['رجوع', 'حفظ والمتابعة لاحقًا']);
  await bench.adapter.send('501', { ...next, id: 'after' });
  expect(bench.noura.messages.at(-1)?.text).toBe(next.text);
});

test('a question of one paragraph is preceded by a sign that takes it away', async () => {
  await using bench = await createTelegramBench();
  await bench.adapter.send('501', askContact);
  await bench.adapter.send('501', reply({ id: 'next', text: 'وش اسمك؟', controls: backAndLater }));
  expect(bench.noura.keyboard).toBeNull();
  expect(bench.noura.messages.slice(1).map(({ text }) => text)).toEqual(['✅', 'وش اسمك؟']);
});

test('words without any button take it away too', async () => {
  await using bench = await createTelegramBench();
  await bench.adapter.send('501', askContact);
  await bench.adapter.send('501', reply({ id: 'next', text: 'حفظنا كل شيء.' }));
  expect(bench.noura.keyboard).toBeNull();
  expect(bench.noura.messages).toHaveLength(2);
});

test('the same request again keeps it', async () => {
  await using bench = await createTelegramBench();
  await bench.adapter.send('501', askContact);
  await bench.adapter.send('501', { ...askContact, id: 'again' });
  expect(bench.noura.keyboard?.[0]).toEqual(['📱 مشاركة رقمي']);
  expect(bench.noura.messages).toHaveLength(2);
});
