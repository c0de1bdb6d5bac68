-- Lists of tickets are asked for the address a ticket was written to, which is sealed: a keyed hash stands beside it.
-- Null is "not worked out yet" (a job does that, since the database has no keys), an empty one "written to no address".
alter table tickets add column recipient_hash bytea;
create index tickets_without_recipient_hash on tickets (account_id, id) where recipient_hash is null;
