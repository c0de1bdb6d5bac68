-- Credentials for programs: what is known of each token, the account's policy for them, and who they stand for.

alter table api_tokens
  -- the first characters, by which a person tells tokens apart
  add column prefix text not null default '',
  add column created_by_id bigint,
  -- kept after it was revoked, so that what it did can be looked up
  add column revoked_at timestamptz,
  -- { networks }: where it may be used from; null is everywhere
  add column sealed_networks bytea,
  -- after a rotation the former secret goes on for a while
  add column previous_hash bytea,
  add column previous_expires_at timestamptz,
  add column rotated_at timestamptz,
  -- { ip, user_agent } of the last use, and the keyed hash of its network
  add column sealed_last_use bytea,
  add column last_network_hash bytea,
  -- the OAuth client it was issued to, and the refresh tokens it belongs with; null for API tokens
  add column client_id bigint,
  add column family_id bigint;
create unique index api_tokens_by_previous_hash on api_tokens (account_id, previous_hash) where previous_hash is not null;
create index api_tokens_of_user on api_tokens (account_id, user_id, id);
create index api_tokens_of_client on api_tokens (account_id, client_id, id) where client_id is not null;
create index api_tokens_of_family on api_tokens (account_id, family_id) where family_id is not null;

-- Networks a token was used from, as keyed hashes: the first use from a new one is an event.
create table token_networks (
  account_id bigint not null,
  token_id bigint not null,
  network_hash bytea not null,
  last_seen_at timestamptz not null,
  primary key (account_id, token_id, network_hash),
  foreign key (account_id, token_id) references api_tokens on delete cascade
);
create index token_networks_by_time on token_networks (account_id, last_seen_at);
select protect('token_networks');

-- No row: as the columns say by default.
create table credential_policies (
  account_id bigint not null references accounts,
  -- the longest life of a token in days; null is no limit
  max_token_days int check (max_token_days between 1 and 3650),
  -- `email:password` on the API
  password_access boolean not null default false,
  -- OAuth's grant type `password`
  password_grant boolean not null default false,
  updated_at timestamptz not null,
  primary key (account_id)
);
select protect('credential_policies');
select is_configuration('credential_policies');

-- People of the team who are programs: they have rights and tokens, and no way to sign in.
create table service_accounts (
  account_id bigint not null,
  user_id bigint not null,
  purpose text not null default '',
  created_by_id bigint,
  created_at timestamptz not null,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('service_accounts');

-- With which credential, and for whom, something was done.
alter table events
  add column token_id bigint,
  add column client_id bigint,
  add column impersonator_id bigint;
create index events_by_token on events (account_id, token_id, event_id) where token_id is not null;
