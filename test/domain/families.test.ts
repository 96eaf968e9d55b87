import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { welcome } from '../../flows/welcome/flow.ts';
import type { Actor } from '../../src/domain/contract.ts';
import { alertNewTasks } from '../../src/domain/staff/index.ts';
import type { Answers, Reply } from '../../src/engine/vocabulary.ts';
import { association, button, type House, nationalId, openHouse, registration } from './house.ts';

let house: House;
let family: Actor;
beforeEach(async () => {
  house = await openHouse();
  family = await house.person();
});
afterEach(() => house.close());

const theFamily = () => house.database.family.findFirstOrThrow();
const statusKeys = async (actor: Actor) =>
  ((await house.source(actor, 'status')) as readonly { readonly key: string }[]).map(({ key }) => key);

describe('registering', () => {
  test('gives a number, and the promised day counts Sunday to Thursday', async () => {
    expect(await statusKeys(family)).toEqual(['alerts:status.none']);
    const { outcome } = await house.command(family, 'register-family', registration());
    expect(outcome).toEqual({ number: '1', promisedDay: { date: '2026-11-29', withHijri: true } });
    expect(await statusKeys(family)).toEqual(['alerts:status.submitted']);
    expect(await house.database.task.findMany({ select: { kind: true, role: true, state: true } })).toEqual([
      { kind: 'registration', role: 'case-officer', state: 'open' },
    ]);
  });

  test('who asks when the money comes, and never asked for any, hears what the day is of', async () => {
    await house.command(family, 'register-family', registration());
    const said = async () =>
      (
        (await house.source(family, 'status', { about: 'payment' })) as readonly { readonly key: string }[]
      ).map(({ key }) => key);
    expect(await said()).toEqual(['alerts:status.submitted', 'alerts:status.no-financing-dated']);
    await house.command(family, 'request-person', { topic: 'financing', message: 'أبغى تمويل' });
    expect(await said()).toEqual(['alerts:status.submitted', 'alerts:status.person-request']);
  });

  test('twice by the same person keeps the first', async () => {
    await house.command(family, 'register-family', registration());
    const again = await house.command(family, 'register-family', registration());
    expect(again.outcome).toMatchObject({ number: '1' });
    expect(await house.database.task.count()).toBe(1);
  });

  test('with an ID that is registered already is refused at that question', async () => {
    const other = await house.person();
    expect(await house.source(other, 'national-id-taken', { nationalId: nationalId(0) })).toBe(false);
    await house.command(family, 'register-family', registration());
    expect(await house.source(other, 'national-id-taken', { nationalId: nationalId(0) })).toBe(true);
    expect(await house.source(family, 'national-id-taken', { nationalId: nationalId(0) })).toBe(false);
    expect(await house.run(other, 'register-family', registration())).toEqual({
      ok: false,
      error: { question: 'nationalId', problem: 'taken' },
    });
  });

  test('without consent to the use of data, or once it was taken back, is refused', async () => {
    const stranger = await house.stranger();
    const refused = { ok: false, error: { question: 'review', problem: 'no-consent' } };
    expect(await house.run(stranger, 'register-family', registration())).toEqual(refused);
    const said = { language: 'ar', address: 'female' };
    await house.command(stranger, 'record-welcome', {
      ...said,
      consents: { data: true, announcements: false },
    });
    house.clock.now = new Date(house.clock.now.getTime() + 1000);
    await house.command(stranger, 'record-welcome', { ...said, consents: { data: false } });
    expect(await house.run(stranger, 'register-family', registration())).toEqual(refused);
    expect(await house.database.family.count()).toBe(0);
  });

  test('with one ID by ten people at once registers one of them', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => house.person()));
    const results = await Promise.all(people.map((one) => house.run(one, 'register-family', registration())));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await house.database.family.count()).toBe(1);
  });

  test('leaves no personal value in clear', async () => {
    await house.command(family, 'register-family', registration());
    const row = JSON.stringify(await theFamily());
    for (const value of [nationalId(0), '551234567', 'SA0380000000608010167519', 'منيرة', '1987']) {
      expect(row).not.toContain(value);
    }
  });

  test('with a photo makes it the family’s ID photo, with a task to look at it', async () => {
    const idPhoto = await house.document(family);
    await house.command(family, 'register-family', registration({ idPhoto }));
    const document = await house.database.document.findFirstOrThrow();
    expect(document).toMatchObject({ purpose: 'id-photo', personId: family.personId, state: 'received' });
    expect(await house.database.task.findFirst({ where: { kind: 'document' } })).toMatchObject({
      documentId: idPhoto.documentId,
    });
  });
});

describe('correcting', () => {
  beforeEach(() => house.command(family, 'register-family', registration()));

  test('starts from what was given', async () => {
    const { review: _review, ...given } = registration();
    expect(await house.source(family, 'my-data')).toEqual(given);
  });

  test('tells staff what changed, in the open task while there is one', async () => {
    await house.command(family, 'correct-family', registration({ city: 'unayzah', householdSize: 7 }));
    expect(await theFamily()).toMatchObject({ city: 'unayzah', state: 'submitted', version: 2 });
    const officer = await house.member('case-officer', 'نورة');
    const [alert] = await house.inTransaction(alertNewTasks);
    const opened = await house.press(officer, button(alert?.reply, 'open'));
    expect(house.read(alert?.reply)).toContain('Data corrected');
    expect(house.read(opened.replies?.[0])).toContain('Changed: Town and Household');
    expect(await house.database.task.count()).toBe(1);
  });

  test('nothing, or only the name one likes, is nobody’s task', async () => {
    const before = await house.database.task.findFirst();
    await house.command(family, 'correct-family', registration());
    await house.command(family, 'correct-family', registration({ called: 'منيرة' }));
    expect(await house.database.task.findFirst()).toEqual(before);
    expect(await house.source(family, 'my-data')).toMatchObject({ called: 'منيرة' });
  });

  test('to an ID of somebody else is refused', async () => {
    const other = await house.person();
    await house.command(other, 'register-family', registration({ nationalId: nationalId(1) }));
    expect(await house.run(other, 'correct-family', registration())).toMatchObject({ ok: false });
  });
});

describe('decisions', () => {
  let officer: Actor;
  beforeEach(async () => {
    officer = await house.member('case-officer', 'نورة', 'female');
    await house.command(family, 'register-family', registration({ idPhoto: await house.document(family) }));
  });

  const card = async (kind = 'registration') => {
    const task = await house.database.task.findFirstOrThrow({ where: { kind } });
    const shown = await house.command(officer, 'show-task', { task: String(task.number) });
    return shown.replies?.[0];
  };

  test('approved: the family is told, and what it corrects then is looked at', async () => {
    const { messages } = await house.approve(officer, button(await card(), 'approve'));
    expect(messages?.map(({ personId }) => personId)).toEqual([family.personId]);
    expect(house.read(messages?.[0]?.reply)).toMatch(/^Hello .*there is a message for you from Herfah/u);
    expect(await statusKeys(family)).toEqual(['alerts:status.approved']);
    await house.command(family, 'correct-family', registration({ city: 'unayzah' }));
    expect(await theFamily()).toMatchObject({ state: 'approved' });
    expect(await house.database.task.findFirst({ where: { kind: 'correction' } })).toMatchObject({
      state: 'open',
    });
  });

  test('something is asked: the family’s turn, and with the last answer the officer’s again', async () => {
    const task = '1';
    const asked = await house.command(officer, 'ask-family', { task, what: 'iban', note: 'الايبان باسمك' });
    expect(asked.opens).toMatchObject([
      {
        personId: family.personId,
        flow: 'answer-request',
        params: { what: 'iban', note: 'الايبان باسمك', officer: 'نورة', officerSex: 'female' },
      },
    ]);
    // The officer's words stand with the question that opens, once.
    expect(house.read(asked.messages?.[0]?.reply)).not.toContain('الايبان باسمك');
    await house.command(officer, 'ask-family', { task, what: 'clarification', note: 'وش المنتجات؟' });
    expect(await theFamily()).toMatchObject({ state: 'needs-more', promisedAt: null });
    expect(await house.source(family, 'status')).toMatchObject([
      {
        key: 'alerts:status.needs-more',
        params: { what: { list: [{ key: 'alerts:what.iban' }, { key: 'alerts:what.clarification' }] } },
      },
    ]);
    await house.command(family, 'answer-request', { what: 'iban', iban: 'SA4860000000608010167519' });
    expect(await theFamily()).toMatchObject({ state: 'needs-more' });
    await house.command(family, 'answer-request', { what: 'clarification', clarification: 'كليجا ومعمول' });
    expect(await theFamily()).toMatchObject({ state: 'in-review' });
    expect(await house.source(family, 'my-data')).toMatchObject({ iban: 'SA4860000000608010167519' });
    const alerts = await house.inTransaction(alertNewTasks);
    const told = alerts
      .filter(({ personId }) => personId === officer.personId)
      .map(({ reply }) => house.read(reply));
    expect(told.join('\n')).toMatch(
      /The family answered[\s\S]*We asked: ⁨وش المنتجات؟⁩\nMessage: ⁨كليجا ومعمول⁩/u,
    );
  });

  test('a document is rejected, and a new one comes', async () => {
    const rejected = await house.command(officer, 'reject-document', {
      task: '2',
      reason: 'blurred',
      note: null,
    });
    expect(rejected.opens).toMatchObject([
      { flow: 'answer-request', params: { what: 'id-photo', reason: 'blurred' } },
    ]);
    expect(await theFamily()).toMatchObject({ state: 'needs-more' });
    const idPhoto = await house.document(family);
    await house.command(family, 'answer-request', { what: 'id-photo', idPhoto });
    expect(await theFamily()).toMatchObject({ state: 'in-review' });
    const verified = await house.press(officer, button(await openDocumentCard(), 'verify'));
    expect(house.read(verified.replies?.[0])).toContain('verified');
    expect(
      await house.database.document.findMany({ select: { state: true }, orderBy: { createdAt: 'asc' } }),
    ).toEqual([{ state: 'rejected' }, { state: 'verified' }]);
  });

  const openDocumentCard = async () => {
    const task = await house.database.task.findFirstOrThrow({ where: { kind: 'document', state: 'open' } });
    return (await house.command(officer, 'show-task', { task: String(task.number) })).replies?.[0];
  };

  const decline = (changes: Answers = {}) =>
    house.command(officer, 'decline-registration', {
      task: '1',
      reason: 'not-reachable',
      note: 'اتصلنا ثلاث مرات',
      sure: true,
      ...changes,
    });

  /** Where the case stands, as the family reads it. */
  const status = async () =>
    house.read({ parts: (await house.source(family, 'status')) as unknown as Reply['parts'] });

  const object = (changes: Answers = {}) =>
    house.command(family, 'request-person', {
      topic: 'objection',
      message: 'كان جوالي مقفل',
      voice: null,
      womanOnly: false,
      when: null,
      ...changes,
    });

  test('declined: the family reads the reason and the officer’s own words, then and whenever it asks', async () => {
    const declined = await decline();
    const words = /Not reachable\.\n\n⁨نورة⁩ wrote to you: “⁨اتصلنا ثلاث مرات⁩”/u;
    expect(house.read(declined.messages?.[0]?.reply)).toMatch(words);
    expect(await status()).toMatch(words);
  });

  test('declined for another reason: the officer’s words are the reason', async () => {
    const declined = await decline({ reason: 'other', note: 'المشروع خارج القصيم' });
    for (const read of [house.read(declined.messages?.[0]?.reply), await status()]) {
      expect(read).toContain('المشروع خارج القصيم');
      expect(read).not.toContain('Another reason');
    }
  });

  test('not sure: nothing is declined and the family hears nothing', async () => {
    const kept = await decline({ sure: false });
    expect(house.read(kept.replies?.[0])).toContain('told nothing');
    expect(kept.messages).toBeUndefined();
    expect(await theFamily()).toMatchObject({ state: 'submitted' });
  });

  test('what is open of a declined registration is closed with it; what the family wants besides stays open', async () => {
    await object({ topic: 'financing' });
    await decline();
    expect(
      await house.database.task.findMany({
        select: { kind: true, state: true },
        orderBy: { number: 'asc' },
      }),
    ).toEqual([
      { kind: 'registration', state: 'done' },
      { kind: 'document', state: 'done' },
      { kind: 'person-request', state: 'open' },
    ]);
    expect(await house.source(officer, 'open-tasks')).toHaveLength(1);
  });

  test.each(['objection', 'registration', 'other'])(
    'the family objects (%s): the card says to what, in whose words, and its papers are looked at again',
    async (topic) => {
      await decline();
      await object({ topic });
      expect(await theFamily()).toMatchObject({ state: 'in-review' });
      const [task] = await house.database.task.findMany({ where: { kind: 'registration', state: 'open' } });
      const again = await house.command(officer, 'show-task', { task: String(task?.number) });
      const shown = house.read(again.replies?.[0]);
      expect(shown).toMatch(/^Objects to the refusal/u);
      expect(shown).toMatch(/Refused because: Not reachable\nIt was told: ⁨اتصلنا ثلاث مرات⁩/u);
      expect(shown).toContain('It objects: ⁨كان جوالي مقفل⁩');
      expect(shown).toContain('Document: ID photo');
      expect(house.buttons(again.replies?.[0])).toEqual(
        expect.arrayContaining([expect.stringMatching(/^act:approve:/u)]),
      );
    },
  );

  test('an objection after a correction is decided on a card of its own', async () => {
    await decline();
    await house.command(family, 'correct-family', registration({ city: 'unayzah' }));
    await object();
    expect(
      await house.database.task.findMany({
        where: { kind: { in: ['registration', 'correction'] }, state: 'open' },
        select: { kind: true },
        orderBy: { number: 'asc' },
      }),
    ).toEqual([{ kind: 'correction' }, { kind: 'registration' }]);
  });
});

describe('consents', () => {
  test('are kept with version, language and the hash of what was shown', async () => {
    const woman = await house.stranger();
    await house.command(woman, 'record-welcome', {
      language: 'ar',
      address: 'female',
      consents: { data: true, announcements: true },
    });
    house.clock.now = new Date(house.clock.now.getTime() + 1000);
    await house.command(woman, 'stop-announcements', {});
    house.clock.now = new Date(house.clock.now.getTime() + 1000);
    await house.command(woman, 'start-announcements', {});
    const rows = await house.database.consent.findMany({
      where: { personId: woman.personId },
      orderBy: [{ at: 'asc' }, { purpose: 'desc' }],
    });
    expect(
      rows.map(({ purpose, given, version, language }) => ({ purpose, given, version, language })),
    ).toEqual([
      { purpose: 'data', given: true, version: 1, language: 'ar' },
      { purpose: 'announcements', given: true, version: 1, language: 'ar' },
      { purpose: 'announcements', given: false, version: 1, language: 'ar' },
      { purpose: 'announcements', given: true, version: 1, language: 'ar' },
    ]);
    // The words as the welcome put them to a woman, the office's number in them.
    const { params } = welcome.questions.find(({ key }) => key === 'consentData')!;
    const asked = params?.({}, { today: '2026-11-24', facts: { association }, data: {} }) ?? {};
    const shown = house.renderer.reply(
      { parts: [{ key: 'welcome:consentData.ask', params: asked }] },
      { language: 'ar', address: 'female', digits: 'arabic' },
    );
    expect(shown.text).toMatch(/طلبتي\. توافقين؟[\s\S]*016 000 0000/u);
    expect(rows[0]?.textHash).toBe(createHash('sha256').update(shown.text).digest('hex'));
    expect(rows[1]?.textHash).not.toBe(rows[2]?.textHash);
    expect(await house.database.person.findFirst({ where: { id: woman.personId } })).toMatchObject({
      language: 'ar',
      address: 'female',
    });
  });
});

describe('a draft', () => {
  const answers = { fullName: 'منيرة سالم', city: 'buraydah' };

  test.each([false, true])('is a case too; set aside: %s', async (parked) => {
    await house.command(family, 'record-welcome', {
      language: 'ar',
      address: 'female',
      consents: { data: true, announcements: false },
    });
    await house.beginDraft(family, answers, parked);
    expect(await statusKeys(family)).toEqual(['alerts:status.draft']);
    const officer = await house.member('case-officer', 'نورة');
    const [choice] = (await house.source(officer, 'open-files')) as readonly { id: string; label: string }[];
    expect(choice?.label).toBe('⏳ منيرة');
    const shown = await house.command(officer, 'show-file', { file: choice?.id ?? '' });
    expect(house.read(shown.replies?.[0])).toContain('2 answers');
    expect(house.read(shown.replies?.[0])).toContain('at: ID number');
  });

  test('of somebody who did not agree to the use of data is shown to nobody', async () => {
    await house.beginDraft(await house.stranger(), answers, false);
    const officer = await house.member('case-officer', 'نورة');
    expect(await house.source(officer, 'open-files')).toEqual([]);
  });
});
