import { matchKey } from './match-key.ts';
import { parseYesNo } from './yes-no.ts';

/** What stands around a yes or a no and adds nothing to it: politeness, and what is agreed to or refused. */
const addsNothing: ReadonlySet<string> = new Set(
  'ما|مو|ابي|ابغى|ابغا|بغيت|ارسل|ارسله|ارسلها|ارسلي|ارسليه|ارسليها|ارسلوه|ارسلوها|ترسل|ترسله|ترسلها|ترسلي|ترسلين|ترسلينه|ترسلون|ترسلونه|ترسلوا|وصله|وصلوه|خلاص|خله|خليه|خلها|اتركه|اتركيه|الغ|الغه|الغيه|الغوه|كنسل|الغاء|الحين|الان|بعدين|شكرا|والله|الله|يا|ياليت|لو|سمحت|سمحتي|سمحتوا|من|فضلك|تكفى|تكفين|تكفون|اختي|اخوي|يعافيك|يعافيكم|يعطيك|يعطيكم|العافيه|شي|i|do|it|this|that|them|send|please|now|thanks|thank|you|leave|cancel|want|to'
    .split('|')
    .map(matchKey),
);

/** Whether a text is nothing but a yes or a no (or a "maybe"); «لا ما عندي رخصة» says something of its own. */
export const isPlainYesNo = (text: string): boolean => {
  if (parseYesNo(text) === null) return false;
  const words = matchKey(text).split(' ');
  return (
    words.every((word) => addsNothing.has(word) || parseYesNo(word) !== null) ||
    // «إن شاء الله», «مو متأكدة»: short, and neither.
    (words.length <= 3 && parseYesNo(text) === 'unclear')
  );
};
