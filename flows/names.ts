const around =
  /^(?:(?:ناديني|نادوني|ناديوني|نادني|سموني|سميني|تنادوني|تناديني|ينادوني|يسموني|قولي لي|قولوا لي|اسمي|إسمي|انا|أنا|باسم|call me|my name is|name is|i am|i[’']m)\s+)+/iu;
const joined = /^ب(?=(?:أم|ام|أبو|ابو)\s)/u;

/** A name without the words that people say it with: «ناديني بأم فهد» is «أم فهد». */
export const nameAlone = (words: string): string => words.replace(around, '').replace(joined, '').trim();
