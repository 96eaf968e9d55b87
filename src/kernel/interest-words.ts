import { matchKey } from './match-key.ts';
import { looksLikeQuestion } from './questions.ts';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const forbidden = wordSet(
  'حرام الحرام حرامه ربا الربا بربا والربا ربوي ربويه شرعي شرعيه الشريعه haram haraam riba usury sharia shariah',
);
const interest = wordSet(
  'فوايد الفوايد بفوايد فوايدكم فايده الفايده بفايده فايدتكم والفايده والفوايد interest',
);
/** Livestock is called «حلال» too: alone the word asks nothing about money. */
const allowed = wordSet('حلال حلالا halal halaal');
const money = wordSet(
  'تمويل التمويل تمويلكم قرض القرض قرضكم قروض سلفه السلفه فلوس الفلوس هذا هذي ذا is this it loan money financing',
);
/** What a question in plain words begins with, where no mark and no word of asking stands. */
const opensQuestion = wordSet('فيه فيها عليه عليها عندكم هو هي هذا هذي يعني تاخذون is are does do the its');
/** «حرام عليكم» blames, and «وش الفايدة من التسجيل» asks what something is good for. */
const blames = wordSet('عليكم عليك عليهم');
const asksUse = wordSet('وش ايش شنو من what');
const mostWords = 14;

/**
 * Whether a message asks about interest, or whether money from here is allowed by religion («فيه فوايد؟», «هل التمويل
 * حرام», "is this haram?"): it is answered for itself, and is no wish for the money.
 */
export function asksAboutInterest(text: string): boolean {
  const words = matchKey(text.slice(0, 200)).split(' ');
  if (words.length > mostWords) return false;
  if (!looksLikeQuestion(text) && !opensQuestion.has(words[0] ?? '')) return false;
  const ofFaith = words.findIndex((word) => forbidden.has(word));
  if (ofFaith >= 0) return !blames.has(words[ofFaith + 1] ?? '');
  if (words.some((word) => allowed.has(word))) return words.some((word) => money.has(word));
  const isUse = words.some((word) => asksUse.has(word)) && !words.some((word) => money.has(word));
  return !isUse && words.some((word) => interest.has(word));
}
