-- Giving tickets to agents: how each group does it, who is there and how much they take, and skills.

-- A group without a row here assigns by hand.
create table routing_groups (
  account_id bigint not null references accounts,
  group_id bigint not null,
  method text not null check (method in ('manual', 'round_robin', 'least_loaded')),
  -- open tickets an agent takes before others do, unless the agent has a number of their own
  capacity int not null check (capacity between 1 and 1000),
  -- minutes after which a ticket goes to somebody without its skills; null: never
  skills_wait_minutes int check (skills_wait_minutes between 0 and 10080),
  updated_at timestamptz not null,
  primary key (account_id, group_id),
  foreign key (account_id, group_id) references groups
);
select protect('routing_groups');

create table routing_agents (
  account_id bigint not null references accounts,
  user_id bigint not null,
  status text not null check (status in ('online', 'away', 'offline')),
  capacity int check (capacity between 0 and 1000),
  last_assigned_at timestamptz,
  updated_at timestamptz not null,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users on delete cascade
);
select protect('routing_agents');

-- "Language" with the values "German" and "Dutch".
create table routing_attributes (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create unique index routing_attributes_by_name on routing_attributes (account_id, lower(name));
select protect('routing_attributes');

create table routing_attribute_values (
  account_id bigint not null,
  id bigint not null,
  attribute_id bigint not null,
  name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, attribute_id) references routing_attributes on delete cascade
);
create unique index routing_attribute_values_by_name on routing_attribute_values (account_id, attribute_id, lower(name));
select protect('routing_attribute_values');

create table routing_agent_values (
  account_id bigint not null,
  user_id bigint not null,
  attribute_value_id bigint not null,
  primary key (account_id, user_id, attribute_value_id),
  foreign key (account_id, user_id) references users on delete cascade,
  foreign key (account_id, attribute_value_id) references routing_attribute_values on delete cascade
);
create index on routing_agent_values (account_id, attribute_value_id);
select protect('routing_agent_values');

create table routing_ticket_values (
  account_id bigint not null,
  ticket_id bigint not null,
  attribute_value_id bigint not null,
  primary key (account_id, ticket_id, attribute_value_id),
  foreign key (account_id, ticket_id) references tickets on delete cascade,
  foreign key (account_id, attribute_value_id) references routing_attribute_values on delete cascade
);
create index on routing_ticket_values (account_id, attribute_value_id);
select protect('routing_ticket_values');
