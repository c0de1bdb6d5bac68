-- What admins are told at once: rules with their numbers, and what they found. A rule without a row is as it comes.
create table alarm_rules (
  account_id bigint not null references accounts,
  kind text not null,
  is_active boolean not null,
  threshold int not null check (threshold between 1 and 1000000),
  window_minutes int not null check (window_minutes between 1 and 10080),
  updated_at timestamptz not null,
  primary key (account_id, kind)
);
select protect('alarm_rules', 'select, insert, update');
select is_configuration('alarm_rules');

create table alarms (
  account_id bigint not null references accounts,
  id bigint not null,
  kind text not null,
  -- whom it is about; 0 is nobody known, or many
  user_id bigint not null,
  event_id bigint,
  count int not null,
  created_at timestamptz not null,
  last_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by bigint,
  primary key (account_id, id)
);
create index alarms_of_kind on alarms (account_id, kind, user_id, id);
select protect('alarms', 'select, insert, update');

-- Records that a person or a token read, by windows of time: for the alarm about bulk reads.
create table read_counts (
  account_id bigint not null references accounts,
  user_id bigint not null,
  window_start timestamptz not null,
  records bigint not null,
  primary key (account_id, user_id, window_start)
);
create index read_counts_by_time on read_counts (account_id, window_start);
select protect('read_counts');
