-- Earlier passwords, where a policy says that they may not come back; what one-time links are bound to.

create table password_history (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  hash text not null,
  replaced_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, user_id) references users on delete cascade
);
create index password_history_of_user on password_history (account_id, user_id, id);
select protect('password_history');

alter table one_time_links
  drop constraint one_time_links_purpose_check,
  add check (purpose in ('setup', 'invitation', 'password_reset', 'magic_link', 'not_me')),
  -- keyed hash of password and addresses when it was made: the link is void once they are others; null: bound to nothing
  add column state_hash bytea,
  -- keyed hash of the cookie of the browser that asked
  add column browser_hash bytea,
  -- the device a "this wasn't me" is about
  add column device_id bigint;

-- Addresses and places that too many attempts were made for: what admins see and lift. One row per window.
create table lock_outs (
  account_id bigint not null references accounts,
  id bigint not null,
  -- the limit that was reached, and the key it counts by (attempts.purpose, attempts.key_hash)
  purpose text not null,
  key_hash bytea not null,
  -- who has the address; null where nobody has, or no address is meant
  user_id bigint,
  -- { email, ip }
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id)
);
create index lock_outs_by_time on lock_outs (account_id, expires_at);
select protect('lock_outs');
