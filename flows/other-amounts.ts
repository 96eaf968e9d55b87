import { matchKey } from '../src/kernel/text.ts';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What is paid or wished for, and no income of anybody. */
const owed = wordSet(
  'قسط القسط اقساط الاقساط ايجار الايجار دين ديون سلف سلفه قرض القرض فاتوره فواتير مصروف مصاريف ابي ابغي ابغا احتاج محتاجه محتاج تمويل installment instalment installments instalments rent loan debt bill bills need want',
);
/** What comes in without being sold. */
const received = wordSet('راتب راتبي الراتب رواتب معاش تقاعد التقاعد ضمان الضمان حساب salary wage pension');

const keysOf = (words: string): readonly string[] =>
  matchKey(words)
    .split(' ')
    .flatMap((key) => (key.length > 3 ? [key, key.replace(/^[وبل]/u, '')] : [key]));

/** Whether an amount is told as one that is paid or wished for («ابي ٢٠ الف»), where an income is asked. */
export const isNoIncome = (words: string): boolean => keysOf(words).some((key) => owed.has(key));

/** The same where sales are asked: a salary is none either. */
export const isNoSale = (words: string): boolean =>
  keysOf(words).some((key) => owed.has(key) || received.has(key));

const years = /(?:^| )(?:سنه|سنتين|سنين|سنوات|عام|اعوام|years?)(?: |$)/u;
const within = /(?:^| )(?:في|كل|بالسنه|per|a|every) /u;

/** «عشرين سنة» says for how long, not how many: the problem of it, or null. */
export const timeAlone = (words: string): string | null => {
  const key = matchKey(words);
  return years.test(key) && !within.test(key) ? 'number.a-time' : null;
};
