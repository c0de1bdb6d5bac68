-- The ground every table stands on: which account a transaction is for, who its audience is, how a table is protected,
-- and how a job is added without waking anybody inside the write.

revoke create on schema public from public;
grant usage on schema public to custos_app;

-- The account of this transaction. Deliberately fails when none was set: no account, no query.
create function current_account() returns bigint
  language sql stable parallel safe
  as $$ select current_setting('custos.account_id')::bigint $$;

-- 'staff' or 'customer'. Whatever speaks to a customer (pages, mail out, the requests API) runs as 'customer' and
-- cannot read an internal note, whatever its SQL says.
create function current_audience() returns text
  language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('custos.audience', true), ''), 'customer') $$;

-- Row-level security for a table keyed by account_id: forced, so that not even the owner passes it by.
create function protect(table_name regclass, verbs text default 'select, insert, update, delete') returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy own_account on %s using (account_id = current_account()) with check (account_id = current_account())', table_name);
  execute format('grant %s on %s to custos_app', verbs, table_name);
end $$;

-- As protect(), for rows that only staff may ever see.
create function protect_staff_only(table_name regclass, condition text default 'true') returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy own_account_staff_only on %s using (account_id = current_account() and (not (%s) or current_audience() = ''staff'')) with check (account_id = current_account() and (not (%s) or current_audience() = ''staff''))', table_name, condition, condition);
  execute format('grant select, insert, update, delete on %s to custos_app', table_name);
end $$;

-- graphile-worker's add_jobs() calls pg_notify, which takes a global lock at commit and halves the write throughput.
-- Inside this function the name pg_notify resolves to a stand-in that does nothing; the bus wakes the workers after
-- the commit. It runs as its owner, so that the server's role needs no rights on the queue's tables to add a job.
create schema quiet;
create function quiet.pg_notify(channel text, payload text) returns void language sql as $$ select null::void $$;
create function add_jobs_quietly(jobs jsonb) returns void
  language sql security definer set search_path = quiet, pg_catalog
  as $$
    select graphile_worker.add_jobs(
      (select array_agg((
        j->>'task', (j->'payload')::json, j->>'queue', (j->>'run_at')::timestamptz,
        (j->>'max_attempts')::int, j->>'key', (j->>'priority')::int, null
      )::graphile_worker.job_spec) from pg_catalog.jsonb_array_elements(jobs) j))
  $$;
revoke all on function add_jobs_quietly(jsonb) from public;
grant usage on schema quiet to custos_app;
grant execute on function add_jobs_quietly(jsonb) to custos_app;

-- The worker takes and finishes jobs; payloads carry ids only, never a customer's words.
grant usage on schema graphile_worker to custos_app;
grant select, insert, update, delete on all tables in schema graphile_worker to custos_app;
grant usage, select on all sequences in schema graphile_worker to custos_app;
grant execute on all functions in schema graphile_worker to custos_app;
-- graphile-worker turns row-level security on for its tables and leaves them to their owner. Our role is not the owner:
-- without a policy the queue looks empty to it.
do $$
declare queue_table text;
begin
  for queue_table in select tablename from pg_tables where schemaname = 'graphile_worker' loop
    execute format('create policy works_the_queue on graphile_worker.%I to custos_app using (true) with check (true)', queue_table);
  end loop;
end $$;
