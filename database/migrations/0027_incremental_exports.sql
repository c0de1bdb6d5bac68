-- The order of change, deleted records included: what incremental exports walk along.
create index tickets_by_change on tickets (account_id, updated_at, id);
create index users_by_change on users (account_id, updated_at, id);
create index organizations_by_change on organizations (account_id, updated_at, id);
