import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse, registration } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const family = await house.person();
  await house.member('case-officer', 'نورة');
  await house.command(family, 'record-welcome', {
    language: 'ar',
    address: 'female',
    consents: { data: true, announcements: false },
  });
  await house.command(family, 'register-family', registration({ idPhoto: await house.document(family) }));
  await house.database.$executeRaw`
    insert into audit (id, at, actor_kind, action, subject_kind, "references")
    values (gen_random_uuid(), now(), 'person', 'flow-started', 'conversation', '{}')`;
  await house.database.$executeRaw`
    insert into audit_link (position, audit_id, hash) select 1, id, repeat('0', 64) from audit limit 1`;
});
afterAll(() => house.close());

const refused = (statement: string) => expect(house.database.$executeRawUnsafe(statement)).rejects;

describe('written once', () => {
  test.each(['audit', 'audit_link', 'family_history', 'consent'])('%s', async (table) => {
    const [before] = await house.database.$queryRawUnsafe<{ count: number }[]>(
      `select count(*)::int as count from ${table}`,
    );
    expect(before?.count).toBeGreaterThan(0);
    const column =
      table === 'audit_link'
        ? 'hash'
        : table === 'consent'
          ? 'language'
          : table === 'audit'
            ? 'action'
            : 'event';
    await refused(`update ${table} set ${column} = ${column}`).toThrow('append-only');
    await refused(`delete from ${table}`).toThrow('append-only');
    await refused(`truncate ${table} cascade`).toThrow('append-only');
  });
});

/** A statement that breaks a rule, and the rule that refuses it. */
const broken: readonly (readonly [statement: string, rule: string])[] = [
  [`update person set language = 'fr'`, 'person_language'],
  [`update person set address = 'neutral'`, 'person_address'],
  [`update person set digits = 'roman'`, 'person_digits'],
  [`update data_key set wrapped = null`, 'data_key_destroyed'],
  [`update family set national_id_hash = '1058529940'`, 'family_national_id_hash'],
  [`update family set mobile_hash = '+966551234567'`, 'family_mobile_hash'],
  [`update family set iban_hash = 'SA0380000000608010167519'`, 'family_iban_hash'],
  [`update family set number = 0`, 'family_number'],
  [`update family set promised_at = null`, 'family_promised'],
  [`update document set kind = 'film'`, 'document_kind'],
  [`update document set bytes = 0`, 'document_bytes'],
  [`update document set state = 'verified'`, 'document_verified'],
  [`update document set state = 'lost'`, 'document_state'],
  [`update member set role = 'owner'`, 'member_role'],
  [`update member set sex = 'unknown'`, 'member_sex'],
  [`update member set state = 'disabled'`, 'member_disabled'],
  [`update member set deputy_id = id`, 'member_deputy'],
  [`update invitation set person_id = used_by`, 'invitation_for_one'],
  [`update invitation set used_by = null`, 'invitation_used'],
  [`update invitation set code_hash = 'HRF-7K3M-9QWD'`, 'invitation_code_hash'],
  [`update task set kind = 'gossip'`, 'task_kind'],
  [`update task set role = 'owner'`, 'task_role'],
  [`update task set state = 'claimed', version = version + 1`, 'task_claimed'],
  [`update task set claimed_by_id = (select id from member limit 1)`, 'task_open'],
  [`update task set done_at = now()`, 'task_done'],
  [`update task set document_id = null where kind = 'document'`, 'task_document'],
  [`update task set sealed_details = '\\x00', key_id = null`, 'task_details_key'],
  [
    `insert into outbound (id, person_id, policy, sealed_body, key_id)
     select gen_random_uuid(), id, 'always', '\\x00', key_id from person limit 1`,
    'outbound_policy',
  ],
  [
    `insert into task (id, kind, role, person_id, created_at, due_at)
     select gen_random_uuid(), kind, role, person_id, now(), now() from task where kind = 'registration'`,
    'task_one_registration',
  ],
  [
    `insert into task (id, kind, role, person_id, document_id, created_at, due_at)
     select gen_random_uuid(), kind, role, person_id, document_id, now(), now() from task where kind = 'document'`,
    'task_one_per_document',
  ],
];

describe('refused by the database itself', () => {
  test.each(broken)('%s', async (statement, rule) => {
    await refused(statement).toThrow(rule);
  });

  test('an approval of what the family has not agreed to', async () => {
    const approve = house.database.$transaction(async (transaction) => {
      await transaction.$executeRaw`update family set agreed_at = null`;
      await transaction.$executeRaw`update family set state = 'approved', version = version + 1`;
    });
    await expect(approve).rejects.toThrow('family_agreed');
  });

  test('a refusal without a reason', async () => {
    await refused(`update family set state = 'declined', version = version + 1`).toThrow('family_declined');
  });
});
