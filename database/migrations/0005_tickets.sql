-- Tickets and what is said in them. Public replies and internal notes are different tables: no column decides who may
-- read, and the notes' policy lets only staff transactions see a row.

create table tickets (
  account_id bigint not null references accounts,
  id bigint not null,
  status text not null check (status in ('new', 'open', 'pending', 'hold', 'solved', 'closed')),
  priority text check (priority in ('low', 'normal', 'high', 'urgent')),
  type text check (type in ('problem', 'incident', 'question', 'task')),
  -- { subject, description, recipient, source }
  sealed bytea not null,
  requester_id bigint not null,
  submitter_id bigint not null,
  assignee_id bigint,
  group_id bigint,
  organization_id bigint,
  external_id text,
  via_channel text not null,
  due_at timestamptz,
  -- counts every change; the ETag of a ticket and what safe updates compare
  version int not null default 1,
  comment_count int not null default 0,
  -- true once something public was said; a ticket that only has notes is not public
  is_public boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  solved_at timestamptz,
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, requester_id) references users,
  foreign key (account_id, submitter_id) references users,
  foreign key (account_id, assignee_id) references users,
  foreign key (account_id, group_id) references groups,
  foreign key (account_id, organization_id) references organizations
);
create index tickets_by_update on tickets (account_id, updated_at, id) where deleted_at is null;
create index tickets_unsolved on tickets (account_id, updated_at, id)
  where deleted_at is null and status in ('new', 'open', 'pending', 'hold');
create index tickets_by_assignee on tickets (account_id, assignee_id, updated_at, id) where deleted_at is null;
create index tickets_by_requester on tickets (account_id, requester_id, updated_at, id) where deleted_at is null;
create index tickets_by_organization on tickets (account_id, organization_id, updated_at, id) where organization_id is not null and deleted_at is null;
create index tickets_by_external_id on tickets (account_id, external_id) where external_id is not null;
select protect('tickets');

create table ticket_tags (
  account_id bigint not null,
  ticket_id bigint not null,
  tag text not null check (length(tag) between 1 and 255),
  primary key (account_id, ticket_id, tag),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index ticket_tags_by_tag on ticket_tags (account_id, tag, ticket_id);
select protect('ticket_tags');

-- CCs and followers. A person whom an unauthenticated sender added stays 'pending' until staff approve.
create table ticket_people (
  account_id bigint not null,
  ticket_id bigint not null,
  user_id bigint not null,
  kind text not null check (kind in ('cc', 'follower')),
  state text not null check (state in ('active', 'pending', 'declined')),
  added_by_id bigint,
  created_at timestamptz not null,
  primary key (account_id, ticket_id, user_id, kind),
  foreign key (account_id, ticket_id) references tickets on delete cascade,
  foreign key (account_id, user_id) references users
);
create index ticket_people_by_user on ticket_people (account_id, user_id, ticket_id);
select protect('ticket_people');

create table ticket_replies (
  account_id bigint not null,
  id bigint not null,
  ticket_id bigint not null,
  author_id bigint not null,
  -- { body, html_body, visible_html, quoted_html, quoted_text, remote_images, sender, via_source, metadata }
  sealed bytea not null,
  via_channel text not null,
  event_id bigint not null,
  inbound_mail_id bigint,
  -- what the check of a mail's sender said: 'authenticated', 'unauthenticated', 'failed'; null where nothing was checked
  sender_trust text check (sender_trust in ('authenticated', 'unauthenticated', 'failed')),
  -- a reply that waits in its undo window leaves at this time
  send_after timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, ticket_id) references tickets on delete cascade,
  foreign key (account_id, author_id) references users
);
create index ticket_replies_of_ticket on ticket_replies (account_id, ticket_id, id);
create unique index ticket_replies_of_mail on ticket_replies (account_id, inbound_mail_id) where inbound_mail_id is not null;
select protect('ticket_replies');

create table ticket_notes (
  account_id bigint not null,
  id bigint not null,
  ticket_id bigint not null,
  author_id bigint not null,
  -- as ticket_replies.sealed
  sealed bytea not null,
  via_channel text not null,
  event_id bigint not null,
  inbound_mail_id bigint,
  sender_trust text check (sender_trust in ('authenticated', 'unauthenticated', 'failed')),
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, ticket_id) references tickets on delete cascade,
  foreign key (account_id, author_id) references users
);
create index ticket_notes_of_ticket on ticket_notes (account_id, ticket_id, id);
create unique index ticket_notes_of_mail on ticket_notes (account_id, inbound_mail_id) where inbound_mail_id is not null;
select protect_staff_only('ticket_notes');

-- What the file store holds: the row is written before the first byte is referenced, so that strays can be found.
create table files (
  account_id bigint not null references accounts,
  file_id text not null,
  key_version int not null,
  size bigint not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, file_id)
);
select protect('files');

-- Files that were handed in and belong to nothing yet; a token joins them to a comment within the hour.
create table uploads (
  account_id bigint not null,
  id bigint not null,
  token_hash bytea not null,
  user_id bigint,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, token_hash)
);
select protect('uploads');

create table attachments (
  account_id bigint not null,
  id bigint not null,
  file_id text not null,
  -- { file_name, content_id }
  sealed bytea not null,
  content_type text not null,
  size bigint not null,
  is_inline boolean not null default false,
  -- exactly one home
  upload_id bigint,
  reply_id bigint,
  note_id bigint,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  check (num_nonnulls(upload_id, reply_id, note_id) = 1),
  foreign key (account_id, file_id) references files,
  foreign key (account_id, upload_id) references uploads on delete cascade,
  foreign key (account_id, reply_id) references ticket_replies on delete cascade,
  foreign key (account_id, note_id) references ticket_notes on delete cascade
);
create index attachments_of_reply on attachments (account_id, reply_id) where reply_id is not null;
create index attachments_of_note on attachments (account_id, note_id) where note_id is not null;
create index attachments_of_upload on attachments (account_id, upload_id) where upload_id is not null;
select protect_staff_only('attachments', 'note_id is not null');

create table drafts (
  account_id bigint not null,
  user_id bigint not null,
  ticket_id bigint not null,
  mode text not null check (mode in ('reply', 'note')),
  -- { html_body, email_ccs }
  sealed bytea not null,
  updated_at timestamptz not null,
  primary key (account_id, user_id, ticket_id, mode),
  foreign key (account_id, user_id) references users on delete cascade,
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
select protect_staff_only('drafts');

-- Keys of requests that must not be carried out twice (protocol 4.10), kept two hours.
create table idempotency_keys (
  account_id bigint not null references accounts,
  user_id bigint not null,
  key_hash bytea not null,
  body_hash bytea not null,
  ticket_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, user_id, key_hash)
);
select protect('idempotency_keys');
