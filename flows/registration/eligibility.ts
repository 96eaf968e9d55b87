import type { Facts } from '../../src/engine/vocabulary.ts';
import { ageInYears, type IsoDate } from '../../src/kernel/dates.ts';
import { minimumAgeOf, todayOf } from '../facts.ts';
import type { RegistrationAnswers } from './answers.ts';

type Ineligibility =
  | { readonly reason: 'age'; readonly from: IsoDate; readonly minimumAge: number }
  | { readonly reason: 'region' };

/** The day on which somebody reaches an age; who is born on 29 February reaches it on 1 March. */
const dayOfAge = (birth: IsoDate, years: number): IsoDate => {
  const year = Number(birth.slice(0, 4)) + years;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const monthAndDay = birth.slice(5) === '02-29' && !leap ? '03-01' : birth.slice(5);
  return `${String(year).padStart(4, '0')}-${monthAndDay}`;
};

/** Why somebody cannot be registered now, or null; answers that are not given yet exclude nobody. */
export const ineligibility = (answers: Partial<RegistrationAnswers>, facts: Facts): Ineligibility | null => {
  const birth = answers.birthDate?.iso;
  const today = todayOf(facts);
  const minimumAge = minimumAgeOf(facts);
  if (birth !== undefined && today !== null && ageInYears(birth, today) < minimumAge) {
    return { reason: 'age', from: dayOfAge(birth, minimumAge), minimumAge };
  }
  return answers.city === 'outside-qassim' ? { reason: 'region' } : null;
};
