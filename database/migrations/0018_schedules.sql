-- Business hours: weekly schedules and their holidays. Configuration, so plain text.

create table schedules (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null check (length(name) between 1 and 255),
  -- as it was written: a name of the IANA database or one of Zendesk's
  time_zone text not null,
  -- [{ start_time, end_time }] in minutes from Sunday 00:00 on the wall, in order, apart from each other
  intervals jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create unique index schedules_by_name on schedules (account_id, lower(name));
select protect('schedules');

create table schedule_holidays (
  account_id bigint not null,
  id bigint not null,
  schedule_id bigint not null,
  name text not null check (length(name) between 1 and 255),
  -- both days belong to the holiday
  start_date date not null,
  end_date date not null check (end_date >= start_date),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, schedule_id) references schedules on delete cascade
);
create index schedule_holidays_of_schedule on schedule_holidays (account_id, schedule_id, start_date);
select protect('schedule_holidays');
