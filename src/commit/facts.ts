import type { Services } from '../domain/contract.ts';
import type { Conversation, Facts, Profile } from '../engine/vocabulary.ts';
import type { Standing } from './standing.ts';

/** A family's wish to be served by women stands in its registration, whatever its conversation began with. */
export const asWished = (conversation: Conversation, { family_id, women_only }: Standing): Conversation =>
  family_id === null
    ? conversation
    : { ...conversation, profile: { ...conversation.profile, womenOnly: women_only === true } };

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
