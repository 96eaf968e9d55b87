import type { Json } from '../../src/engine/vocabulary.ts';

export type RegistrationAnswers = {
  alreadyRegistered: 'understood' | 'agree-registration' | 'talk-to-person';
  consentAtDesk: boolean;
  /** Told in the first message, before it was asked: offered where it is. */
  toldName: string;
  toldCity: string;
  fullName: string;
  called: string | null;
  /** The same at the desk, where the answer is not the officer's own name. */
  calledAtDesk: string | null;
  sex: 'female' | 'male';
  birthDate: { iso: string; calendar: string; typed: string };
  city: string;
  notEligible: 'understood';
  nationalId: string;
  mobile: { mobile: string; own: boolean };
  mobileOwner: string;
  address: { [key: string]: Json };
  householdSize: number;
  dependants: number;
  craft: readonly string[];
  craftOther: string;
  products: readonly Json[];
  experience: string;
  salesMonthly: number;
  householdIncome: number;
  iban: string | null;
  idPhoto: Json;
  womenOnly: boolean;
  review: boolean;
};
