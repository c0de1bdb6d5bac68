-- Other systems that say who somebody is: providers, the people they are linked to, sign-ins under way, trials.

create table identity_providers (
  account_id bigint not null references accounts,
  id bigint not null,
  kind text not null check (kind in ('saml', 'oidc', 'jwt', 'social', 'ldap')),
  name text not null,
  -- what the button on the sign-in page says; the name where it is empty
  label text not null,
  position int not null,
  for_staff boolean not null,
  for_end_users boolean not null,
  active boolean not null,
  -- domains whose addresses the provider is believed about; '*' for any (never where it is for staff)
  domains text[] not null,
  creates_people boolean not null,
  -- { attributes, default_role, rules, applies }
  mapping jsonb not null,
  -- what admins edit: settings by kind, and { secrets }
  settings jsonb not null,
  sealed bytea not null,
  -- what people sign in with: the settings of the last trial that succeeded; null before the first
  live_settings jsonb,
  sealed_live bytea,
  -- keyed digests of settings and secrets together: equal means that what is edited is what was tried
  digest text not null,
  live_digest text,
  tested_at timestamptz,
  tested_by_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
select protect('identity_providers');
select is_configuration('identity_providers');

-- Who somebody is to a provider: found by the keyed hash of issuer and subject.
create table identity_links (
  account_id bigint not null,
  id bigint not null,
  provider_id bigint not null,
  user_id bigint not null,
  subject_hash bytea not null,
  -- { issuer, subject, email }
  sealed bytea not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  -- since when the provider says that this person may not come in any more
  deactivated_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, provider_id) references identity_providers on delete cascade
);
create unique index identity_links_by_subject on identity_links (account_id, provider_id, subject_hash);
create index identity_links_of_user on identity_links (account_id, user_id);
select protect('identity_links');

-- A sign-in between our asking a provider and its answer; and between its answer and the browser's coming back.
create table identity_flows (
  account_id bigint not null,
  id bigint not null,
  -- keyed hash of the secret that names it
  state_hash bytea not null,
  provider_id bigint not null,
  stage text not null check (stage in ('asked', 'answered')),
  -- keyed hash of the secret in the browser that began; null where the provider began
  browser_hash bytea,
  trial_id bigint,
  -- { return_to, … what the protocol needs to remember }
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, provider_id) references identity_providers on delete cascade
);
create unique index identity_flows_by_state on identity_flows (account_id, state_hash);
create index identity_flows_by_time on identity_flows (account_id, expires_at);
select protect('identity_flows');

-- Messages of providers that were taken: each counts once.
create table identity_replays (
  account_id bigint not null references accounts,
  message_hash bytea not null,
  expires_at timestamptz not null,
  primary key (account_id, message_hash)
);
create index identity_replays_by_time on identity_replays (account_id, expires_at);
select protect('identity_replays');

-- An admin's trial of a provider's settings: what came back and what would become of it.
create table identity_trials (
  account_id bigint not null,
  id bigint not null,
  provider_id bigint not null,
  user_id bigint not null,
  -- the digest of the settings that were tried
  digest text not null,
  outcome text not null check (outcome in ('waiting', 'succeeded', 'failed')),
  -- { problem, claims, result }
  sealed bytea not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, provider_id) references identity_providers on delete cascade
);
create index identity_trials_by_time on identity_trials (account_id, expires_at);
select protect('identity_trials');
