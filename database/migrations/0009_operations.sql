-- Runs of the sample data: how far each got. The tickets they make are tickets like any other.

create table sample_data_runs (
  account_id bigint not null references accounts,
  id bigint not null,
  -- how many tickets were asked for, and how many there are
  wanted int not null check (wanted > 0),
  made int not null default 0,
  state text not null check (state in ('running', 'done')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
-- One at a time: two would only slow each other down.
create unique index sample_data_runs_running on sample_data_runs (account_id) where state = 'running';
select protect('sample_data_runs');
