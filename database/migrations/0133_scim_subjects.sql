-- The provider whose subjects are the directory's externalIds; null where they are only the directory's.

-- Checking the new reference reads both tables whole.
alter table scim_settings no force row level security;
alter table identity_providers no force row level security;
alter table scim_settings
  add column subject_provider_id bigint,
  add foreign key (account_id, subject_provider_id) references identity_providers on delete set null (subject_provider_id);
alter table identity_providers force row level security;
alter table scim_settings force row level security;
create index scim_settings_by_provider on scim_settings (account_id, subject_provider_id);
