-- What is moved in from elsewhere: how far each source was read, and which record of it became which of ours.
create table import_sources (
  account_id bigint not null references accounts,
  id bigint not null,
  kind text not null check (kind in ('zendesk', 'mbox')),
  name text not null,
  cursors jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create unique index on import_sources (account_id, kind, name);
select protect_staff_only('import_sources');

create table import_records (
  account_id bigint not null references accounts,
  source_id bigint not null,
  kind text not null,
  key text not null,
  record_id bigint,
  stamp timestamptz,
  state jsonb not null default '{}',
  problem text,
  updated_at timestamptz not null,
  primary key (account_id, source_id, kind, key)
);
create index on import_records (account_id, source_id, kind, key) where problem is not null;
select protect_staff_only('import_records');
