-- Who did something is what one asks the audit first: without this, a person who did little is looked for among everything.
create index audit_entries_by_actor on audit_entries (account_id, actor_id, created_at, entry_id) where actor_id is not null;
