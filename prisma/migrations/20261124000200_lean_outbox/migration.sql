-- Every turn writes here: fewer indexes, and none that holds what nobody looks for.

alter table outbound drop constraint outbound_pkey;
alter table outbound add constraint outbound_pkey primary key using index outbound_id_key;

drop index outbound_once_key_key;
create unique index outbound_once on outbound (once_key) where once_key is not null;

-- What is still to be sent, per person in order: the only reading of the outbox by person.
drop index outbound_pending;
drop index outbound_person_id_seq_idx;
create index outbound_unsent on outbound (person_id, seq) where state in ('pending', 'sending');
