-- Conversations beside a ticket, with people outside of it. The ticket's customer must not learn that there are any:
-- rows exist in staff transactions only.

create table side_conversations (
  account_id bigint not null references accounts,
  id bigint not null,
  ticket_id bigint not null,
  state text not null check (state in ('open', 'closed')),
  -- { subject, preview_text, participants: [{user_id, name, email}], external_ids }
  sealed bytea not null,
  created_by_id bigint,
  state_updated_at timestamptz not null,
  message_added_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index side_conversations_of_ticket on side_conversations (account_id, ticket_id, id);
select protect_staff_only('side_conversations');

-- Who may answer, by keyed hash of the address.
create table side_participants (
  account_id bigint not null,
  side_conversation_id bigint not null,
  address_hash bytea not null,
  user_id bigint,
  primary key (account_id, side_conversation_id, address_hash),
  foreign key (account_id, side_conversation_id) references side_conversations on delete cascade
);
create index side_participants_of_user on side_participants (account_id, user_id, side_conversation_id) where user_id is not null;
select protect_staff_only('side_participants');

create table side_messages (
  account_id bigint not null,
  id bigint not null,
  side_conversation_id bigint not null,
  kind text not null check (kind in ('create', 'reply', 'update')),
  author_id bigint,
  -- words, sender, recipients; of an update only who made it
  sealed bytea not null,
  -- what an update changed
  new_state text check (new_state in ('open', 'closed')),
  inbound_mail_id bigint,
  sender_trust text check (sender_trust in ('authenticated', 'unauthenticated', 'failed')),
  via_channel text not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, side_conversation_id) references side_conversations on delete cascade
);
create index side_messages_in_order on side_messages (account_id, side_conversation_id, id);
select protect_staff_only('side_messages');

-- Files of side messages are staff's, as those of notes are.
alter table attachments add column side_message_id bigint;
-- The check of the new key reads both tables for all accounts.
alter table attachments no force row level security;
alter table side_messages no force row level security;
alter table attachments add foreign key (account_id, side_message_id) references side_messages on delete cascade;
alter table attachments force row level security;
alter table side_messages force row level security;
alter table attachments drop constraint attachments_check;
alter table attachments add constraint attachments_check check (num_nonnulls(upload_id, reply_id, note_id, side_message_id) = 1);
create index attachments_of_side_message on attachments (account_id, side_message_id) where side_message_id is not null;
create policy own_account_staff_only_beside on attachments as restrictive
  using (side_message_id is null or current_audience() = 'staff')
  with check (side_message_id is null or current_audience() = 'staff');

alter table mail_deliveries drop constraint mail_deliveries_kind_check;
alter table mail_deliveries add constraint mail_deliveries_kind_check
  check (kind in ('reply', 'auto_reply', 'test', 'notification', 'side_conversation'));

-- Seconds that somebody worked on a ticket, with the event they were sent with. Nothing is kept unless the desk asks for it.
create table ticket_time_entries (
  account_id bigint not null,
  id bigint not null,
  ticket_id bigint not null,
  user_id bigint not null,
  event_id bigint not null,
  seconds int not null check (seconds > 0),
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, event_id, user_id),
  foreign key (account_id, ticket_id) references tickets on delete cascade,
  foreign key (account_id, user_id) references users on delete cascade
);
create index ticket_time_entries_of_ticket on ticket_time_entries (account_id, ticket_id, id);
select protect_staff_only('ticket_time_entries');

-- Which ticket another one was merged into.
create table ticket_merges (
  account_id bigint not null,
  source_id bigint not null,
  target_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, source_id),
  foreign key (account_id, source_id) references tickets on delete cascade,
  foreign key (account_id, target_id) references tickets on delete cascade
);
create index ticket_merges_of_target on ticket_merges (account_id, target_id, source_id);
select protect_staff_only('ticket_merges');
alter table events no force row level security;
alter table tickets no force row level security;
alter table ticket_merges no force row level security;
insert into ticket_merges (account_id, source_id, target_id, created_at)
  select e.account_id, s.id, e.subject_id, e.created_at
  from events e cross join lateral (select value::bigint as id from jsonb_array_elements_text(e.data->'source_ids')) s
  where e.type = 'ticket.merged' and exists (select from tickets t where t.account_id = e.account_id and t.id = s.id)
    and exists (select from tickets t where t.account_id = e.account_id and t.id = e.subject_id)
  on conflict do nothing;
alter table events force row level security;
alter table tickets force row level security;
alter table ticket_merges force row level security;
