/** Arabic in Latin letters is Arabic: digits for letters, and the everyday words of it. */
const arabizi =
  /[a-z][2356789][a-z]|(?:^| )[235679][a-z]|\b(?:salam|alaikum|alaykum|marhaba|ahlan|hala|abi|abgha|abga|wesh|shlon|kaif|keef|tasjeel|tamweel|mashallah|inshallah)\b/i;

/** The language that a text is written in, as far as its letters tell; null where they do not. */
export function languageOfScript(text: string): 'ar' | 'en' | null {
  if (/\p{Script=Arabic}/u.test(text.replace(/\p{N}/gu, ''))) return 'ar';
  const isCode = /^\S*\d\S*$/u.test(text.trim());
  return /[a-z]{2}/i.test(text) && !isCode && !arabizi.test(text) ? 'en' : null;
}
