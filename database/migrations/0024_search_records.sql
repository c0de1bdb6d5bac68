-- One document per record beside those of its parts: the words of all of them, without positions. A search for several
-- words asks the index once for the records that have them all; where in a record they stand (phrases, a named part, what
-- a customer may read) is then checked in the parts. So only this table needs the GIN index, and only it needs to do
-- without row-level security; the parts are looked up by record and get their policy.

create table search_records (
  account_id bigint not null,
  kind text not null,
  record_id bigint not null,
  -- too many different words for one document: then it is empty, and the parts are asked
  is_partial boolean not null default false,
  words tsvector not null,
  primary key (account_id, kind, record_id)
);
-- Keyed hashes do not compress; trying costs time.
alter table search_records alter column words set storage external;
alter table search_records alter column words set statistics 1000;
create index search_records_by_words on search_records using gin (words);
create index search_records_partial on search_records (account_id, kind, record_id) where is_partial;
grant select, insert, update, delete on search_records to custos_app;

create aggregate search_union (tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');

-- A tsvector holds a megabyte of words; ours have eleven characters.
create function max_search_words() returns int language sql immutable parallel safe as $$ select 80000 $$;

-- Makes a record's document anew from its parts; none are left, none is it.
create function rebuild_search_record(account bigint, record_kind text, record bigint) returns void
  language plpgsql as $$
declare total bigint;
begin
  select sum(length(words)) into total from search_documents
  where account_id = account and kind = record_kind and record_id = record;
  if total is null then
    delete from search_records where account_id = account and kind = record_kind and record_id = record;
  else
    insert into search_records (account_id, kind, record_id, is_partial, words)
    values (account, record_kind, record, total > max_search_words(), '')
    on conflict (account_id, kind, record_id) do update set is_partial = excluded.is_partial, words = '';
    if total <= max_search_words() then
      update search_records set words = (
        select search_union(strip(d.words)) from search_documents d
        where d.account_id = account and d.kind = record_kind and d.record_id = record)
      where account_id = account and kind = record_kind and record_id = record;
    end if;
  end if;
end $$;

-- Writes or replaces parts, and adds their words to their records' documents.
create function write_search_documents(account bigint, at timestamptz, kinds text[], records bigint[], part_names text[], ids bigint[], internals boolean[], texts text[])
  returns void language plpgsql as $$
declare
  -- records that lost words with a part that was there before, or have too many
  again_kinds text[];
  again_ids bigint[];
begin
  with written as (
    insert into search_documents (account_id, kind, record_id, part, part_id, internal, words, created_at)
    select account, g.*, at from unnest(kinds, records, part_names, ids, internals, texts::tsvector[]) as g
    on conflict (account_id, part, part_id) do update set words = excluded.words, internal = excluded.internal
    returning kind, record_id, xmax::text <> '0' as was_there, length(words) as size
  ), summed as (
    select kind, record_id from written group by kind, record_id having bool_or(was_there) or sum(size) > max_search_words()
  )
  select array_agg(kind), array_agg(record_id) into again_kinds, again_ids from summed;
  insert into search_records as r (account_id, kind, record_id, words)
  select account, g.kind, g.record_id, search_union(strip(g.words))
  from unnest(kinds, records, texts::tsvector[]) as g(kind, record_id, words)
  where again_ids is null or not exists (
    select from unnest(again_kinds, again_ids) as a(kind, record_id) where a.kind = g.kind and a.record_id = g.record_id)
  group by g.kind, g.record_id order by g.kind, g.record_id
  on conflict (account_id, kind, record_id) do update set
    is_partial = r.is_partial or length(r.words) + length(excluded.words) > max_search_words(),
    words = case when r.is_partial or length(r.words) + length(excluded.words) > max_search_words() then ''::tsvector else r.words || excluded.words end;
  for place in 1 .. coalesce(cardinality(again_ids), 0) loop
    perform rebuild_search_record(account, again_kinds[place], again_ids[place]);
  end loop;
end $$;

-- What was indexed before.
do $$
declare one record;
begin
  for one in select distinct account_id, kind, record_id from search_documents loop
    perform rebuild_search_record(one.account_id, one.kind, one.record_id);
  end loop;
end $$;

drop index search_documents_by_words;
select protect('search_documents');

-- The records that have all words of a search, or null when they are more than max_records, or likely to be many more;
-- and those whose parts have to be asked.
drop function search_probe(bigint, text, tsquery, boolean, int);
create function search_probe(account bigint, record_kind text, search tsquery, max_records int, out matching bigint[], out partial bigint[])
  language plpgsql set enable_seqscan = off set enable_indexscan = off
  as $$
declare
  plan json;
begin
  select coalesce(array_agg(record_id), '{}') into partial from search_records
  where account_id = account and kind = record_kind and is_partial;
  execute format('explain (format json) select from search_records where words @@ %L::tsquery', search) into plan;
  if (plan->0->'Plan'->>'Plan Rows')::float > 2 * max_records then
    return;
  end if;
  select array_agg(r.record_id) into matching from (
    select record_id from search_records
    where account_id = account and kind = record_kind and words @@ search
    limit max_records + 1) r;
  matching := coalesce(matching, '{}');
  if cardinality(matching) > max_records then
    matching := null;
  end if;
end $$;
