import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/contract.ts';
import type { Answers } from '../../../src/engine/vocabulary.ts';
import { button, type House, nationalId, openHouse } from '../house.ts';
import { acceptedFamily, applicationOf, type Staff, staffOf, wish } from './applicant.ts';

let house: House;
let staff: Staff;
beforeAll(async () => {
  house = await openHouse();
  staff = await staffOf(house);
});
afterAll(() => house.close());

const hasReader = spawnSync('pdftotext', ['-v']).error === undefined;

/** An application of a family of its own that was sent to the bank. */
const sentToBank = async (changes: Answers = {}) => {
  const family = await acceptedFamily(house, staff.noura);
  await house.command(family, 'submit-application', wish(changes));
  const application = applicationOf(house, family);
  await application.words(staff.noura, 'mark-application-ready', { opinion: 'مشروع قائم وطلبه ثابت' });
  const sent = await application.press(staff.finance, 'send-sure');
  return { family, application, sent };
};

const filesOf = async (application: { row(): Promise<{ readonly id: string }> }) =>
  house.database.applicationFile.findMany({
    where: { applicationId: (await application.row()).id },
    orderBy: { number: 'asc' },
    include: { document: true },
  });

/** The content as it lies in the document store, opened with the family's key. */
const contentOf = async (family: Actor, documentId: string): Promise<Uint8Array> => {
  const { storageKey } = await house.database.document.findUniqueOrThrow({ where: { id: documentId } });
  const content = await house.readFile(family.personId, documentId, storageKey);
  if (!content.ok) throw new Error(content.error);
  return content.value;
};

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** What an independent reader finds in a PDF, without the marks and spaces that it adds; pages parted by \f. */
const textOf = (content: Uint8Array): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: content })
    .toString('utf8')
    .replace(/\p{Cf}/gu, '')
    .replace(/[^\S\n\f]+/gu, '');

describe('the quotations in the file for the bank', () => {
  test.skipIf(!hasReader)(
    `lists those that hold, with supplier, total and last day${hasReader ? '' : ' (skipped: pdftotext is absent)'}`,
    async () => {
      const family = await acceptedFamily(house, staff.noura);
      const quotation = async (of: string | null) => ({
        pages: [await house.document(family)],
        of,
        supplier: null,
        until: null,
      });
      const quotations = [await quotation('عجانة'), await quotation(null), await quotation('فرن')];
      await house.command(family, 'submit-application', wish({ quotations }));
      const found = [
        { supplier: 'محل الخالدي', total: 1_180_000, iso: '2026-12-20' },
        { supplier: 'معدات القصيم', total: 95_050, iso: '2027-01-05' },
      ];
      const tasks = await house.database.task.findMany({
        where: { topic: 'quotation', personId: family.personId },
        orderBy: { number: 'asc' },
      });
      for (const [place, { supplier, total, iso }] of found.entries())
        await house.command(staff.noura, 'verify-quotation', {
          task: String(tasks[place]?.number),
          supplier,
          total,
          until: { iso, calendar: 'gregorian', typed: iso },
        });
      await house.command(staff.noura, 'reject-document', {
        task: String(tasks[2]?.number),
        reason: 'blurred',
        note: null,
      });
      const application = applicationOf(house, family);
      await application.words(staff.noura, 'mark-application-ready', { opinion: 'مشروع قائم وطلبه ثابت' });
      await application.press(staff.finance, 'send-sure');
      const [file] = await filesOf(application);
      const text = textOf(await contentOf(family, file?.documentId ?? ''));
      expect(text).toContain('عروضالأسعار');
      for (const words of [
        'محلالخالدي',
        '11,800.00',
        '2026/12/20',
        'معدات',
        '950.50',
        '2027/01/05',
        '12,750.50',
      ])
        expect(text).toContain(words);
      expect(text).toContain('كلالأدوات');
      expect(text).not.toContain('فرن');
    },
  );
});

describe('the file for the bank', () => {
  test('is made once when the application goes there, sealed under the family’s key, its hash kept', async () => {
    const { family, application, sent } = await sentToBank();
    const [file, ...others] = await filesOf(application);
    if (!file) throw new Error('no file was made');
    expect(others).toEqual([]);
    const content = await contentOf(family, file.documentId);
    expect(Buffer.from(content.slice(0, 5)).toString()).toBe('%PDF-');
    expect([file.sha256, file.document.sha256]).toEqual([hashOf(content), hashOf(content)]);
    expect(file.document).toMatchObject({
      personId: family.personId,
      mime: 'application/pdf',
      keyId: family.key.id,
    });
    expect(sent.audit?.find(({ action }) => action === 'application.sent')?.references).toMatchObject({
      file: 1,
      sha256: file.sha256,
    });
  });

  test('an application that came back and is sent again gets a second one; the first is kept', async () => {
    const { family, application } = await sentToBank();
    await application.words(staff.bank, 'return-application', { note: 'نحتاج عرض السعر' });
    expect(
      house.buttons(await application.card(staff.noura)).some((id) => id.startsWith('act:bank-file:')),
    ).toBe(true);
    await application.words(staff.noura, 'mark-application-ready', { opinion: 'وصل العرض' });
    await application.press(staff.finance, 'send-sure');
    const files = await filesOf(application);
    expect(files.map(({ number }) => number)).toEqual([1, 2]);
    for (const { documentId, sha256 } of files) {
      expect(hashOf(await contentOf(family, documentId))).toBe(sha256);
    }
    expect(files[0]?.contentSha256).not.toBe(files[1]?.contentSha256);
  });

  test('its button sends it to those whose work it is, and the looking is audited', async () => {
    const { application } = await sentToBank();
    const [file] = await filesOf(application);
    const { number } = await application.row();
    const id = button(await application.card(staff.bank), 'bank-file');
    for (const member of [staff.bank, staff.noura, staff.finance, staff.manager]) {
      const { replies, audit } = await house.press(member, id);
      expect(replies?.[0]?.media).toEqual({
        kind: 'document',
        documentId: file?.documentId,
        name: `herfah-${number}-1.pdf`,
      });
      expect(audit).toMatchObject([{ action: 'application.file-opened', references: { number, file: 1 } }]);
    }
  });

  test('nobody else gets it, and the bank no longer once it is taken back', async () => {
    const { family, application } = await sentToBank();
    const id = button(await application.card(staff.bank), 'bank-file');
    const marketing = await house.member('marketing-officer', 'سارة', 'female');
    for (const other of [marketing, family]) {
      const refused = await house.press(other, id);
      expect(refused.replies?.[0]?.media).toBeUndefined();
      expect(refused.audit).toMatchObject([{ action: 'action.refused' }]);
    }
    await house.command(family, 'withdraw-application', {});
    const late = await house.press(staff.bank, id);
    expect(late.replies?.[0]?.media).toBeUndefined();
    expect((await house.press(staff.bank, 'act:bank-file:99999:1')).replies?.[0]?.media).toBeUndefined();
  });
});

describe('the database', () => {
  test('keeps a file as it was, and refuses one of another content or without its sending', async () => {
    const { application } = await sentToBank();
    const [file] = await filesOf(application);
    if (!file) throw new Error('no file was made');
    const { database } = house;
    const { document: _document, ...row } = file;
    await expect(
      database.applicationFile.update({ where: { id: file.id }, data: { sha256: 'a'.repeat(64) } }),
    ).rejects.toThrow();
    await expect(database.applicationFile.delete({ where: { id: file.id } })).rejects.toThrow();
    await expect(
      database.$executeRaw`update document set sha256 = ${'a'.repeat(64)} where id = ${file.documentId}::uuid`,
    ).rejects.toThrow(/kept as it was/u);
    const again = { ...row, id: crypto.randomUUID(), number: 2 };
    await expect(
      database.applicationFile.create({ data: { ...again, sha256: 'a'.repeat(64) } }),
    ).rejects.toThrow(/no file of the application/u);
    const other = await house.document({ ...staff.noura, personId: (await application.row()).personId });
    await database.document.update({
      where: { id: other.documentId },
      data: { purpose: 'bank-file', sha256: 'b'.repeat(64) },
    });
    await expect(
      database.applicationFile.create({
        data: { ...again, documentId: other.documentId, sha256: 'b'.repeat(64) },
      }),
    ).rejects.toThrow(/not one file for each time/u);
  });
});

describe.skipIf(!hasReader)('what pdftotext (poppler-utils) reads in it', () => {
  test('whole words, with no space within them', async () => {
    const { family, application } = await sentToBank({
      project: 'أوسّع خبز الكليجا وأكل بيتي، بعد زيارة السوق',
    });
    const [file] = await filesOf(application);
    const content = await contentOf(family, file?.documentId ?? '');
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: content })
      .toString('utf8')
      .replace(/\p{Cf}/gu, '');
    for (const word of ['ريال', 'زيارة', 'وأكل']) expect(text).toContain(word);
    expect(text.match(/ر يال|ز يارة|أ كل/gu)).toBeNull();
  });

  test('every part in order, numbers unturned, people’s numbers masked', async () => {
    const { family, application } = await sentToBank({ months: 24 });
    const [file] = await filesOf(application);
    const content = await contentOf(family, file?.documentId ?? '');
    const text = textOf(content);
    const { number } = await application.row();
    const parts = [
      'جمعية حرفة التعاونية · ترخيص رقم 1234',
      'دراسة مشروع وطلب تمويل',
      'الثلاثاء 24 نوفمبر',
      'منيرة سالم الحربي',
      'بريدة',
      'أوسع خبز الكليجا',
      '12,000.00',
      '6,000.00',
      'كهرباء',
      '6,500.00',
      '4,010.00',
      '2,005.00',
      'التمويل المطلوب',
      '10,000ريال',
      'جدول الأقساط',
      '417.00 1448/08/16 2027/01/24 1',
      '409.00 1450/08/08 2028/12/24 24',
      'مشروع قائم وطلبه ثابت',
      'نورة',
    ];
    let from = 0;
    for (const part of parts) {
      const found = text.indexOf(part.replaceAll(' ', ''), from);
      expect(found, `${part} after ${text.slice(from, from + 80)}`).toBeGreaterThanOrEqual(0);
      from = found;
    }
    expect(text).toContain('SA••••••••••••••••••7519');
    expect(text).not.toMatch(/SA03|1000000\d{3}/u);
    const pages = text.split('\f').filter((page) => page.trim() !== '');
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      expect(page).toContain(file?.contentSha256.slice(0, 16));
      expect(page).toMatch(new RegExp(`طلبتمويلرقم${number}`, 'u'));
    }
  });

  test('who stands for it is in it, the ID masked', async () => {
    const family = await acceptedFamily(house, staff.noura);
    await house.command(family, 'submit-application', wish({ amount: 1_200_000, months: 24 }));
    const application = applicationOf(house, family);
    await application.words(staff.noura, 'sign-guarantor', {
      fullName: 'صالح فهد المطيري',
      relation: 'sibling',
      nationalId: nationalId(71),
      consent: true,
      mobile: { mobile: '+966500000071' },
      scan: await house.document(staff.noura),
    });
    const opinion = { opinion: 'مشروع قائم', withoutVisit: 'بيتها في بلدة بعيدة، وكلمناها بالصورة' };
    await application.words(staff.noura, 'mark-application-ready', opinion);
    const [paper] = (await application.press(staff.finance, 'send')).replies ?? [];
    if (!paper) throw new Error('the signed paper was not shown');
    await house.press(staff.finance, button(paper, 'send-sure'));
    const [file] = await filesOf(application);
    const text = textOf(await contentOf(family, file?.documentId ?? ''));
    for (const words of ['الكفيل', 'صالح فهد المطيري', 'أخ أو أخت', 'المكتب']) {
      expect(text).toContain(words.replaceAll(' ', ''));
    }
    expect(text).not.toContain(nationalId(71));
  });

  test('a schedule that goes on to another page has its heading there again', async () => {
    const tools = Array.from({ length: 10 }, (_, place) => ({ name: `أداة ${place + 1}`, price: 200_000 }));
    const { family, application } = await sentToBank({ months: 36, tools });
    const [file] = await filesOf(application);
    const pages = textOf(await contentOf(family, file?.documentId ?? '')).split('\f');
    const headed = pages.filter((page) => page.includes('هجري'));
    expect(headed.length).toBeGreaterThan(1);
  });

  test.each([
    [
      'markup',
      '#import "paper.typ" $x$ *bold* _it_ #{panic()} \\ <label> @ref',
      'import"paper.typ"$x$*bold*_it_',
    ],
    ['controls that turn text around', 'كليجا \u202e1234\u202c \u2067خبز\u2069', '1234'],
    ['pictures and other scripts', 'كليجا 😀👩‍🍳 漢字 ❤️ طازجة', 'طازجة'],
    ['two hundred letters without a break', 'ك'.repeat(200), 'ككك'],
  ])('a project’s name with %s is only words', async (_what, project, shown) => {
    const { family, application } = await sentToBank({ project });
    const [file] = await filesOf(application);
    const text = textOf(await contentOf(family, file?.documentId ?? ''));
    expect(text).toContain(shown);
    expect(text).toContain('جدولالأقساط');
    expect(text).not.toMatch(/[\u{1f300}-\u{1faff}]|漢|\ufffd/u);
  });
});
