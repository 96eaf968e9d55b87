import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { programFolder, type RunningProgram, runProgram, stopPrograms, until } from '../support/program.ts';
import { openChat } from '../support/program-chat.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await stopPrograms();
  await database.drop();
});

/** Messages that were stored together with their turn: handled the moment they were received. */
const storedWithTurn = async (program: RunningProgram): Promise<readonly boolean[]> => {
  const rows = await program.stores.database.$queryRaw<{ readonly together: boolean }[]>`
    select handled_at is not null and handled_at <= received_at as together from inbound order by seq`;
  return rows.map(({ together }) => together);
};

const versions = (program: RunningProgram) =>
  program.stores.database.conversation.findMany({ select: { version: true } });

const twoProcesses = async (): Promise<readonly [RunningProgram, RunningProgram]> => {
  const dataDir = programFolder();
  return [
    await runProgram({ databaseUrl: database.url, dataDir }),
    await runProgram({ databaseUrl: database.url, dataDir }),
  ];
};

describe('a conversation that is at hand', () => {
  test('takes its next message in one statement, and knows one that comes again', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    await chat.says('السلام عليكم');
    const chosen = await chat.act({ choice: 'ar' }, 'mine');
    expect(chosen.question?.key).toBe('address');
    expect(await storedWithTurn(program)).toEqual([true, true]);
    expect(await (await chat.post({ choice: 'ar' }, 'mine')).json()).toEqual(chosen);
    expect(await versions(program)).toEqual([{ version: 2 }]);
  });

  test('after a command is read anew', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    for (const text of ['السلام عليكم', 'العربية', 'أخت']) await chat.says(text);
    for (const yes of ['نعم', 'لا']) await chat.says(yes);
    expect(chat.waiting).toBe('menu.menu');
    await chat.says('الحالة');
    const together = await storedWithTurn(program);
    // The one that carries the command that ends the welcome, and the one behind it, are stored before their turn.
    expect(together).toEqual([true, true, true, true, false, false]);
  });

  test('by two processes in turn goes on where the other left it', async () => {
    const [one, other] = await twoProcesses();
    const chat = openChat(one);
    const heard: (string | null)[] = [];
    for (const [place, text] of ['السلام عليكم', 'العربية', 'رجوع', 'English', 'رجوع', 'العربية'].entries()) {
      chat.moveTo(place % 2 === 0 ? one : other);
      await chat.says(text);
      heard.push(chat.waiting);
    }
    expect(heard).toEqual([
      'welcome.language',
      'welcome.address',
      'welcome.language',
      expect.stringContaining('welcome.'),
      'welcome.language',
      'welcome.address',
    ]);
    expect(await versions(one)).toEqual([{ version: 6 }]);
  });

  test('by two processes at once, every message twice: each has the effect of one', async () => {
    const [one, other] = await twoProcesses();
    const chat = openChat(one);
    const second = openChat(other, chat.id);
    await chat.says('السلام عليكم');
    for (let place = 0; place < 25; place++) {
      const choice = place % 2 === 0 ? 'lang:en' : 'lang:ar';
      await Promise.all([chat.act({ choice }, `twice-${place}`), second.act({ choice }, `twice-${place}`)]);
    }
    expect(await versions(one)).toEqual([{ version: 26 }]);
    expect(await one.stores.database.inbound.count()).toBe(26);
    expect(await one.stores.database.outbound.count()).toBe(26);
  });

  test('knows at once that its person is no longer staff', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    await chat.says(await program.invite('case-officer', 'نورة'));
    const asStaff = await chat.says('القائمة');
    expect(asStaff.replies.at(-1)?.choices.map(({ id }) => id)).toContain('staff-tasks');
    await chat.says('القائمة');
    await program.stores.database.member.updateMany({ data: { state: 'disabled', personId: null } });
    const asNobody = await chat.says('القائمة');
    expect(asNobody.replies.at(-1)?.choices.map(({ id }) => id)).not.toContain('staff-tasks');
  });

  test('takes nothing before a message that waits', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    for (const text of ['السلام عليكم', 'العربية']) await chat.says(text);
    await program.stores.database.$executeRaw`
      update inbound set handled_at = null, outcome = null, retry_at = now() + interval '1 hour'
      where seq = (select max(seq) from inbound)`;
    const answered = chat.post({ text: 'أخت' }, 'behind').catch(() => 'the program stopped');
    await until(
      async () => (await program.stores.database.inbound.count({ where: { handledAt: null } })) === 2,
      'it is stored',
    );
    expect(await versions(program)).toEqual([{ version: 2 }]);
    await stopPrograms();
    await answered;
  });

  test('loses no message when its contact has moved meanwhile', async () => {
    const program = await runProgram({ databaseUrl: database.url });
    const chat = openChat(program);
    const other = openChat(program);
    for (const text of ['السلام عليكم', 'العربية']) await chat.says(text);
    await other.says('السلام عليكم');
    const [mine, theirs] = await program.stores.database.contact.findMany({ orderBy: { createdAt: 'asc' } });
    await program.stores.database.contact.update({
      where: { id: mine?.id ?? '' },
      data: { personId: theirs?.personId ?? '' },
    });
    const moved = await chat.says('English');
    expect(moved.question).toMatchObject({ flow: 'welcome', key: 'address' });
    await until(async () => (await versions(program)).every(({ version }) => version === 2), 'both took two');
  });
});
