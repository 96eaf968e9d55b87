import type { Services } from '../domain/contract.ts';
import type { Facts, Profile } from '../engine/vocabulary.ts';
import type { Standing } from './standing.ts';

/** What flows may know of the person before the turn. */
export const factsOf = (
  standing: Standing,
  profile: Profile,
  { association, today }: Pick<Services, 'association' | 'today'>,
): Facts => ({
  welcomed: standing.welcomed === true || standing.assisted === true,
  registered: standing.family_id !== null,
  familyState: standing.family_state,
  guarantor: standing.guarantor === true,
  agreed: standing.agreed === true,
  member:
    standing.member_role === null ? null : { role: standing.member_role, name: standing.member_name ?? '' },
  address: profile.address,
  today,
  association: { ...association },
});
