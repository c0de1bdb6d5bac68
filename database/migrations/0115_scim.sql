-- Provisioning over SCIM: a directory keeps the team. What SCIM knows of people and groups beyond what the desk does.

create table scim_settings (
  account_id bigint not null references accounts,
  enabled boolean not null,
  -- Answers as if, and changes nothing.
  dry_run boolean not null,
  -- Networks from which a token may come; empty is any.
  ranges text[] not null,
  -- Which role of the desk somebody gets (server/scim/settings/schema.ts).
  mapping jsonb not null,
  updated_at timestamptz not null,
  primary key (account_id)
);
select protect('scim_settings', 'select, insert, update');
select is_configuration('scim_settings');

create table scim_tokens (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null,
  token_hash bytea not null,
  created_by_id bigint not null,
  created_at timestamptz not null,
  rotated_at timestamptz,
  last_used_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, created_by_id) references users
);
create unique index scim_tokens_by_hash on scim_tokens (account_id, token_hash);
create index scim_tokens_by_creator on scim_tokens (account_id, created_by_id);
select protect('scim_tokens');

create table scim_users (
  account_id bigint not null references accounts,
  user_id bigint not null,
  user_name_hash bytea not null,
  external_id_hash bytea,
  -- userName, externalId and the attributes of the directory that the desk has no place for.
  sealed bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Deleted by the directory: the person stays, without a way in, and SCIM does not see them any more.
  deleted_at timestamptz,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users on delete cascade
);
create unique index scim_users_by_user_name on scim_users (account_id, user_name_hash) where deleted_at is null;
create index scim_users_by_external_id on scim_users (account_id, external_id_hash) where external_id_hash is not null;
select protect('scim_users');

-- A group of the directory: one of the desk's groups (of the same id), or one that stands for a role.
create table scim_groups (
  account_id bigint not null references accounts,
  id bigint not null,
  is_role boolean not null,
  -- Of those that stand for a role; else the group's own name counts.
  display_name text,
  external_id text,
  -- The directory made the group, and may delete it.
  made_here boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  check (is_role = (display_name is not null))
);
create unique index scim_groups_by_name on scim_groups (account_id, lower(display_name)) where display_name is not null;
select protect('scim_groups');

-- Who is in a group that stands for a role.
create table scim_group_members (
  account_id bigint not null references accounts,
  group_id bigint not null,
  user_id bigint not null,
  primary key (account_id, group_id, user_id),
  foreign key (account_id, group_id) references scim_groups on delete cascade,
  foreign key (account_id, user_id) references users on delete cascade
);
create index scim_group_members_by_user on scim_group_members (account_id, user_id);
select protect('scim_group_members');

-- What directories asked, for the page that shows whether provisioning works.
create table scim_requests (
  account_id bigint not null references accounts,
  id bigint not null,
  token_id bigint not null,
  method text not null,
  resource text not null,
  target_id bigint,
  status int not null,
  scim_type text,
  dry_run boolean not null,
  -- Why it was declined, which may name people.
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index scim_requests_failed on scim_requests (account_id, id) where status >= 400;
create index scim_requests_by_time on scim_requests (account_id, created_at);
select protect('scim_requests');
