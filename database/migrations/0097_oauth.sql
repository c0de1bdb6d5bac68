-- The OAuth server: clients that admins register, what people allowed them, and the secrets between the two. Codes and
-- refresh tokens are kept as keyed hashes; access tokens are rows of api_tokens.

create table oauth_clients (
  account_id bigint not null references accounts,
  id bigint not null,
  -- what the client calls itself: OAuth's client_id
  identifier text not null check (length(identifier) between 1 and 100),
  name text not null,
  company text not null default '',
  description text not null default '',
  kind text not null check (kind in ('public', 'confidential')),
  secret_hash bytea,
  -- the first characters, by which a person tells secrets apart
  secret_prefix text not null default '',
  redirect_uris text[] not null,
  -- the most it may ask for; null is everything
  scopes text[],
  -- as whom it acts with the grant `client_credentials`; null: it may not
  service_account_id bigint,
  -- the admin who registered it
  user_id bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  check ((kind = 'confidential') = (secret_hash is not null)),
  foreign key (account_id, service_account_id) references service_accounts
);
create unique index oauth_clients_by_identifier on oauth_clients (account_id, identifier);
select protect('oauth_clients');

-- What a person allowed a client, once for all its tokens.
create table oauth_grants (
  account_id bigint not null,
  id bigint not null,
  client_id bigint not null,
  user_id bigint not null,
  scopes text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, client_id) references oauth_clients on delete cascade,
  foreign key (account_id, user_id) references users on delete cascade
);
create unique index oauth_grants_by_person on oauth_grants (account_id, user_id, client_id);
create index oauth_grants_by_client on oauth_grants (account_id, client_id);
select protect('oauth_grants');

create table oauth_codes (
  account_id bigint not null,
  code_hash bytea not null,
  client_id bigint not null,
  grant_id bigint not null,
  user_id bigint not null,
  -- the tokens that come of it are one family
  family_id bigint not null,
  -- as the authorization request had it; null where it named none
  redirect_uri text,
  scopes text[] not null,
  code_challenge text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash),
  foreign key (account_id, grant_id) references oauth_grants on delete cascade
);
create index oauth_codes_by_grant on oauth_codes (account_id, grant_id);
select protect('oauth_codes');

create table oauth_refresh_tokens (
  account_id bigint not null,
  token_hash bytea not null,
  client_id bigint not null,
  grant_id bigint not null,
  user_id bigint not null,
  family_id bigint not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (account_id, token_hash),
  foreign key (account_id, grant_id) references oauth_grants on delete cascade
);
create index oauth_refresh_tokens_by_family on oauth_refresh_tokens (account_id, family_id);
create index oauth_refresh_tokens_by_grant on oauth_refresh_tokens (account_id, grant_id);
select protect('oauth_refresh_tokens');
