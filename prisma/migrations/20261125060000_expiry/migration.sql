-- AlterTable
ALTER TABLE "application" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);

-- The transitions that src/domain/financing/states.ts allows; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('application', 'needs-more', 'expire', 'expired'),
  ('application', 'offered', 'expire', 'expired'),
  ('application', 'awaiting-guarantor', 'expire', 'expired'),
  ('application', 'approved', 'hand-over', 'contracted');

alter table application
  drop constraint application_state,
  add constraint application_state check (state in ('submitted', 'awaiting-guarantor', 'in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved', 'contracted', 'declined', 'withdrawn', 'expired')),
  -- What holds for an approval holds once its contract is handed over.
  drop constraint application_ready,
  add constraint application_ready check (state not in ('ready', 'at-bank', 'offered', 'approved', 'contracted') or (ready_by_id is not null and sealed_opinion is not null)),
  drop constraint application_sent,
  add constraint application_sent check (state not in ('at-bank', 'offered', 'approved', 'contracted') or sent_by_id is not null),
  drop constraint application_decided,
  add constraint application_decided check (state not in ('offered', 'approved', 'contracted', 'declined') or decided_by_id is not null),
  drop constraint application_approved,
  add constraint application_approved check (
    (approved_halalas is null) = (approved_months is null)
    and (approved_halalas is null or (approved_halalas > 0 and approved_halalas <= amount_halalas and approved_months > 0))
    and (state not in ('offered', 'approved', 'contracted') or approved_halalas is not null)
  ),
  -- Nobody's application ends for want of an answer that nobody was reminded of.
  add constraint application_reminded check (state <> 'expired' or reminded_at is not null);

-- What has expired is over, so that another one may begin; what is contracted is not, until it is settled.
drop index application_one_open;
create unique index application_one_open on application (person_id)
  where state not in ('declined', 'withdrawn', 'expired');

-- What the clock looks for.
create index application_awaiting_family on application (updated_at)
  where state in ('needs-more', 'offered', 'awaiting-guarantor');

-- Nothing that needs a guarantor is studied, granted or contracted while nobody stands for it.
create or replace function require_guarantor() returns trigger language plpgsql as $$
begin
  if new.needs_guarantor and new.state in ('in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved', 'contracted')
    and not exists (
      select 1 from guarantor g where g.application_id = new.id and g.state in ('accepted', 'signed')
    )
  then
    raise exception 'nobody stands for application %', new.number using errcode = 'check_violation';
  end if;
  return null;
end $$;

create or replace function keep_guarantor() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from application a where a.id = new.application_id and a.needs_guarantor
      and a.state in ('in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved', 'contracted')
      and not exists (
        select 1 from guarantor g where g.application_id = a.id and g.state in ('accepted', 'signed')
      )
  ) then
    raise exception 'the application of guarantor % would be left with nobody', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
