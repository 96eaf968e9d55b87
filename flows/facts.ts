import type { Facts, Params } from '../src/engine/vocabulary.ts';
import type { IsoDate } from '../src/kernel/dates.ts';

/**
 * What flows read of the facts that the caller loads before a turn: `welcomed` and `registered` (boolean),
 * `familyState` (string or null), `agreed` (boolean; false until a family agreed to what the desk wrote down), `member` ({role, name} or null), `guarantor` (boolean: opened a guarantor's link once), `draft` (string or null), `address`
 * ('female', 'male' or null), `womenOnly` (boolean; only in the turn in which a registration ends, since it is loaded where it is asked), `today` (ISO date, Riyadh), `association` ({licence, phone}) and `minimumAge`
 * (years, 18 unless the association says otherwise).
 */
export const isRegistered = (facts: Facts): boolean => facts.registered === true;

/** Registered at the desk, and not read back and agreed to yet. */
export const needsAgreement = (facts: Facts): boolean =>
  isRegistered(facts) && facts.agreed === false && facts.familyState !== 'declined';

export const isDeclined = (facts: Facts): boolean => facts.familyState === 'declined';

export const isWelcomed = (facts: Facts): boolean => facts.welcomed === true;

export const isAddressedAsWoman = (facts: Facts): boolean => facts.address === 'female';

/** The member's role, or null for everybody who is no member of staff. */
export const memberRole = (facts: Facts): string | null => {
  const member = facts.member as { readonly role?: string } | null | undefined;
  return member?.role ?? null;
};

/** Neither family nor staff (a guarantor who came by his link): the families' menu is not for this one. */
export const isOutsider = (facts: Facts): boolean => !isRegistered(facts) && memberRole(facts) === null;

/** The association's licence number and office phone, empty where they are not configured. */
export const associationOf = (facts: Facts): { readonly licence: string; readonly phone: string } => {
  const association = facts.association as
    | { readonly licence?: string; readonly phone?: string }
    | null
    | undefined;
  return { licence: association?.licence ?? '', phone: association?.phone ?? '' };
};

/** The same as values of a text. */
export const officeOf = (facts: Facts): Params => {
  const { licence, phone } = associationOf(facts);
  return { licence: { code: licence }, phone: { code: phone } };
};

export const todayOf = (facts: Facts): IsoDate | null =>
  typeof facts.today === 'string' ? facts.today : null;

export const minimumAgeOf = (facts: Facts): number =>
  typeof facts.minimumAge === 'number' ? facts.minimumAge : 18;
