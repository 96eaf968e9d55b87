-- What must never break, whoever writes: transitions, checks, partial indexes and append-only tables.

-- The transitions that src/domain/*/states.ts allow; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('family', 'none', 'register', 'submitted'),
  ('family', 'submitted', 'claim', 'in-review'),
  ('family', 'submitted', 'correct', 'submitted'),
  ('family', 'submitted', 'agree', 'submitted'),
  ('family', 'submitted', 'disagree', 'submitted'),
  ('family', 'submitted', 'ask', 'needs-more'),
  ('family', 'submitted', 'approve', 'approved'),
  ('family', 'submitted', 'decline', 'declined'),
  ('family', 'in-review', 'claim', 'in-review'),
  ('family', 'in-review', 'correct', 'in-review'),
  ('family', 'in-review', 'agree', 'in-review'),
  ('family', 'in-review', 'disagree', 'in-review'),
  ('family', 'in-review', 'ask', 'needs-more'),
  ('family', 'in-review', 'approve', 'approved'),
  ('family', 'in-review', 'decline', 'declined'),
  ('family', 'needs-more', 'claim', 'needs-more'),
  ('family', 'needs-more', 'answer', 'in-review'),
  ('family', 'needs-more', 'answer-in-part', 'needs-more'),
  ('family', 'needs-more', 'correct', 'needs-more'),
  ('family', 'needs-more', 'agree', 'needs-more'),
  ('family', 'needs-more', 'disagree', 'needs-more'),
  ('family', 'needs-more', 'ask', 'needs-more'),
  ('family', 'needs-more', 'approve', 'approved'),
  ('family', 'needs-more', 'decline', 'declined'),
  ('family', 'approved', 'correct', 'approved'),
  ('family', 'approved', 'ask', 'approved'),
  ('family', 'approved', 'answer', 'approved'),
  ('family', 'declined', 'correct', 'declined'),
  ('family', 'declined', 'object', 'in-review'),
  ('task', 'none', 'create', 'open'),
  ('task', 'open', 'claim', 'claimed'),
  ('task', 'open', 'reassign', 'claimed'),
  ('task', 'open', 'touch', 'open'),
  ('task', 'open', 'escalate', 'open'),
  ('task', 'open', 'finish', 'done'),
  ('task', 'claimed', 'release', 'open'),
  ('task', 'claimed', 'reassign', 'claimed'),
  ('task', 'claimed', 'touch', 'claimed'),
  ('task', 'claimed', 'escalate', 'claimed'),
  ('task', 'claimed', 'finish', 'done');

-- A case begins in a state that `none` leads to, and moves only where some transition leads; its version counts the writes.
create function refuse_other_transitions() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not exists (
      select 1 from case_transition t
      where t.case_kind = tg_argv[0] and t.from_state = 'none' and t.to_state = new.state
    ) then
      raise exception 'a % cannot begin as %', tg_argv[0], new.state using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and not exists (
    select 1 from case_transition t
    where t.case_kind = tg_argv[0] and t.from_state = old.state and t.to_state = new.state
  ) then
    raise exception 'a % cannot go from % to %', tg_argv[0], old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state <> old.state and new.version <= old.version then
    raise exception 'a % changes its state only with its version', tg_argv[0] using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger family_transition before insert or update on family
  for each row execute function refuse_other_transitions('family');
create trigger task_transition before insert or update on task
  for each row execute function refuse_other_transitions('task');

-- What is told of a case is what the table allows.
create function refuse_untrue_history() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from case_transition t
    where t.case_kind = 'family' and t.from_state = coalesce(new.from_state, 'none')
      and t.event = new.event and t.to_state = new.to_state
  ) then
    raise exception 'no family goes from % by % to %', new.from_state, new.event, new.to_state
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger family_history_transition before insert on family_history
  for each row execute function refuse_untrue_history();

-- A state that changed without its history would be a change that nobody made; seen when the transaction commits.
create function require_history() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from family_history h where h.family_id = new.id and h.to_state = new.state
      and (tg_op = 'INSERT' and h.from_state is null or tg_op = 'UPDATE' and h.from_state = old.state)
  ) then
    raise exception 'the history of family % lacks its state %', new.number, new.state using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger family_state_has_history after insert or update of state on family
  deferrable initially deferred for each row execute function require_history();

-- Written once: the audit trail and its chain, the history of cases, what people agreed to.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_append_only before update or delete on audit
  for each row execute function refuse_change();
create trigger audit_link_append_only before update or delete on audit_link
  for each row execute function refuse_change();
create trigger family_history_append_only before update or delete on family_history
  for each row execute function refuse_change();
create trigger consent_append_only before update or delete on consent
  for each row execute function refuse_change();
create trigger audit_not_truncated before truncate on audit
  for each statement execute function refuse_change();
create trigger audit_link_not_truncated before truncate on audit_link
  for each statement execute function refuse_change();
create trigger family_history_not_truncated before truncate on family_history
  for each statement execute function refuse_change();
create trigger consent_not_truncated before truncate on consent
  for each statement execute function refuse_change();

-- People and how they are written to.
alter table person
  add constraint person_language check (language in ('ar', 'en')),
  add constraint person_address check (address in ('female', 'male')),
  add constraint person_digits check (digits in ('arabic', 'latin'));

-- A destroyed key leaves its row without the bytes.
alter table data_key add constraint data_key_destroyed check ((wrapped is null) = (destroyed_at is not null));

-- Lookups are keyed hashes (HMAC-SHA256, base64url), never the values themselves.
alter table contact add constraint contact_peer_hash check (peer_hash ~ '^[A-Za-z0-9_-]{43}$');
alter table invitation add constraint invitation_code_hash check (code_hash ~ '^[A-Za-z0-9_-]{43}$');
alter table family
  add constraint family_national_id_hash check (national_id_hash ~ '^[A-Za-z0-9_-]{43}$'),
  add constraint family_mobile_hash check (mobile_hash ~ '^[A-Za-z0-9_-]{43}$'),
  add constraint family_iban_hash check (iban_hash ~ '^[A-Za-z0-9_-]{43}$');

alter table conversation add constraint conversation_version check (version >= 0);
alter table inbound
  add constraint inbound_failures check (failures >= 0),
  add constraint inbound_outcome check (handled_at is not null or outcome is null);
alter table outbound
  add constraint outbound_policy check (policy in ('dialogue', 'once')),
  add constraint outbound_attempts check (attempts >= 0);

alter table family
  add constraint family_state check (state in ('submitted', 'in-review', 'needs-more', 'approved', 'declined')),
  add constraint family_number check (number > 0),
  add constraint family_version check (version > 0),
  -- Nobody is accepted on words that the family itself has not seen and agreed to.
  add constraint family_agreed check (state <> 'approved' or agreed_at is not null),
  add constraint family_declined check (state <> 'declined' or decline_reason is not null),
  -- While a case is with us, there is a day on which the family hears.
  add constraint family_promised check (state not in ('submitted', 'in-review') or promised_at is not null);

alter table consent
  add constraint consent_purpose check (purpose ~ '^[a-z][a-z-]*$'),
  add constraint consent_version check (version > 0),
  add constraint consent_language check (language in ('ar', 'en')),
  add constraint consent_text_hash check (text_hash ~ '^[0-9a-f]{64}$');

alter table document
  add constraint document_kind check (kind in ('photo', 'document', 'voice')),
  add constraint document_bytes check (bytes > 0),
  add constraint document_state check (state in ('received', 'verified', 'rejected')),
  add constraint document_verified check (state = 'received' or verified_by_id is not null);

alter table member
  add constraint member_role check (role in ('case-officer', 'licensing-officer', 'marketing-officer', 'finance-officer', 'bank-officer', 'manager')),
  add constraint member_sex check (sex in ('female', 'male')),
  add constraint member_state check (state in ('active', 'disabled')),
  add constraint member_disabled check (state = 'active' or person_id is null),
  add constraint member_deputy check (deputy_id <> id);

alter table invitation
  add constraint invitation_for_one check (num_nonnulls(member_id, person_id) = 1),
  add constraint invitation_used check ((used_at is null) = (used_by is null));

alter table task
  add constraint task_number check (number > 0),
  add constraint task_version check (version > 0),
  add constraint task_state check (state in ('open', 'claimed', 'done')),
  add constraint task_kind check (kind in ('registration', 'document', 'person-request', 'correction')),
  add constraint task_role check (role in ('case-officer', 'licensing-officer', 'marketing-officer', 'finance-officer', 'bank-officer', 'manager')),
  add constraint task_claimed check (state <> 'claimed' or claimed_by_id is not null),
  add constraint task_open check (state <> 'open' or claimed_by_id is null),
  add constraint task_done check ((state = 'done') = (done_at is not null)),
  add constraint task_document check (kind <> 'document' or document_id is not null),
  add constraint task_details_key check ((sealed_details is null) = (key_id is null));

alter table family_request add constraint family_request_what check (what in ('id-photo', 'iban', 'clarification', 'other-document'));
alter table audit_link
  add constraint audit_link_position check (position > 0),
  add constraint audit_link_hash check (hash ~ '^[0-9a-f]{64}$');
alter table lease add constraint lease_token check (token > 0);

-- One unfinished registration task and one correction task a family, one task a document, one talk a topic.
create unique index task_one_registration on task (person_id) where kind = 'registration' and state <> 'done';
create unique index task_one_correction on task (person_id) where kind = 'correction' and state <> 'done';
create unique index task_one_per_document on task (document_id) where kind = 'document' and state <> 'done';
-- What the jobs look for, small however many tasks there were.
create index task_unalerted on task (number) where alerted_at is null and state <> 'done';
create index task_unfinished on task (due_at) where state <> 'done';
create index family_request_open on family_request (person_id) where closed_at is null;
create index inbound_unhandled on inbound (conversation_id, seq) where handled_at is null;
create index outbound_pending on outbound (person_id, seq) where state = 'pending';
