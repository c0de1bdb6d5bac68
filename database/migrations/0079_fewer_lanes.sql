-- Whoever fetches a job from the queue locks every lane that is free, one row each: so lanes are few (platform/work.ts).
-- Those from before are taken away, except where a job waits in one.
do $$
begin
  if to_regclass('graphile_worker._private_job_queues') is not null then
    delete from graphile_worker._private_job_queues q
    where q.queue_name like 'lane-%' and q.locked_at is null
      and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id);
  end if;
end $$;
