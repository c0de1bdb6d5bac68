-- What a ticket's history adds up to (metrics), what customers thought of it, and what agents keep beside it.

-- One row per ticket, kept in the unit of work that changes it. Durations are made from these times when they are read.
create table ticket_metrics (
  account_id bigint not null,
  ticket_id bigint not null,
  replies int not null,
  reopens int not null,
  assignee_stations int not null,
  group_stations int not null,
  -- [[status, seconds since 1970], …] in order, the latest at the end
  statuses jsonb not null,
  first_reply_at timestamptz,
  first_solved_at timestamptz,
  solved_at timestamptz,
  initially_assigned_at timestamptz,
  assigned_at timestamptz,
  status_updated_at timestamptz not null,
  custom_status_updated_at timestamptz,
  assignee_updated_at timestamptz,
  requester_updated_at timestamptz,
  latest_comment_added_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, ticket_id),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
select protect('ticket_metrics');

-- Tickets that were here before: what their events say.
alter table tickets no force row level security;
alter table events no force row level security;
alter table ticket_metrics no force row level security;
insert into ticket_metrics (account_id, ticket_id, replies, reopens, assignee_stations, group_stations, statuses, first_reply_at,
  first_solved_at, solved_at, initially_assigned_at, assigned_at, status_updated_at, latest_comment_added_at, created_at, updated_at)
select t.account_id, t.id, coalesce(said.replies, 0), coalesce(changed.reopens, 0), coalesce(changed.assignees, 0), coalesce(changed.groups, 0),
  coalesce(changed.statuses, jsonb_build_array(jsonb_build_array(t.status, floor(extract(epoch from t.created_at))::bigint))),
  said.first_reply_at, changed.first_solved_at, t.solved_at, changed.initially_assigned_at, changed.assigned_at,
  coalesce(changed.status_updated_at, t.created_at), said.latest_at, t.created_at, t.updated_at
from tickets t
left join lateral (
  select count(*) filter (where is_reply) as replies, min(e.created_at) filter (where is_reply) as first_reply_at, max(e.created_at) as latest_at
  from events e, lateral (select e.type = 'ticket.updated' and e.data->'comment'->>'kind' = 'reply' and e.data->'comment'->>'by_staff' = 'true' as is_reply) r
  where e.account_id = t.account_id and e.subject_type = 'ticket' and e.subject_id = t.id
    and e.type in ('ticket.created', 'ticket.updated') and jsonb_typeof(e.data->'comment') = 'object') said on true
left join lateral (
  select
    count(*) filter (where field = 'status' and c->>'previous_value' = 'solved' and c->>'value' <> 'closed') as reopens,
    count(*) filter (where field = 'assignee_id' and c->>'value' is not null) as assignees,
    count(*) filter (where field = 'group_id' and c->>'value' is not null) as groups,
    jsonb_agg(jsonb_build_array(c->>'value', floor(extract(epoch from e.created_at))::bigint) order by e.event_id) filter (where field = 'status') as statuses,
    min(e.created_at) filter (where field = 'status' and c->>'value' = 'solved') as first_solved_at,
    min(e.created_at) filter (where field = 'assignee_id' and c->>'value' is not null) as initially_assigned_at,
    max(e.created_at) filter (where field = 'assignee_id' and c->>'value' is not null) as assigned_at,
    max(e.created_at) filter (where field = 'status') as status_updated_at
  from events e, jsonb_array_elements(e.data->'changes') c, lateral (select c->>'field_name' as field) f
  where e.account_id = t.account_id and e.subject_type = 'ticket' and e.subject_id = t.id
    and e.type in ('ticket.created', 'ticket.updated')) changed on true;
alter table tickets force row level security;
alter table events force row level security;
alter table ticket_metrics force row level security;

-- When a measure of a ticket began, paused, was reached or missed.
create table ticket_metric_events (
  account_id bigint not null,
  id bigint not null,
  ticket_id bigint not null,
  metric text not null,
  type text not null check (type in ('activate', 'pause', 'fulfill', 'breach', 'apply_sla', 'apply_group_sla', 'update_status', 'measure')),
  -- counts how often this measure began on this ticket
  instance_id int not null,
  time timestamptz not null,
  -- the policy and target, or the minutes so far
  data jsonb not null,
  deleted boolean not null default false,
  primary key (account_id, id),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index ticket_metric_events_by_time on ticket_metric_events (account_id, time, id);
create index ticket_metric_events_of_ticket on ticket_metric_events (account_id, ticket_id, metric, instance_id);
select protect('ticket_metric_events');

-- What the requester thought; one row per ticket, from the offer on.
create table satisfaction_ratings (
  account_id bigint not null,
  id bigint not null,
  ticket_id bigint not null,
  requester_id bigint not null,
  assignee_id bigint,
  group_id bigint,
  score text not null check (score in ('offered', 'good', 'bad')),
  reason_code int,
  has_comment boolean not null default false,
  -- { comment }
  sealed bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, ticket_id),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index satisfaction_ratings_by_update on satisfaction_ratings (account_id, updated_at, id);
select protect('satisfaction_ratings');

-- What the ticket's own reply says of it; null is 'unoffered'.
alter table tickets add column satisfaction text check (satisfaction in ('offered', 'good', 'bad'));

-- Why agents passed a ticket over.
create table ticket_skips (
  account_id bigint not null,
  id bigint not null,
  ticket_id bigint not null,
  user_id bigint not null,
  -- { reason }
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, ticket_id) references tickets on delete cascade,
  foreign key (account_id, user_id) references users
);
create index ticket_skips_of_ticket on ticket_skips (account_id, ticket_id, id);
create index ticket_skips_of_user on ticket_skips (account_id, user_id, id);
select protect_staff_only('ticket_skips');

create table ticket_bookmarks (
  account_id bigint not null,
  id bigint not null,
  ticket_id bigint not null,
  user_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, user_id, ticket_id),
  foreign key (account_id, ticket_id) references tickets on delete cascade,
  foreign key (account_id, user_id) references users
);
select protect_staff_only('ticket_bookmarks');

-- What others did that an agent wants to hear of; kept thirty days.
create table ticket_activities (
  account_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  actor_id bigint not null,
  verb text not null check (verb in ('tickets.assignment', 'tickets.comment', 'tickets.priority_increase')),
  ticket_id bigint not null,
  comment_id bigint,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index ticket_activities_of_user on ticket_activities (account_id, user_id, id);
create index ticket_activities_by_time on ticket_activities (account_id, created_at);
select protect_staff_only('ticket_activities');

-- A redacted file's bytes are gone; an empty text stands in its place.
alter table attachments add column redacted_at timestamptz;
alter table attachments add column malware_access_override boolean not null default false;

-- A mail whose words were redacted no longer has its source.
alter table inbound_mails alter column file_id drop not null;
