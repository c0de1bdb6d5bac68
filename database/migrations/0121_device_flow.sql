-- What a client may do is switched on for each: the device flow (RFC 8628), the grant type `password`, and leaving PKCE out.
alter table oauth_clients
  add column device_flow boolean not null default false,
  add column password_grant boolean not null default false,
  -- those that are there already go on as they are; public ones need it in any case
  add column pkce_required boolean not null default false,
  add check (not password_grant or kind = 'confidential');
alter table oauth_clients alter column pkce_required set default true;

-- When the person allowed it: a chain of refresh tokens ends, however often it was renewed. Null in those made before this
-- was kept: they count from when they were made.
alter table oauth_refresh_tokens add column began_at timestamptz;

-- A device waits for somebody who types its code at another screen. Both codes are kept as keyed hashes.
create table oauth_device_codes (
  account_id bigint not null,
  id bigint not null,
  device_hash bytea not null,
  user_code_hash bytea not null,
  client_id bigint not null,
  scopes text[] not null,
  -- { ip }: where the device asked from, for the person who is asked
  sealed bytea not null,
  decision text check (decision in ('allowed', 'denied')),
  user_id bigint,
  grant_id bigint,
  -- the tokens that come of it are one family
  family_id bigint not null,
  interval_s int not null,
  last_polled_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, id),
  check ((grant_id is not null) = (decision is not distinct from 'allowed')),
  foreign key (account_id, client_id) references oauth_clients on delete cascade,
  foreign key (account_id, user_id) references users on delete cascade,
  foreign key (account_id, grant_id) references oauth_grants on delete cascade
);
create unique index oauth_device_codes_by_device on oauth_device_codes (account_id, device_hash);
create unique index oauth_device_codes_by_user_code on oauth_device_codes (account_id, user_code_hash);
create index oauth_device_codes_by_client on oauth_device_codes (account_id, client_id);
create index oauth_device_codes_by_grant on oauth_device_codes (account_id, grant_id);
create index oauth_device_codes_by_user on oauth_device_codes (account_id, user_id);
create index oauth_device_codes_by_time on oauth_device_codes (account_id, expires_at);
select protect('oauth_device_codes');
