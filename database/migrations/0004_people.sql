-- People, how they are reached, how they sign in; organisations and groups.

create table organizations (
  account_id bigint not null references accounts,
  id bigint not null,
  -- { name, details, notes, domain_names }
  sealed bytea not null,
  name_hash bytea not null,
  external_id text,
  group_id bigint,
  shared_tickets boolean not null default false,
  shared_comments boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id)
);
create unique index organizations_by_name on organizations (account_id, name_hash) where deleted_at is null;
create index organizations_by_external_id on organizations (account_id, external_id) where external_id is not null;
select protect('organizations');

create table organization_domains (
  account_id bigint not null,
  domain_hash bytea not null,
  organization_id bigint not null,
  primary key (account_id, domain_hash, organization_id),
  foreign key (account_id, organization_id) references organizations
);
select protect('organization_domains');

create table users (
  account_id bigint not null references accounts,
  id bigint not null,
  role text not null check (role in ('end-user', 'agent', 'admin', 'owner')),
  -- { name, alias, details, notes, signature, phone }
  sealed bytea not null,
  organization_id bigint,
  default_group_id bigint,
  external_id text,
  locale text,
  time_zone text,
  active boolean not null default true,
  suspended boolean not null default false,
  verified boolean not null default false,
  last_login_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, organization_id) references organizations
);
create index users_by_role on users (account_id, role, id) where active;
create index users_by_organization on users (account_id, organization_id, id) where organization_id is not null;
create index users_by_external_id on users (account_id, external_id) where external_id is not null;
select protect('users');

create table user_identities (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  type text not null check (type in ('email', 'phone_number')),
  -- { value }
  sealed bytea not null,
  value_hash bytea not null,
  is_primary boolean not null default false,
  verified boolean not null default false,
  undeliverable_count int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, type, value_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
create index user_identities_of_user on user_identities (account_id, user_id);
create unique index user_identities_primary on user_identities (account_id, user_id) where type = 'email' and is_primary;
select protect('user_identities');

create table user_tags (
  account_id bigint not null,
  user_id bigint not null,
  tag text not null,
  primary key (account_id, user_id, tag),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('user_tags');

create table organization_tags (
  account_id bigint not null,
  organization_id bigint not null,
  tag text not null,
  primary key (account_id, organization_id, tag),
  foreign key (account_id, organization_id) references organizations on delete cascade
);
select protect('organization_tags');

create table groups (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null,
  description text not null default '',
  is_default boolean not null default false,
  is_public boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id)
);
create unique index groups_by_name on groups (account_id, lower(name)) where deleted_at is null;
select protect('groups');

create table group_memberships (
  account_id bigint not null,
  id bigint not null,
  group_id bigint not null,
  user_id bigint not null,
  is_default boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, group_id, user_id),
  foreign key (account_id, group_id) references groups,
  foreign key (account_id, user_id) references users
);
create index group_memberships_of_user on group_memberships (account_id, user_id);
select protect('group_memberships');

-- argon2id hashes, apart from the person so that no query for people can carry one along.
create table passwords (
  account_id bigint not null,
  user_id bigint not null,
  hash text not null,
  changed_at timestamptz not null,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('passwords');

create table sessions (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  token_hash bytea not null,
  -- { ip, user_agent }
  sealed bytea not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, token_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
create index sessions_of_user on sessions (account_id, user_id);
select protect('sessions');

create table api_tokens (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  token_hash bytea not null,
  description text not null default '',
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  primary key (account_id, id),
  unique (account_id, token_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('api_tokens');

-- Attempts per key (a hash of address, of source, of both) and window: the count behind every limit that must hold
-- over all processes. Each limit has a window of its own, from minutes to "ever": expires_at says when it is over.
create table attempts (
  account_id bigint not null references accounts,
  purpose text not null,
  key_hash bytea not null,
  expires_at timestamptz not null,
  count int not null,
  primary key (account_id, purpose, key_hash)
);
create index on attempts (account_id, expires_at);
select protect('attempts');
