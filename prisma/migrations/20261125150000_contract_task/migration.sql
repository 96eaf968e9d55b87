-- An approval is not the end: somebody speaks to the family about the contract.
alter table task
  drop constraint task_application,
  add constraint task_application check (kind <> 'application' or coalesce(topic, '') in ('study', 'sending', 'bank', 'contract'));
