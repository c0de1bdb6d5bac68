-- How people come in: a policy per audience, the steps between the first factor and the session, the browsers they use.

create table sign_in_policies (
  account_id bigint not null references accounts,
  audience text not null check (audience in ('staff', 'end_user')),
  password_enabled boolean not null,
  password_level text not null check (password_level in ('low', 'medium', 'high', 'recommended', 'custom')),
  -- what 'custom' asks for; the other levels are fixed (server/access/passwords/levels.ts)
  password_rules jsonb not null,
  admins_set_passwords boolean not null,
  magic_link_enabled boolean not null,
  sso_only boolean not null,
  session_idle_minutes int not null check (session_idle_minutes between 1 and 525600),
  session_absolute_minutes int not null check (session_absolute_minutes between 1 and 525600),
  updated_at timestamptz not null,
  primary key (account_id, audience)
);
select protect('sign_in_policies');
select is_configuration('sign_in_policies');

-- A browser that somebody signed in with. Several people may use one: each has a row, with the same cookie.
create table devices (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  token_hash bytea not null,
  -- { ip, user_agent } of the last sign-in
  sealed bytea not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, user_id, token_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('devices');

alter table sessions
  -- 'password', 'magic_link', 'passkey', 'saml' …
  add column method text not null default 'password',
  add column provider_id bigint,
  -- keyed hash of how the provider calls its session, for log-out from there
  add column provider_session_hash bytea,
  -- the browser; its row may be gone before the session is
  add column device_id bigint,
  -- when a factor was last proved in this session
  add column proved_at timestamptz not null default now(),
  -- unused for this long, it is over
  add column idle_s int not null default 7200;
create index sessions_of_provider on sessions (account_id, provider_id, provider_session_hash) where provider_id is not null;
create index sessions_of_device on sessions (account_id, device_id) where device_id is not null;

-- A first factor was proved, and something is still missing: a second factor, a new password, a consent.
create table pending_sign_ins (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  secret_hash bytea not null,
  method text not null,
  provider_id bigint,
  second_factor_proved boolean not null,
  -- steps that are behind the person
  done text[] not null,
  -- { return_to, provider_session }
  sealed bytea not null,
  attempts int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, secret_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
create index pending_sign_ins_of_user on pending_sign_ins (account_id, user_id);
select protect('pending_sign_ins');
