-- How far ids have come, over all accounts and processes: noted every few seconds, read by a process that starts. Ids
-- carry times; with a clock that was set back new ones would sort before old ones.
create sequence highest_id;
grant select, update on sequence highest_id to custos_app;

create function note_id(id bigint) returns void
  language plpgsql as $$
begin
  -- One after another, so that it never goes back.
  perform pg_advisory_xact_lock(hashtextextended('highest_id', 0));
  if id > (select last_value from highest_id) then
    perform setval('highest_id', id);
  end if;
end $$;
