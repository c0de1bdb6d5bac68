-- A person proves that an address is theirs: a mail to it carries a link that works once and for a while.
create table address_verifications (
  account_id bigint not null references accounts,
  id bigint not null,
  user_id bigint not null,
  identity_id bigint not null,
  -- keyed hash of the address as it was: the link proves that one and no later one
  value_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, identity_id) references user_identities on delete cascade
);
create index address_verifications_of_identity on address_verifications (account_id, identity_id);
select protect('address_verifications');

-- Mails of the desk itself, about no ticket.
alter table mail_deliveries drop constraint mail_deliveries_kind_check;
alter table mail_deliveries add constraint mail_deliveries_kind_check
  check (kind in ('reply', 'auto_reply', 'test', 'notification', 'side_conversation', 'desk'));
