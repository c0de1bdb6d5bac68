-- Where a ticket was merged into is a column of it; what the table of merges knew of older ones goes there.
alter table tickets no force row level security;
alter table ticket_merges no force row level security;
update tickets t set merged_into_id = m.target_id from ticket_merges m
  where m.account_id = t.account_id and m.source_id = t.id and t.merged_into_id is null;
alter table tickets force row level security;
drop table ticket_merges;
create index tickets_by_merged_into on tickets (account_id, merged_into_id, id) where merged_into_id is not null and deleted_at is null;
