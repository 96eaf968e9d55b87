import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readRunningUrl } from '../../src/db/embedded/index.ts';
import { cleanUp, homeOf, temporaryFolder } from '../support/embedded.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { openChat } from '../support/program-chat.ts';
import { programChild, stopChildren } from '../support/program-process.ts';
import { answerUntil, registrationScript, someFamily } from '../support/program-registration.ts';
import { telegramEnvironment } from '../support/program-telegram.ts';
import { dumpDatabase, dumpFolder, findSecrets } from '../support/secret-search.ts';

afterAll(async () => {
  await stopChildren();
  await cleanUp();
});

const clone = fileURLToPath(new URL('../../', import.meta.url));

/** A code from the command beside the running program, as an operator asks for it. */
const invite = (dataDir: string, role: string, name: string): string => {
  const told = spawnSync(
    process.execPath,
    ['src/staff-cli.ts', 'invite', '--role', role, '--name', name, '--sex', 'female', '--json'],
    { cwd: clone, env: { PATH: process.env.PATH, DATA_DIR: dataDir, DEMO: '0' }, encoding: 'utf8' },
  );
  return (JSON.parse(told.stdout) as { readonly code: string }).code;
};

test('the search finds what lies about, in every encoding', () => {
  const secret = '1058529940';
  const found = (bytes: Buffer) => findSecrets([{ name: 'x', bytes }], [secret]).length;
  const inside = `{"id":"${secret}"}`;
  for (const shift of ['', 'a', 'ab']) {
    expect(found(Buffer.from(Buffer.from(shift + inside).toString('base64')))).toBe(1);
    expect(found(Buffer.from(Buffer.from(shift + inside).toString('base64url')))).toBe(1);
  }
  expect(found(Buffer.from(inside, 'utf16le'))).toBe(1);
  expect(found(Buffer.from(Buffer.from(inside).toString('hex')))).toBe(1);
  expect(found(Buffer.from('nothing here'))).toBe(0);
});

test('after whole journeys, no ID, IBAN, number, name or key of a chat is in clear anywhere', async () => {
  await using bot = await startFakeBotApi();
  const dataDir = temporaryFolder();
  const child = await programChild({
    dataDir,
    environment: { ...telegramEnvironment(bot), DOCUMENTS_SHARED: '0' },
  });
  const noura = openChat(child);
  const code = invite(dataDir, 'case-officer', 'نورة');
  await noura.says(code);

  const own = someFamily({ fullName: 'مضاوي عبدالعزيز السبيعي', called: 'أم عبدالعزيز' });
  const family = openChat(child);
  await family.says('السلام عليكم');
  const script = await registrationScript(own);
  await answerUntil(family, script, 'registration.nationalId');
  // Also where nobody asked for them, and where they are refused.
  await family.says(`هويتي ${own.nationalId.slice(0, 9)}9 وحسابي ${own.iban}`);
  await family.says(own.nationalId);
  await answerUntil(family, script, 'menu.menu');
  const card = await noura.hears('أم عبدالعزيز');
  await noura.presses(card, 'claim');
  await noura.presses(noura.replies.at(-1) ?? card, 'unmask');
  await family.chooses('talk-to-person');
  await answerUntil(
    family,
    {
      'talk-to-person.topic': { choice: 'registration' },
      'talk-to-person.message': { text: `رقمي الثاني 0556677889 وحسابي ${own.iban}` },
      'talk-to-person.womanOnly': { choice: 'no' },
      'talk-to-person.when': { choice: 'skip' },
    },
    'menu.menu',
  );
  await noura.presses(await noura.hears('رقمي الثاني'), 'reply');
  await noura.says('كلميني على 0501112223');
  await family.hears('كلميني على');

  const desk = someFamily({ fullName: 'شعاع فيصل المطيري', called: 'أم فيصل' });
  await noura.chooses('menu');
  await answerUntil(noura, await registrationScript(desk, 'desk-registration'), 'menu.menu');
  const person = bot.person({ id: 987_654_321, language: 'ar', phone: '966509998887', name: 'Modhi' });
  person.says('السلام عليكم');
  await bot.until(() => person.messages[0]);
  person.says(`1058529940`);
  await bot.until(() => person.messages[1]);

  const secrets = [own, desk].flatMap(({ nationalId, mobile, iban, fullName, called, shortAddress }) => [
    nationalId,
    mobile,
    mobile.slice(1),
    iban,
    iban.slice(4),
    fullName,
    called,
    shortAddress,
  ]);
  const more = ['0556677889', '556677889', '501112223', '1058529940', '966509998887', '987654321', 'Modhi'];
  const keys = [family.id, noura.id, code, code.replaceAll('-', ''), bot.token];
  const all = [...new Set([...secrets, ...more, ...keys])];

  const rows = await dumpDatabase(readRunningUrl(dataDir) ?? '');
  expect(rows.length).toBeGreaterThan(20);
  expect(findSecrets(rows, ['buraydah'])).not.toEqual([]);
  expect(findSecrets(rows, all)).toEqual([]);
  const output = child.output();
  expect(output).toContain('"level":"debug"');
  expect(findSecrets([{ name: 'the log', bytes: Buffer.from(output) }], all)).toEqual([]);

  expect(await child.end('SIGTERM')).toBe(0);
  const files = [...dumpFolder(dataDir), ...(homeOf(dataDir) === dataDir ? [] : dumpFolder(homeOf(dataDir)))];
  expect(findSecrets(files, ['buraydah'])).not.toEqual([]);
  // Short words stand in PostgreSQL's own files by chance.
  expect(
    findSecrets(
      files,
      all.filter((secret) => secret.length > 6),
    ),
  ).toEqual([]);
}, 120_000);
