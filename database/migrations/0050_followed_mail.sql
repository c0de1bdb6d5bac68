-- Where the conversation of a merged ticket goes on: a customer's answer to the closed one finds its way there.
alter table tickets add column merged_into_id bigint;
