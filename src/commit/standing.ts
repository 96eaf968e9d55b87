import { Prisma } from '../db/client.ts';

/** How a conversation and its person stand, as far as a turn needs to know. */
export interface Standing {
  readonly conversation_id: string;
  readonly person_id: string;
  readonly version: number;
  readonly sealed_state: Uint8Array | null;
  readonly key_id: string;
  readonly ring_key_id: string;
  readonly wrapped: Uint8Array | null;
  readonly family_id: string | null;
  readonly family_state: string | null;
  readonly agreed: boolean | null;
  readonly assisted: boolean | null;
  readonly member_id: string | null;
  readonly member_role: string | null;
  readonly member_name: string | null;
  readonly welcomed: boolean | null;
  /** Opened a guarantor's link once. */
  readonly guarantor: boolean | null;
  readonly women_only: boolean | null;
}

const isWelcomed = Prisma.sql`
  (select given from consent n where n.person_id = v.person_id and n.purpose = 'data' order by n.at desc limit 1)`;

const isGuarantor = Prisma.sql`exists (select 1 from guarantor g where g.person_id = v.person_id)`;

/** The columns of a `Standing`, of a conversation `v` with `standingJoins`. */
export const standingColumns = Prisma.sql`
  v.id as conversation_id, v.person_id, v.version, v.sealed_state, k.id as key_id, k.ring_key_id, k.wrapped,
  f.id as family_id, f.state as family_state, f.agreed_at is not null as agreed, f.assisted_by_id is not null as assisted,
  m.id as member_id, m.role as member_role, m.name as member_name, ${isWelcomed} as welcomed,
  ${isGuarantor} as guarantor, f.women_only as women_only`;

const personJoins = Prisma.sql`
  left join family f on f.person_id = v.person_id
  left join member m on m.person_id = v.person_id and m.state = 'active'`;

export const standingJoins = Prisma.sql`
  join data_key k on k.id = v.key_id
  ${personJoins}`;

/** The conversation's row, joined, where everything that is remembered of it still stands. */
export const whereItStands = (standing: Standing): Prisma.Sql => Prisma.sql`
  ${personJoins}
  where v.id = ${standing.conversation_id}::uuid and v.version = ${standing.version}
    and (f.id, f.state, f.agreed_at is not null, f.assisted_by_id is not null, m.id, m.role, m.name, ${isWelcomed}, ${isGuarantor},
        f.women_only)
      is not distinct from (${standing.family_id}::uuid, ${standing.family_state}, ${standing.agreed}::boolean,
        ${standing.assisted}::boolean, ${standing.member_id}::uuid, ${standing.member_role}, ${standing.member_name},
        ${standing.welcomed}::boolean, ${standing.guarantor}::boolean, ${standing.women_only}::boolean)
    and exists (select 1 from data_key k where k.id = v.key_id and k.wrapped is not null)`;

/** How the conversation of somebody stands who has just written for the first time. */
export const standingOfFirst = (
  row: Pick<Standing, 'conversation_id' | 'person_id' | 'key_id' | 'ring_key_id' | 'wrapped'>,
): Standing => ({
  ...row,
  version: 0,
  sealed_state: null,
  family_id: null,
  family_state: null,
  agreed: false,
  assisted: false,
  member_id: null,
  member_role: null,
  member_name: null,
  welcomed: null,
  guarantor: false,
  women_only: null,
});

/** Only what is a `Standing`'s, of a row that holds more. */
export const standingOf = (row: Standing): Standing => ({
  conversation_id: row.conversation_id,
  person_id: row.person_id,
  version: row.version,
  sealed_state: row.sealed_state,
  key_id: row.key_id,
  ring_key_id: row.ring_key_id,
  wrapped: row.wrapped,
  family_id: row.family_id,
  family_state: row.family_state,
  agreed: row.agreed,
  assisted: row.assisted,
  member_id: row.member_id,
  member_role: row.member_role,
  member_name: row.member_name,
  welcomed: row.welcomed,
  guarantor: row.guarantor,
  women_only: row.women_only,
});
