/** How a person is spoken to. */
export interface Profile {
  readonly language: 'ar' | 'en';
  readonly address: 'female' | 'male' | null;
  readonly called: string | null;
  readonly digits: 'arabic' | 'latin';
  /** Served by women of the staff only, at the person's own wish: whoever serves is spoken of as a woman. */
  readonly womenOnly?: boolean;
}

/** What of it the words of a text depend on. */
export type Reader = Pick<Profile, 'language' | 'address' | 'digits' | 'womenOnly'>;
