import { afterAll, expect, test } from 'vitest';
import { heicFile, pdfOfPages, phonePhoto } from '../documents/samples.ts';
import { testDatabase } from '../support/database.ts';
import { runProgram, stopPrograms } from '../support/program.ts';
import { applicationScript, restOfApplication } from '../support/program-application.ts';
import { openChat } from '../support/program-chat.ts';
import { answerUntil, register, someFamily } from '../support/program-registration.ts';

afterAll(stopPrograms);

test('a photo, a HEIC picture, a PDF of forty pages and one that runs scripts: each gets a sentence, and nothing before it is lost', {
  timeout: 120_000,
}, async () => {
  const database = await testDatabase();
  const program = await runProgram({ databaseUrl: database.url });
  const noura = openChat(program);
  await noura.says(await program.invite('case-officer', 'نورة'));
  const mother = openChat(program);
  const family = someFamily({ language: 'ar', called: 'أم سليمان' });
  await register(mother, family);
  const card = await noura.hears(/^تسجيل جديد/u);
  await noura.presses(await noura.presses(card, 'approve'), 'approve-sure');
  await mother.hears('مبروك');
  await answerUntil(
    mother,
    { ...applicationScript(family), ...restOfApplication },
    'loan-application.quotations',
  );

  const sends = async (content: Uint8Array, name: string, type: string): Promise<string> => {
    const answer = await mother.act({ file: { content, name, type } });
    return answer.replies.map(({ text }) => text).join('\n');
  };
  expect(await sends(await phonePhoto(), 'IMG_1.jpg', 'image/jpeg')).toContain('وصلت صفحة واحدة ✅');
  const heic = await sends(heicFile(), 'IMG_2.HEIC', 'image/heic');
  expect(heic).toContain('لقطة شاشة لها تكفي');
  expect(heic).toContain('الأكثر توافقًا');
  expect(heic).toContain('وصلت صفحة واحدة ✅');
  expect(await sends(pdfOfPages(40), 'quotation.pdf', 'application/pdf')).toContain('وصلت كلها، ٤١ صفحة ✅');
  const scripted = Buffer.from(
    '%PDF-1.7\n1 0 obj\n<< /Type /Page /AA << /JS (x) /S /JavaScript >> >>\nendobj\n%%EOF\n',
  );
  expect(await sends(scripted, 'evil.pdf', 'application/pdf')).toContain('فما قبلناه حمايةً لك');
  expect(mother.waiting).toBe('loan-application.quotations.pages');

  await mother.chooses('done');
  for (const words of ['عجانة', 'محل الخالدي', 'تخطي', 'تم']) await mother.says(words);
  await answerUntil(mother, restOfApplication, 'menu.menu');
  const rows = await program.stores.database.quotation.findMany();
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ pages: 41, state: 'received' });
  const kept = await program.stores.database.document.findMany({
    where: { id: { in: rows[0]?.documentIds ?? [] } },
    orderBy: { createdAt: 'asc' },
  });
  expect(kept.map(({ mime, purpose }) => [mime, purpose])).toEqual([
    ['image/jpeg', 'quotation'],
    ['application/pdf', 'quotation'],
  ]);
  // The officer sees how much it is, and gets every file of it.
  const came = await noura.hears(/^عرض سعر وصل/u);
  expect(came.text).toContain('(٤١ صفحة)');
  await noura.presses(came, 'open');
  await noura.look();
  expect(noura.replies.flatMap(({ media }) => media?.kind ?? []).toSorted()).toEqual(['document', 'photo']);
  await program.stop();
  await database.drop();
});
