-- Which brand a support address speaks for. Null is the account's default brand, whichever that is.
alter table recipient_addresses add column brand_id bigint;
