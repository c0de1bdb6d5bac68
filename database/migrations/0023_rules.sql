-- Business rules: what a desk wants to happen by itself. Titles, conditions and texts are an admin's configuration and
-- plain; what rules send carries customers' words and is sealed where it waits (mail_deliveries, webhooks).

create table rules (
  account_id bigint not null references accounts,
  id bigint not null,
  kind text not null check (kind in ('trigger', 'automation', 'macro')),
  title text not null check (length(title) between 1 and 255),
  description text,
  active boolean not null default true,
  position int not null,
  -- triggers only
  category_id bigint,
  -- { all: [{field, operator, value}], any: […] }; empty for macros
  conditions jsonb not null,
  -- [{field, value}]
  actions jsonb not null,
  -- macros only: null for everybody, else { type: 'Group' | 'User', id, ids }
  restriction jsonb,
  is_default boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index rules_in_order on rules (account_id, kind, position, id);
select protect('rules');

create table trigger_categories (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null check (length(name) between 1 and 255),
  position int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
select protect('trigger_categories');

-- One row per account: another version means that some rule is another. Processes compare it before they use the rules
-- they remember.
create table rule_sets (
  account_id bigint not null references accounts,
  version bigint not null,
  primary key (account_id)
);
select protect('rule_sets');

-- What a trigger was at some time; the last ones of each are kept.
create table rule_revisions (
  account_id bigint not null,
  rule_id bigint not null,
  id bigint not null,
  author_id bigint,
  -- { title, description, active, conditions, actions }
  snapshot jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, rule_id, id),
  foreign key (account_id, rule_id) references rules on delete cascade
);
select protect('rule_revisions');

-- Why a ticket is as it is: one row per change that rules looked at.
create table rule_runs (
  account_id bigint not null references accounts,
  id bigint not null,
  ticket_id bigint not null,
  -- the change that was looked at, and whose changes the rules added to; null for an automation, which has the clock
  event_id bigint,
  -- the rules in the order they were looked at, and for each the number of the first condition that did not hold;
  -- -1 where all did
  considered bigint[] not null,
  failed smallint[] not null,
  -- [{ id, event_id, notified, error }] in the order they acted
  fired jsonb not null,
  -- true where a limit ended the run
  is_cut boolean not null default false,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index rule_runs_of_ticket on rule_runs (account_id, ticket_id, id);
create index rule_runs_by_time on rule_runs (account_id, created_at);
select protect('rule_runs');

-- When rules acted, for "used in the last hour"; only added to, so that no two changes wait for each other.
create table rule_firings (
  account_id bigint not null references accounts,
  id bigint not null,
  rule_id bigint not null,
  ticket_id bigint not null,
  -- why it could not do what it should; null where it could
  error text,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index rule_firings_of_rule on rule_firings (account_id, rule_id, created_at);
create index rule_firings_by_time on rule_firings (account_id, created_at);
select protect('rule_firings');

-- Where rules of older clients send text to: an address or a URL.
create table targets (
  account_id bigint not null references accounts,
  id bigint not null,
  title text not null check (length(title) between 1 and 255),
  type text not null,
  active boolean not null default true,
  -- { password }
  sealed bytea,
  -- email: { email, subject }; url: { target_url, method, attribute, username, content_type }
  settings jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id)
);
select protect('targets');

-- A rule's mail has a text of its own, sealed with its recipient.
alter table mail_deliveries drop constraint mail_deliveries_kind_check;
alter table mail_deliveries add constraint mail_deliveries_kind_check check (kind in ('reply', 'auto_reply', 'test', 'notification'));
create index mail_deliveries_of_rules on mail_deliveries (account_id, user_id, created_at) where kind = 'notification';
