-- Of a link "this wasn't me": when the sign-in began that it is about. What was added since then goes with it.
alter table one_time_links add column since timestamptz;
-- The browser a factor was added in; null while signing in. What was added in a browser that was known before stays.
alter table factors add column device_id bigint;
