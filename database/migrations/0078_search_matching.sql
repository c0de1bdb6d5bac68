-- Searches for words that many records have. Left to itself the planner reads records one by one and looks into each
-- document, since it takes that for as cheap as any comparison; but a document lies outside its row, and fetching it is
-- what costs. So who wants all the records asks the index of words for them.

-- People and organisations are few beside tickets: a word that many tickets have must not be looked for in all of those
-- to find that no person has it.
create index search_records_of_others on search_records using gin (words) where kind <> 'ticket';

-- The records that have all words of a search, at most so many. `offset 0` leaves the indexes of words as the only way.
create function search_matching(account bigint, record_kind text, search tsquery, most int default null) returns setof bigint
  language plpgsql stable rows 20000 set enable_seqscan = off set enable_indexscan = off
  as $$
begin
  if record_kind = 'ticket' then
    return query select r.record_id from (
      select account_id, kind, record_id from search_records where words @@ search offset 0) r
    where r.account_id = account and r.kind = record_kind limit most;
  else
    return query select r.record_id from (
      select account_id, kind, record_id from search_records where words @@ search and kind <> 'ticket' offset 0) r
    where r.account_id = account and r.kind = record_kind limit most;
  end if;
end $$;

-- As before, and: whether the words are in so large a share of all records that walking these finds enough soon
-- (is_frequent). How many records have one word is known well, so many of them need not be gathered; how many have
-- several words together is a guess, and they are. People and organisations always are.
drop function search_probe(bigint, text, tsquery, int);
create function search_probe(account bigint, record_kind text, search tsquery, max_records int, is_one_word boolean,
  out matching bigint[], out partial bigint[], out is_frequent boolean)
  language plpgsql set enable_seqscan = off set enable_indexscan = off
  as $$
declare
  plan json;
  likely float;
begin
  select coalesce(array_agg(record_id), '{}') into partial from search_records
  where account_id = account and kind = record_kind and is_partial;
  is_frequent := false;
  if record_kind = 'ticket' then
    execute format('explain (format json) select from search_records where words @@ %L::tsquery', search) into plan;
    likely := (plan->0->'Plan'->>'Plan Rows')::float;
    is_frequent := likely > 2 * max_records
      and likely > 0.2 * (select reltuples from pg_class where oid = 'search_records'::regclass);
    if is_frequent or (is_one_word and likely > 2 * max_records) then
      return;
    end if;
  end if;
  select coalesce(array_agg(id), '{}') into matching from search_matching(account, record_kind, search, max_records + 1) id;
  if cardinality(matching) > max_records then
    matching := null;
  end if;
end $$;
