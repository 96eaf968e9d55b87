import { matchKey } from '../../src/kernel/text.ts';
import type { RegistrationAnswers } from './answers.ts';

/** Towns whose names are no others', by the id of their choice. */
const towns: readonly (readonly [city: string, names: string])[] = [
  ['buraydah', 'بريدة|buraydah|buraidah'],
  ['unayzah', 'عنيزة|unayzah|unaizah'],
  ['ar-rass', 'الرس|ar rass'],
  ['al-mithnab', 'المذنب'],
  ['al-bukayriyah', 'البكيرية'],
  ['al-badayea', 'البدائع|البدايع'],
  ['riyadh-al-khabra', 'رياض الخبراء|رياض الخبرا'],
  ['uyun-al-jiwa', 'عيون الجواء|عيون الجوا'],
];
const byName = new Map(
  towns.flatMap(([city, names]) => names.split('|').map((name) => [matchKey(name), city] as const)),
);
const place =
  /(?:^| )و?(?:من(?: اهل)?|(?:ساكنه?|ساكنين|اسكن)(?: في)?|from|live in|living in) (?<first>\p{L}+)(?: (?<second>\p{L}+))?/u;

/** The town that is told beside a name («نورة سالم الحربي من بريدة»); nothing where it is not surely one of these. */
export const townToldIn = (words: string): Partial<RegistrationAnswers> => {
  const found = place.exec(matchKey(words))?.groups;
  if (!found) return {};
  const { first = '', second = '' } = found;
  const city = byName.get(`${first} ${second}`) ?? byName.get(first);
  return city === undefined ? {} : { city };
};
