import type { Services } from '../domain/contract.ts';
import type { Facts, Profile } from '../engine/vocabulary.ts';
import type { LoadedTurn } from './load.ts';

/** What flows may know of the person before the turn. */
export const factsOf = (
  loaded: LoadedTurn,
  profile: Profile,
  { association, today }: Pick<Services, 'association' | 'today'>,
): Facts => ({
  welcomed: loaded.welcomed === true || loaded.assisted === true,
  registered: loaded.family_id !== null,
  familyState: loaded.family_state,
  agreed: loaded.agreed === true,
  member: loaded.member_role === null ? null : { role: loaded.member_role, name: loaded.member_name ?? '' },
  address: profile.address,
  today,
  association: { ...association },
});
