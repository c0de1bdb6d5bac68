-- A password on the API: `email:password`, and OAuth's grant type `password`. Off unless an admin switches it on.
alter table credential_policies add column password_access boolean not null default false;

-- Where somebody's password was right on the API, as a keyed hash. Requests from there are counted apart, so that strangers
-- who guess from elsewhere do not keep a program out.
create table password_networks (
  account_id bigint not null,
  user_id bigint not null,
  network_hash bytea not null,
  -- written at most once an hour, with the fact that goes into the audit
  last_used_at timestamptz not null,
  primary key (account_id, user_id, network_hash),
  foreign key (account_id, user_id) references users on delete cascade
);
create index password_networks_by_time on password_networks (account_id, last_used_at);
select protect('password_networks');
