-- Adds jobs straight into the queue's tables, with statements that stay planned: graphile-worker's own add_jobs() plans
-- five of them anew each time, which costs as much as writing a ticket. Jobs with a key still go through it. As before
-- nobody is woken here (the bus does that after the commit), and the caller needs no rights on the tables.
create or replace function add_jobs_quietly(jobs jsonb) returns void
  language plpgsql security definer set search_path = quiet, pg_catalog
  as $$
declare
  with_key int;
  written int;
begin
  -- Tasks and lanes are few and stay: after a while there is none to add.
  insert into graphile_worker._private_tasks (identifier)
    select distinct j->>'task' from jsonb_array_elements(jobs) j
    where not exists (select from graphile_worker._private_tasks t where t.identifier = j->>'task')
    on conflict do nothing;
  insert into graphile_worker._private_job_queues (queue_name)
    select distinct j->>'queue' from jsonb_array_elements(jobs) j
    where j->>'queue' is not null and not exists (select from graphile_worker._private_job_queues q where q.queue_name = j->>'queue')
    on conflict do nothing;
  insert into graphile_worker._private_jobs (job_queue_id, task_id, payload, run_at, max_attempts, priority)
    select q.id, t.id, (j->'payload')::json, coalesce((j->>'run_at')::timestamptz, now()),
      coalesce((j->>'max_attempts')::int, 25), coalesce((j->>'priority')::int, 0)
    from jsonb_array_elements(jobs) j
    join graphile_worker._private_tasks t on t.identifier = j->>'task'
    left join graphile_worker._private_job_queues q on q.queue_name = j->>'queue'
    where j->>'key' is null;
  get diagnostics written = row_count;
  select count(*) into with_key from jsonb_array_elements(jobs) j where j->>'key' is not null;
  if written + with_key <> jsonb_array_length(jobs) then
    raise exception 'of % jobs only % would have been added', jsonb_array_length(jobs), written + with_key;
  end if;
  if with_key > 0 then
    perform graphile_worker.add_jobs(
      (select array_agg((
        j->>'task', (j->'payload')::json, j->>'queue', (j->>'run_at')::timestamptz,
        (j->>'max_attempts')::int, j->>'key', (j->>'priority')::int, null
      )::graphile_worker.job_spec) from jsonb_array_elements(jobs) j where j->>'key' is not null));
  end if;
end $$;
