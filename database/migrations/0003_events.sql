-- What happened (events), and the proof that nobody changed the record of it (audit).

create table events (
  account_id bigint not null,
  event_id bigint not null,
  type text not null,
  subject_type text not null,
  subject_id bigint not null,
  actor_id bigint,
  -- who acted: 'user', 'system' (a job, a rule) or 'anonymous'
  actor_kind text not null,
  channel text not null,
  request_id text,
  -- ids, times and enumerations only
  data jsonb not null,
  -- address of the caller and whatever text the change carries
  sealed bytea,
  created_at timestamptz not null,
  primary key (account_id, event_id)
);
create index events_of_subject on events (account_id, subject_type, subject_id, event_id);
select protect('events', 'select, insert, update');

-- Append-only for the server's role: no update, no delete, no foreign keys. Entries outlive what they describe.
create table audit_entries (
  account_id bigint not null,
  entry_id bigint not null,
  event_id bigint not null,
  action text not null,
  subject_type text not null,
  subject_id bigint not null,
  actor_id bigint,
  -- keyed digest of the event as it was written (see eventDigest in platform/work.ts)
  digest bytea not null,
  created_at timestamptz not null,
  primary key (account_id, entry_id)
);
create index audit_entries_by_time on audit_entries (account_id, created_at, entry_id);
select protect('audit_entries', 'select, insert');

-- The chain: position, entry, and the hash over the entry and the hash before it. Written by one job per account.
create table audit_chain (
  account_id bigint not null,
  position bigint not null,
  entry_id bigint not null,
  hash bytea not null,
  primary key (account_id, position),
  unique (account_id, entry_id)
);
select protect('audit_chain', 'select, insert');

-- A signed checkpoint per batch, so that a truncated tail shows.
create table audit_seals (
  account_id bigint not null,
  position bigint not null,
  hash bytea not null,
  signature bytea not null,
  sealed_at timestamptz not null,
  primary key (account_id, position)
);
select protect('audit_seals', 'select, insert');
