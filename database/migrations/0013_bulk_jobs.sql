-- Changes of many records asked for in one request (protocol 4.10), kept for a day after they end. How far a job got is
-- written with each item, in the item's own transaction: after a crash it goes on where it was.

create table bulk_jobs (
  account_id bigint not null references accounts,
  id bigint not null,
  -- who asked, and in whose name every item is done
  user_id bigint not null,
  -- the queue's task that does the items, and what the API calls the job
  task text not null,
  job_type text not null,
  status text not null check (status in ('queued', 'working', 'failed', 'completed', 'killed')),
  total int not null,
  progress int not null default 0,
  -- { items, options, origin }
  sealed bytea not null,
  -- what became of each item so far; errors may repeat what was asked
  sealed_results bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index bulk_jobs_of_user on bulk_jobs (account_id, user_id, id);
create index bulk_jobs_waiting on bulk_jobs (account_id) where status in ('queued', 'working');
create index bulk_jobs_by_age on bulk_jobs (account_id, updated_at);
select protect('bulk_jobs');
