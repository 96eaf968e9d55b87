import { expect, test } from 'vitest';
import { readLetterLines } from '../../../src/domain/financing/letter-lines.ts';

/** A line in short: the number, what is decided, and what goes with it. */
const short = (typed: string): readonly string[] => {
  const { lines, unread } = readLetterLines(typed);
  return [
    ...lines.map(({ number, decision }) => {
      const less =
        decision.kind === 'approve-less' ? ` ${decision.amountHalalas / 100}/${decision.months}` : '';
      return `${number} ${decision.kind}${less}${decision.words === null ? '' : ` (${decision.words})`}`;
    }),
    ...unread.map(({ said, problem }) => `? ${said}: ${problem}`),
  ];
};

test.each<[string, readonly string[]]>([
  ['١٢ موافق', ['12 approve']],
  ['طلب رقم ١٢: موافق عليه', ['12 approve']],
  ['12 approved in full', ['12 approve']],
  [
    '١٢ موافق، ١٣ مرفوض دخل غير كاف، ١٤ موافق ٨٠٠٠ على ٢٤',
    ['12 approve', '13 decline (دخل غير كاف)', '14 approve-less 8000/24'],
  ],
  ['١٢ موافق\n١٣ موافق', ['12 approve', '13 approve']],
  ['١٢ و١٣ موافق', ['12 approve', '13 approve']],
  ['١٢، ١٣، ١٤ موافق', ['12 approve', '13 approve', '14 approve']],
  ['١٣ مرفوض بسبب الدخل، والتزاماتها عالية', ['13 decline (الدخل، والتزاماتها عالية)']],
  ['١٤ موافق على مبلغ ٨،٠٠٠ على ٢٤ شهرًا', ['14 approve-less 8000/24']],
  ['١٤ موافق ٨ آلاف لمدة ٢٤ شهر نبدأ بأقل', ['14 approve-less 8000/24 (نبدأ بأقل)']],
  ['14 approved 8,000 over 24 months', ['14 approve-less 8000/24']],
  ['١٤ موافق، ٨٠٠٠ على سنتين', ['14 approve-less 8000/24']],
  ['١٣ غير موافق: سجل ائتماني', ['13 decline (سجل ائتماني)']],
  ['١٣ لم تتم الموافقة لضعف الدخل', ['13 decline (لضعف الدخل)']],
  // A time is read whole.
  ['٧ موافقة على سبعة آلاف وخمسمئة على سنة ونصف', ['7 approve-less 7500/18']],
  ['٧ موافق ٧٥٠٠ على سنتين ونص', ['7 approve-less 7500/30']],
  ['٧ موافق ٧٥٠٠ لمدة سنة وستة أشهر', ['7 approve-less 7500/18']],
  ['٧ موافق ٧٥٠٠ على ١٨ شهرًا بسبب الدخل', ['7 approve-less 7500/18 (الدخل)']],
  ['7 approved 7500 over a year and a half', ['? 7 approved 7500 over a year and a half: no-months']],
  ['٧ موافق ٧٥٠٠ على ١٨ و٣ شهور', ['? 7 موافق 7500 على 18 و3 شهور: no-months']],
  // A line is a line, and a number with its own decision begins one; nothing said of one application reaches another.
  ['٧ موافق ٧٥٠٠ على ١٨ و ٦ مرفوض دخل غير كاف', ['7 approve-less 7500/18', '6 decline (دخل غير كاف)']],
  ['٧ موافق ٧٥٠٠ على ١٨ و٦ مرفوض دخل غير كاف', ['7 approve-less 7500/18', '6 decline (دخل غير كاف)']],
  [
    '٦ مرفوض دخل غير كاف\nطلب سلمى موافق عليه ٧٥٠٠',
    ['6 decline (دخل غير كاف)', '? طلب سلمى موافق عليه 7500: no-number'],
  ],
  [
    '٦ مرفوض دخل غير كاف، طلب سلمى موافق عليه ٧٥٠٠',
    ['? 6 مرفوض دخل غير كاف، طلب سلمى موافق عليه 7500: two-decisions'],
  ],
  [
    '٣ مرفوض\nطلب أم محمد الموافقة عليه بعشرة آلاف',
    ['? 3 مرفوض: no-reason', '? طلب أم محمد الموافقة عليه بعشرة آلاف: no-number'],
  ],
  ['١٤ موافق\n٨٠٠٠ على ٢٤', ['14 approve-less 8000/24']],
  ['١٣ مرفوض، الكفيل رفض ولم يوافق على المبلغ', ['13 decline (الكفيل رفض ولم يوافق على المبلغ)']],
  // What is not clear decides nothing.
  ['١٣ مرفوض', ['? 13 مرفوض: no-reason']],
  ['٧ موافق ٧.٥٠٠ على ١٨', ['? 7 موافق 7.500 على 18: two-amounts']],
  ['7 approved 7.500 over 18', ['? 7 approved 7.500 over 18: two-amounts']],
  ['١٤ موافق ٨٠٠٠', ['? 14 موافق 8000: no-months']],
  ['١٥ موافق بشرط كفيل', ['? 15 موافق بشرط كفيل: condition']],
  ['١٥ تحت الدراسة', ['? 15 تحت الدراسة: no-decision']],
  ['موافق', ['? موافق: no-number']],
  ['أم عبدالله موافق', ['? أم عبدالله موافق: no-number']],
  ['١٢', ['? 12: no-decision']],
  ['١٢ موافق، ١٢ مرفوض دخل قليل', ['? 12 مرفوض دخل قليل: twice']],
  ['١٢ مواقف، ١٣ موافق', ['13 approve', '? 12 مواقف: no-decision']],
])('«%s»', (typed, expected) => {
  expect(short(typed)).toEqual(expected);
});
