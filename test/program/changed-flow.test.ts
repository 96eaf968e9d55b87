import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CompiledFlow, compileFlows } from '../../src/engine/registry.ts';
import type { Flow, Question } from '../../src/engine/vocabulary.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { programFolder, type RunningProgram, runProgram, stopPrograms } from '../support/program.ts';
import { type Chat, openChat } from '../support/program-chat.ts';
import { answerUntil, registrationScript, type Script, someFamily } from '../support/program-registration.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await stopPrograms();
  await database.drop();
});

/**
 * The registration as a later version has it: a question came before the name (`craft` moved to the front), `called`
 * is gone, and where she lives, one answer until now, is split in two.
 */
const changed = (old: Flow): Flow => {
  const by = (key: string): Question => {
    const found = old.questions.find((question) => question.key === key);
    if (!found) throw new Error(`no question ${key}`);
    return found;
  };
  const split: readonly Question[] = [
    { ...by('craftOther'), key: 'district', when: () => true },
    { ...by('craftOther'), key: 'street', when: () => true },
  ];
  const kept = old.questions.filter(({ key }) => !['craft', 'called', 'address'].includes(key));
  const at = kept.findIndex(({ key }) => key === 'householdSize');
  return {
    ...old,
    version: 2,
    questions: [kept[0] ?? by('fullName'), by('craft'), ...kept.slice(1, at), ...split, ...kept.slice(at)],
    migrate({ address, called: _called, ...answers }) {
      const words = (address as { readonly description?: string } | undefined)?.description?.split('، ');
      return words === undefined
        ? answers
        : { ...answers, district: words[0] ?? '', street: words.slice(1).join('، ') };
    },
  };
};

/** The program with the changed flow in place of its own, as a deploy would bring it. */
const changeFlow = (program: RunningProgram): void => {
  const flows = program.house.registry.flows as Map<string, CompiledFlow>;
  const registration = flows.get('registration');
  if (!registration) throw new Error('no registration');
  for (const [name, compiled] of compileFlows([changed(registration.flow)])) flows.set(name, compiled);
};

const describedAddress: Script = {
  'address.how': { choice: 'describe' },
  'address.description': { text: 'حي الصفراء، شارع التحلية' },
};

const versions = async (program: RunningProgram) =>
  (await program.stores.database.conversation.findMany({ select: { version: true } })).map(
    ({ version }) => version,
  );

const begin = async (program: RunningProgram, until: string): Promise<{ chat: Chat; script: Script }> => {
  const chat = openChat(program);
  const script = { ...(await registrationScript(someFamily())), ...describedAddress };
  await chat.says('ابي اسجل');
  await answerUntil(chat, script, until);
  return { chat, script };
};

test('people in the middle are taken along with every answer, at the new and at the removed question', async () => {
  const dataDir = programFolder();
  const old = await runProgram({ databaseUrl: database.url, dataDir });
  const late = await begin(old, 'registration.salesMonthly');
  const atRemoved = await begin(old, 'registration.called');
  await old.stop();

  const next = await runProgram({ databaseUrl: database.url, dataDir });
  changeFlow(next);
  for (const { chat } of [late, atRemoved]) chat.moveTo(next);
  // Every answer was given already, `craft` among them, so nothing is asked again but what waited.
  await late.chat.says('٢٢٠٠');
  expect(late.chat.waiting).toBe('registration.householdIncome');
  await answerUntil(late.chat, late.script, 'registration.review');
  const review = late.chat.replies.at(-1)?.text ?? '';
  for (const value of ['لطيفة سليمان الدوسري', 'بريدة', 'أكل بيتي', 'حي الصفراء', 'شارع التحلية', '٢٬٢٠٠']) {
    expect(review).toContain(value);
  }
  // What waited is gone: she is told, and goes on with what the new version asks first.
  await atRemoved.chat.says('أم سليمان');
  expect(atRemoved.chat.waiting).toBe('registration.craft');
  await answerUntil(
    atRemoved.chat,
    {
      ...atRemoved.script,
      'registration.district': { text: 'الصفراء' },
      'registration.street': { text: 'التحلية' },
    },
    'registration.review',
  );
  expect(atRemoved.chat.replies.at(-1)?.text).toContain('لطيفة سليمان الدوسري');
});

test('an old process beside the new one leaves newer frames alone, and the new one answers', async () => {
  const dataDir = programFolder();
  const old = await runProgram({ databaseUrl: database.url, dataDir, words: ['--role', 'web'] });
  const next = await runProgram({ databaseUrl: database.url, dataDir });
  changeFlow(next);
  const { chat, script } = await begin(old, 'registration.birthDate');
  // The new process takes this turn, and the conversation with it to the new version.
  chat.moveTo(next);
  await chat.says('١٢/٤/١٩٨٥');
  expect(chat.waiting).toBe('registration.craft');
  const [before] = await versions(next);

  // A message that comes in at the old process is stored there, not taken, and answered by the new one.
  chat.moveTo(old);
  await chat.act({ choices: ['ceramics'] });
  expect(chat.waiting).toBe('registration.city');
  expect(await versions(next)).toEqual([(before ?? 0) + 1]);
  chat.moveTo(next);
  const addressNow: Script = {
    'registration.district': { text: 'الصفراء' },
    'registration.street': { text: 'التحلية' },
  };
  await answerUntil(chat, { ...script, ...addressNow }, 'registration.review');
  expect(chat.replies.at(-1)?.text).toContain('فخار');
});
