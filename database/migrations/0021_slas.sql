-- Service levels: policies, and the clocks that run on tickets.

-- Counts every change of an account's policies, so that a process can tell whether what it remembers still holds.
-- No row: the account never had a policy.
create table sla_policy_sets (
  account_id bigint not null references accounts,
  version bigint not null,
  primary key (account_id)
);
select protect('sla_policy_sets');

create table sla_policies (
  account_id bigint not null references accounts,
  id bigint not null,
  kind text not null check (kind in ('ticket', 'group')),
  title text not null check (length(title) between 1 and 255),
  description text not null default '',
  -- the first policy in this order whose filter fits is a ticket's
  position int not null,
  -- { all, any } of { field, operator, value, is_list }
  filter jsonb not null,
  -- [{ priority, metric, target_s, business_hours }]
  metrics jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index sla_policies_by_position on sla_policies (account_id, kind, position, id);
select protect('sla_policies');

-- One row per ticket that has had a policy to look at; all its clocks together, so that a change of the ticket reads
-- one row and writes one.
create table ticket_slas (
  account_id bigint not null,
  ticket_id bigint not null,
  policy_id bigint,
  group_policy_id bigint,
  -- the schedule a rule gave the ticket; null is the account's first one
  schedule_id bigint,
  -- the clocks and the stretches of time they ran: server/slas/clocks/clock.ts
  state jsonb not null,
  -- the clocks that have targets, with when they are missed: server/slas/clocks/measure.ts
  held jsonb not null,
  -- the earliest target of a clock that runs, missed or not: what views sort by
  next_breach_at timestamptz,
  -- the earliest target that will be missed and was not noted yet
  note_at timestamptz,
  updated_at timestamptz not null,
  primary key (account_id, ticket_id),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index ticket_slas_by_breach on ticket_slas (account_id, next_breach_at, ticket_id) where next_breach_at is not null;
create index ticket_slas_to_note on ticket_slas (account_id, note_at, ticket_id) where note_at is not null;
select protect('ticket_slas');
