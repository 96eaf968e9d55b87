import { matchKey } from '../src/kernel/text.ts';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What is paid or wished for, and no income of anybody. */
const owed = wordSet(
  'قسط القسط اقساط الاقساط ايجار الايجار دين ديون سلف سلفه قرض القرض فاتوره فواتير مصروف مصاريف ابي ابغي ابغا احتاج محتاجه محتاج تمويل installment instalment installments instalments rent loan debt bill bills need want',
);
/** What comes in without being sold. */
const received = wordSet('راتب راتبي الراتب رواتب معاش تقاعد التقاعد ضمان الضمان حساب salary wage pension');

/** What a household uses up, and what a project does: neither a debt nor anybody's share of the tools. */
const used = wordSet(
  'كهرباء كهربا الكهرباء الكهربا ماء مويه المويه الماء غاز الغاز نت النت انترنت الانترنت جوال الجوال مقاضي المقاضي بنزين البنزين فاتوره الفاتوره فواتير الفواتير مصروف المصروف مصاريف المصاريف مواصلات توصيل تغليف electricity water gas internet groceries fuel petrol bill bills expenses utilities delivery packaging',
);
/** What the project brings in. */
const sold = wordSet(
  'مبيعات مبيعاتي المبيعات بيع البيع ابيع نبيع بعت دخل الدخل دخلي دخلنا sales sell sold income',
);
/** What binds a household every month. */
const binding = wordSet(
  'قسط القسط اقساط الاقساط ايجار الايجار دين ديون سلف سلفه قرض القرض installment instalment installments instalments rent loan debt',
);

const keysOf = (words: string): readonly string[] =>
  matchKey(words)
    .split(' ')
    .flatMap((key) => (key.length > 3 ? [key, key.replace(/^[وبل]/u, '')] : [key]));

/** Whether an amount is told as one that is paid or wished for («ابي ٢٠ الف»), where an income is asked. */
export const isNoIncome = (words: string): boolean => keysOf(words).some((key) => owed.has(key));

/** The same where sales are asked: a salary is none either. */
export const isNoSale = (words: string): boolean =>
  keysOf(words).some((key) => owed.has(key) || received.has(key));

const hasOneOf = (words: string, sets: readonly ReadonlySet<string>[]): boolean =>
  keysOf(words).some((key) => sets.some((set) => set.has(key)));

/** The same where the own share of the tools is asked: a salary, a bill or an instalment is none («راتبي ٤٠٠٠»). */
export const isNoContribution = (words: string): boolean => hasOneOf(words, [owed, received, used, sold]);

/** The same where monthly obligations are asked: a bill of electricity is none, nor is what comes in. */
export const isNoObligation = (words: string): boolean =>
  hasOneOf(words, [used]) || (hasOneOf(words, [received, sold]) && !hasOneOf(words, [binding]));

const years = /(?:^| )(?:سنه|سنتين|سنين|سنوات|عام|اعوام|years?)(?: |$)/u;
const within = /(?:^| )(?:في|كل|بالسنه|per|a|every) /u;

/** «عشرين سنة» says for how long, not how many: the problem of it, or null. */
export const timeAlone = (words: string): string | null => {
  const key = matchKey(words);
  return years.test(key) && !within.test(key) ? 'number.a-time' : null;
};
