-- What a provider's own word ends, and what is asked of providers by the clock.

-- As in sessions: a log-out at the provider also ends a sign-in that waits for its next step.
alter table pending_sign_ins add column provider_session_hash bytea;

-- When a directory was last asked about somebody.
alter table identity_links add column checked_at timestamptz;
create index identity_links_by_check on identity_links (account_id, provider_id, checked_at) where deactivated_at is null;

-- How it went: people of a directory, metadata of a SAML provider. One row for each, once it was tried.
create table identity_checks (
  account_id bigint not null,
  provider_id bigint not null,
  what text not null check (what in ('people', 'metadata')),
  tried_at timestamptz not null,
  succeeded_at timestamptz,
  failing_since timestamptz,
  problem text,
  -- people who are missing and were kept nevertheless
  count int not null,
  -- when admins were told of the failure that lasts
  told_at timestamptz,
  primary key (account_id, provider_id, what),
  foreign key (account_id, provider_id) references identity_providers on delete cascade
);
select protect('identity_checks');

-- Of which certificate's end admins were told, and how many days before.
create table certificate_notices (
  account_id bigint not null,
  provider_id bigint not null,
  ends_at timestamptz not null,
  days int not null,
  primary key (account_id, provider_id, ends_at, days),
  foreign key (account_id, provider_id) references identity_providers on delete cascade
);
select protect('certificate_notices');
