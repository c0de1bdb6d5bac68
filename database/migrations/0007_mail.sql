-- Mail in and out.

-- Addresses that belong to a desk. No row-level security: the SMTP server asks which account a recipient belongs to
-- before there is one. They are the desk's own published addresses, not a customer's.
create table recipient_addresses (
  address text primary key check (address = lower(address)),
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null default '',
  is_default boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index recipient_addresses_by_id on recipient_addresses (account_id, id);
create unique index recipient_addresses_default on recipient_addresses (account_id) where is_default;
grant select, insert, update, delete on recipient_addresses to custos_app;

create table inbound_mails (
  account_id bigint not null references accounts,
  id bigint not null,
  file_id text not null,
  -- keyed hash of what makes this message this message; the same message by any road is one row
  dedupe_hash bytea not null,
  -- { mail_from, rcpt_to, ip, helo }
  sealed bytea not null,
  via text not null check (via in ('smtp', 'imap', 'api')),
  size int not null,
  state text not null check (state in ('stored', 'processed', 'suspended')),
  ticket_id bigint,
  created_at timestamptz not null,
  processed_at timestamptz,
  primary key (account_id, id),
  unique (account_id, dedupe_hash),
  foreign key (account_id, file_id) references files
);
create index inbound_mails_waiting on inbound_mails (account_id, id) where state = 'stored';
select protect('inbound_mails');

create table suspended_tickets (
  account_id bigint not null references accounts,
  id bigint not null,
  cause text not null,
  -- { subject, author: {name, email}, recipient, content, message_id }
  sealed bytea not null,
  inbound_mail_id bigint,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, inbound_mail_id) references inbound_mails
);
select protect('suspended_tickets');

create table mail_domains (
  account_id bigint not null references accounts,
  id bigint not null,
  domain text not null check (domain = lower(domain)),
  -- { keys: [{ domain, selector, algorithm, private_key, public_key }] }
  sealed bytea not null,
  public_keys jsonb not null,
  -- what the last look at the domain's DNS found; public data
  checks jsonb not null default '[]',
  checked_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, domain)
);
select protect('mail_domains');

-- One row per person a mail shall reach, unique on what causes it and whom it is for: however often the reaction runs,
-- one mail leaves.
create table mail_deliveries (
  account_id bigint not null references accounts,
  id bigint not null,
  kind text not null check (kind in ('reply', 'auto_reply', 'test')),
  event_id bigint not null,
  target_hash bytea not null,
  ticket_id bigint,
  reply_id bigint,
  user_id bigint,
  -- { recipient: {address, name}, to: […], cc: […], named_after, message_id, error }; the other server's words are in error
  sealed bytea not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'uncertain', 'bounced', 'failed', 'cancelled')),
  attempts int not null default 0,
  send_after timestamptz not null,
  -- names the attempt that holds this row; whoever lost it changes nothing any more
  claim_id bigint,
  -- the process that sends renews this; once it has passed, that process is dead
  lease_until timestamptz,
  -- set before the first byte of the message leaves: from then on nobody sends it again by itself
  transmitting_at timestamptz,
  -- the other server's reply code
  last_code int,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  sent_at timestamptz,
  primary key (account_id, id),
  unique (account_id, kind, event_id, target_hash)
);
create index mail_deliveries_of_ticket on mail_deliveries (account_id, ticket_id, id) where ticket_id is not null;
create index mail_deliveries_unfinished on mail_deliveries (account_id, state, send_after) where state in ('queued', 'sending');
select protect('mail_deliveries');

-- What left while the mail-out mode is 'sink': the development mailbox.
create table sink_mails (
  account_id bigint not null references accounts,
  id bigint not null,
  file_id text not null,
  delivery_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, delivery_id),
  foreign key (account_id, file_id) references files
);
select protect('sink_mails');

-- Where the poller of a mailbox got to.
create table mailbox_positions (
  account_id bigint not null references accounts,
  mailbox_hash bytea not null,
  uid_validity text not null,
  last_uid bigint not null,
  updated_at timestamptz not null,
  primary key (account_id, mailbox_hash)
);
select protect('mailbox_positions');
