-- A status that is deleted is no longer offered; closed tickets keep it, and its label is not forgotten.
alter table custom_statuses add column deleted_at timestamptz;
