import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startFakeBotApi } from '../support/fake-bot-api.ts';
import { type RunningProgram, runProgram, stopPrograms, until } from '../support/program.ts';
import { openChat } from '../support/program-chat.ts';
import { answerUntil, register, registrationScript, someFamily } from '../support/program-registration.ts';
import { dumpRedis, flushRedis, noRedis, openRedis, openWay, type Way } from '../support/program-services.ts';
import { telegramEnvironment } from '../support/program-telegram.ts';
import { findSecrets } from '../support/secret-search.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await stopPrograms();
  await database.drop();
});

const readiness = async (
  program: RunningProgram,
): Promise<{ readonly status: number; readonly missing: string }> => {
  const answer = await fetch(`${program.url}/readyz`);
  const { missing } = (await answer.json()) as { readonly missing: readonly string[] };
  return { status: answer.status, missing: missing.join() };
};

const isReady = (program: RunningProgram) =>
  until(async () => (await readiness(program)).status === 200, 'it is ready again', 30_000);

describe('the database', () => {
  let way: Way;
  beforeEach(async () => {
    way = await openWay(database.url);
  });
  afterEach(async () => {
    await stopPrograms();
    await way.close();
  });

  test('is lost and comes back: readiness names it, what was answered stands, and everybody goes on', async () => {
    const program = await runProgram({ databaseUrl: way.url });
    const noura = openChat(program);
    await noura.says(await program.invite('case-officer', 'نورة'));
    const family = openChat(program);
    const script = await registrationScript(someFamily({ called: 'أم غازي' }));
    await family.says('ابي اسجل');
    await answerUntil(family, script, 'registration.householdSize');
    expect(await readiness(program)).toEqual({ status: 200, missing: '' });

    await way.cut();
    expect(await readiness(program)).toMatchObject({
      status: 503,
      missing: expect.stringContaining('database'),
    });
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
    // Nothing is promised that could not be stored; the same message is sent again later.
    expect((await family.post({ text: '٦' }, 'in-the-dark')).status).toBe(500);

    await way.mend();
    await isReady(program);
    await family.act({ text: '٦' }, 'in-the-dark');
    expect(family.waiting).toBe('registration.dependants');
    await answerUntil(family, script, 'menu.menu');
    await noura.hears('أم غازي');
  }, 90_000);

  test('that is not there at the start is a sentence, without its password', async () => {
    await way.cut();
    const url = new URL(way.url);
    url.password = 'hidden-word';
    await expect(runProgram({ databaseUrl: url.href })).rejects.toThrow(
      /^DATABASE_URL could not be used: (?!.*hidden-word)/su,
    );
  });
});

describe.skipIf(noRedis !== null)(`with Redis${noRedis === null ? '' : ` (skipped: ${noRedis})`}`, () => {
  let redis: { readonly url: string; close(): Promise<void> };
  let way: Way;
  beforeAll(async () => {
    if (noRedis === null) redis = await openRedis();
  });
  afterAll(() => redis?.close());
  beforeEach(async () => {
    await flushRedis(redis.url);
    way = await openWay(redis.url);
  });
  afterEach(async () => {
    await stopPrograms();
    await way.close();
  });

  test('the same journey: registered, claimed, approved, told; Redis knows nothing of it', async () => {
    const program = await runProgram({ databaseUrl: database.url, environment: { REDIS_URL: way.url } });
    const noura = openChat(program);
    await noura.says(await program.invite('case-officer', 'نورة'));
    const own = someFamily({ called: 'أم تركي' });
    const family = openChat(program);
    await register(family, own);
    const card = await noura.hears(/^تسجيل جديد[^\n]*\n.*أم تركي/su);
    await noura.presses(await noura.presses(card, 'approve'), 'approve-sure');
    await family.hears('مبروك');
    const bytes = await dumpRedis(redis.url);
    expect(bytes.includes('herfah')).toBe(true);
    const secrets = [
      own.nationalId,
      own.mobile,
      own.mobile.slice(1),
      own.iban,
      own.fullName,
      own.called,
      family.id,
      noura.id,
    ];
    expect(findSecrets([{ name: 'Redis', bytes }], secrets)).toEqual([]);
    const jobs = await program.stores.database
      .$queryRaw`select 1 from information_schema.schemata where schema_name = 'bullmq'`;
    expect(jobs).toEqual([]);
  });

  test('flushed in the middle: nothing is lost, and what was due comes', async () => {
    await using bot = await startFakeBotApi();
    const program = await runProgram({
      databaseUrl: database.url,
      environment: { REDIS_URL: way.url, ...telegramEnvironment(bot) },
    });
    const person = bot.person({ id: 921, language: 'ar' });
    // The first message must wait, and its job with it; then all jobs are gone.
    bot.trouble('sendMessage', { retryAfterSeconds: 2 });
    person.says('السلام عليكم');
    await bot.called('sendMessage');
    const noura = openChat(program);
    await noura.says(await program.invite('case-officer', 'نورة'));
    const family = openChat(program);
    const script = await registrationScript(someFamily({ called: 'أم لولو' }));
    await family.says('ابي اسجل');
    await answerUntil(family, script, 'registration.review');
    await flushRedis(redis.url);
    await family.chooses('submit');
    await flushRedis(redis.url);
    await noura.hears('أم لولو');
    await bot.until(() => person.messages[0]);
    expect(person.messages).toHaveLength(1);
  }, 90_000);

  test('gone for a while: turns go on, readiness names jobs, what waited is sent when it is back, and it can be stopped without it', async () => {
    const program = await runProgram({ databaseUrl: database.url, environment: { REDIS_URL: way.url } });
    const noura = openChat(program);
    await noura.says(await program.invite('case-officer', 'نورة'));
    await way.cut();
    await until(async () => (await readiness(program)).missing === 'jobs', 'readiness names jobs');
    const family = openChat(program);
    await register(family, someFamily({ called: 'أم وليد' }));
    expect(family.waiting).toBe('menu.menu');
    await noura.chooses('menu');
    await way.mend();
    await isReady(program);
    await noura.hears('أم وليد');

    await way.cut();
    const asked = performance.now();
    await program.stop();
    expect(performance.now() - asked).toBeLessThan(10_000);
  }, 90_000);

  test('not there at the start: the program starts, takes turns, and finds it later', async () => {
    await way.cut();
    const program = await runProgram({ databaseUrl: database.url, environment: { REDIS_URL: way.url } });
    expect(await readiness(program)).toEqual({ status: 503, missing: 'jobs' });
    const family = openChat(program);
    await family.says('السلام عليكم');
    expect(family.waiting).toBe('welcome.language');
    await way.mend();
    await isReady(program);
    const noura = openChat(program);
    await noura.says(await program.invite('case-officer', 'نورة'));
    await register(openChat(program), someFamily({ called: 'أم هيثم' }));
    await noura.hears('أم هيثم');
  }, 90_000);
});
