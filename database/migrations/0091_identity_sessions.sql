-- How a provider calls the sessions it began here, to tell it when one ends.
create table identity_sessions (
  account_id bigint not null,
  id bigint not null,
  provider_id bigint not null,
  user_id bigint not null,
  -- the same keyed hash as in sessions
  session_hash bytea not null,
  -- { name_id, name_id_format, name_qualifier, sp_name_qualifier, session_index }
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, provider_id) references identity_providers on delete cascade
);
create index identity_sessions_by_hash on identity_sessions (account_id, provider_id, session_hash);
create index identity_sessions_by_time on identity_sessions (account_id, expires_at);
select protect('identity_sessions');
