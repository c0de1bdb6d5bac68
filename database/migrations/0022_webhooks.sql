-- Webhooks, what was sent to them and what they answered.

create table webhooks (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null,
  description text,
  is_active boolean not null,
  http_method text not null check (http_method in ('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
  request_format text not null check (request_format in ('json', 'xml', 'form_encoded')),
  -- 'conditional_ticket_events' alone, or event types
  subscriptions text[] not null,
  -- true where subscriptions are event types: what a change asks about before it adds a job
  takes_events boolean not null,
  -- { endpoint, authentication, custom_headers, signing_secret }
  sealed bytea not null,
  -- the circuit breaker: what was sent in this window, how much of it failed, until when nothing is sent
  circuit_window_started_at timestamptz,
  circuit_requests int not null default 0,
  circuit_errors int not null default 0,
  circuit_open_until timestamptz,
  created_at timestamptz not null,
  created_by_id bigint,
  updated_at timestamptz not null,
  updated_by_id bigint,
  primary key (account_id, id)
);
create index webhooks_for_events on webhooks (account_id) where is_active and takes_events;
select protect('webhooks');

-- What is to be sent to a webhook, or was. Outlives its webhook until its time is over.
create table webhook_invocations (
  account_id bigint not null references accounts,
  id bigint not null,
  webhook_id bigint not null,
  -- 'conditional_ticket_events' or the type of the event
  event_type text not null,
  event_id bigint,
  ticket_id bigint,
  rule_kind text,
  rule_id bigint,
  -- the invocation this one repeats because somebody asked for it
  replay_of_id bigint,
  -- one event makes one invocation of a webhook, however often its job runs
  once_key text,
  -- names what happened: the same for every attempt and for replays
  idempotency_key text not null,
  status text not null,
  status_code int,
  attempts int not null default 0,
  -- null once it is settled
  next_attempt_at timestamptz,
  -- { body }: what is sent
  sealed bytea not null,
  created_at timestamptz not null,
  latest_completed_at timestamptz,
  primary key (account_id, id)
);
create index webhook_invocations_of_webhook on webhook_invocations (account_id, webhook_id, id);
create index webhook_invocations_by_completion on webhook_invocations (account_id, webhook_id, latest_completed_at, id);
create index webhook_invocations_due on webhook_invocations (account_id, webhook_id, next_attempt_at) where next_attempt_at is not null;
create index webhook_invocations_by_time on webhook_invocations (account_id, created_at);
create unique index webhook_invocations_once on webhook_invocations (account_id, once_key) where once_key is not null;
select protect('webhook_invocations');

create table webhook_attempts (
  account_id bigint not null,
  id bigint not null,
  invocation_id bigint not null,
  status text not null,
  status_code int,
  -- { request: { url, headers, payload }, response: { headers, payload } | null, error }
  sealed bytea not null,
  started_at timestamptz not null,
  completed_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, invocation_id) references webhook_invocations on delete cascade
);
create index webhook_attempts_of_invocation on webhook_attempts (account_id, invocation_id, id);
select protect('webhook_attempts');
