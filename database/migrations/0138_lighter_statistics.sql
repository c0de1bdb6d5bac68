-- What is kept about tickets without being asked for.

-- Every query that could use it uses tickets_by_change, which has the few deleted tickets too.
drop index tickets_by_update;

-- Ciphertext says nothing to the planner, and is most of what gathering statistics reads. Words of parts are
-- looked into once their record is known; only search_records is searched by them.
alter table tickets alter column sealed set statistics 0;
alter table events alter column sealed set statistics 0;
alter table events alter column data set statistics 0;
alter table audit_entries alter column digest set statistics 0;
alter table ticket_replies alter column sealed set statistics 0;
alter table ticket_notes alter column sealed set statistics 0;
alter table search_documents alter column words set statistics 0;
