-- How people prove who they are beside a password: authenticator apps, passkeys and security keys, phones, recovery
-- codes; from whom that is asked; and how texts leave.

create table factors (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  kind text not null check (kind in ('totp', 'passkey', 'sms')),
  -- { name } and: totp { seed }, passkey { credential_id, public_key, transports }, sms { number }
  sealed bytea not null,
  -- null until it was proved once; only then it counts
  confirmed_at timestamptz,
  -- totp: the last time step that was used; passkey: the counter of signatures
  counter bigint not null default 0,
  -- passkey: keyed hash of the credential's id, and the host name it is bound to
  credential_hash bytea,
  rp_id text,
  -- passkey: whether the authenticator checks who holds it (a PIN, a finger), so that it may stand alone
  is_first_factor boolean not null default false,
  -- passkey: the counter went back, which a copy of the key would do
  flagged_at timestamptz,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (account_id, id),
  unique (account_id, credential_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
create index factors_of_user on factors (account_id, user_id);
select protect('factors');

-- One-time codes for when every other factor is out of reach. 120 bits each, so a keyed hash is enough (ASVS 6.5.2).
create table recovery_codes (
  account_id bigint not null,
  user_id bigint not null,
  code_hash bytea not null,
  -- null until the person said that they keep them; the codes before them work until then
  confirmed_at timestamptz,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, user_id, code_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('recovery_codes');

-- What an authenticator was asked to sign. Taken when it is answered, so that no answer counts twice.
create table factor_challenges (
  account_id bigint not null references accounts,
  challenge_hash bytea not null,
  purpose text not null check (purpose in ('register', 'sign_in', 'second_factor', 'step_up')),
  -- whom it was made for; null where that is to be found out
  user_id bigint,
  rp_id text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, challenge_hash)
);
select protect('factor_challenges');

-- A code that was texted to a phone, for one purpose of one session or sign-in.
create table sms_codes (
  account_id bigint not null,
  factor_id bigint not null,
  -- the sign-in under way or the session it was asked for
  bound_to bigint not null,
  -- { code }, for the job that sends it
  sealed bytea not null,
  attempts int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, factor_id, bound_to),
  foreign key (account_id, factor_id) references factors on delete cascade
);
select protect('sms_codes');

-- From whom a second factor is asked, and since when.
create table factor_requirements (
  account_id bigint not null references accounts,
  role text not null check (role in ('end-user', 'agent', 'admin', 'owner')),
  is_required boolean not null,
  -- until then people may put it off
  required_from timestamptz,
  frequency text not null check (frequency in ('always', 'new_devices')),
  -- a second factor that the identity provider says it checked counts
  provider_counts boolean not null,
  updated_at timestamptz not null,
  primary key (account_id, role)
);
select protect('factor_requirements');
select is_configuration('factor_requirements');

-- People who need none for a while.
create table factor_exemptions (
  account_id bigint not null,
  user_id bigint not null,
  ends_at timestamptz not null,
  created_by_id bigint,
  created_at timestamptz not null,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('factor_exemptions');

-- Who sends our texts.
create table sms_gateways (
  account_id bigint not null references accounts,
  id bigint not null,
  is_active boolean not null,
  kind text not null check (kind in ('http', 'twilio')),
  -- { url, method, content_type, body, headers } or { account_sid, auth_token, from, url }
  sealed bytea not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id)
);
select protect('sms_gateways');
select is_configuration('sms_gateways');

-- Since when a person has a second factor; kept by the module that knows, read with every person.
alter table users add column second_factor_since timestamptz;

-- A browser in which a person asked not to be asked for the second factor again, until then.
alter table devices add column second_factor_trusted_until timestamptz;
-- Whether a session began with a second factor.
alter table sessions add column second_factor_proved boolean not null default false;
