-- A redacted file has no bytes any more: an empty text stands in its place.
alter table attachments alter column file_id drop not null;
alter table attachments add constraint attachments_file_or_redacted check (file_id is not null or redacted_at is not null);
