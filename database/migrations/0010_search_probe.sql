-- How a search finds its way. For a rare word the GIN index gives the few documents at once; for a common one it would
-- give half the table, and walking the newest tickets finds a page of them sooner. The planner decides that well when it
-- knows how frequent a word is, so it is told about ten thousand words instead of a thousand; for several words at once
-- it does not decide well (it would collect everything that matches the common one), so that choice is made here.

alter table search_documents alter column words set statistics 1000;

-- The records whose documents match, or null when that is more than max_documents, or likely to be many more.
create function search_probe(account bigint, record_kind text, search tsquery, with_internal boolean, max_documents int)
  returns bigint[]
  language plpgsql set enable_seqscan = off set enable_indexscan = off
  as $$
declare
  plan json;
  found bigint[];
begin
  execute format('explain (format json) select from search_documents where words @@ %L::tsquery', search) into plan;
  if (plan->0->'Plan'->>'Plan Rows')::float > 2 * max_documents then
    return null;
  end if;
  select array_agg(d.record_id) into found from (
    select record_id from search_documents
    where account_id = account and kind = record_kind and words @@ search and (with_internal or not internal)
    limit max_documents + 1) d;
  if cardinality(found) > max_documents then
    return null;
  end if;
  return coalesce((select array_agg(distinct id) from unnest(found) id), '{}');
end $$;
