-- Views: saved lists of tickets. Titles, columns and conditions are an admin's configuration and plain; what somebody
-- searches for may name a customer and is sealed.

create table views (
  account_id bigint not null references accounts,
  id bigint not null,
  -- null for a view that came with the desk and keeps its name in the reader's language
  title text,
  default_key text check (default_key in ('mine', 'unassigned', 'unsolved', 'recent', 'pending', 'solved')),
  description text,
  active boolean not null,
  position int not null,
  -- { all: [{field, operator, value}], any: [...] }
  conditions jsonb not null,
  -- { columns: [id], group_by, group_order, sort_by, sort_order }
  execution jsonb not null,
  -- { query }
  sealed bytea,
  -- who may use it: everybody on the team, the members of some groups, or one person
  restriction text not null check (restriction in ('all', 'groups', 'user')),
  owner_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  check (title is not null or default_key is not null),
  check ((restriction = 'user') = (owner_id is not null)),
  foreign key (account_id, owner_id) references users
);
create index views_by_position on views (account_id, position, id) where deleted_at is null;

create table view_groups (
  account_id bigint not null,
  view_id bigint not null,
  group_id bigint not null,
  primary key (account_id, view_id, group_id),
  foreign key (account_id, view_id) references views on delete cascade,
  foreign key (account_id, group_id) references groups
);
select protect_staff_only('view_groups');

-- The views every desk begins with; their ids are fixed and small, as every other id is far larger.
create function create_default_views(account bigint, at timestamptz) returns void
  language sql as $$
    insert into views (account_id, id, default_key, active, position, conditions, execution, restriction, created_at, updated_at)
    select account, place, key, true, place, jsonb_build_object('all', conditions, 'any', '[]'::jsonb),
      jsonb_build_object('columns', columns, 'group_by', null, 'group_order', 'desc', 'sort_by', 'updated', 'sort_order', 'desc'),
      'all', at, at
    from (values
      (1, 'mine', '[{"field":"status","operator":"less_than","value":"solved"},{"field":"assignee_id","operator":"is","value":"current_user"}]'::jsonb,
        '["status","nice_id","subject","requester","priority","updated"]'::jsonb),
      (2, 'unassigned', '[{"field":"status","operator":"less_than","value":"solved"},{"field":"assignee_id","operator":"is","value":""}]',
        '["status","nice_id","subject","requester","priority","group","updated"]'),
      (3, 'unsolved', '[{"field":"status","operator":"less_than","value":"solved"}]',
        '["status","nice_id","subject","requester","priority","assignee","updated"]'),
      (4, 'recent', '[{"field":"status","operator":"less_than","value":"closed"},{"field":"updated_at","operator":"less_than","value":"24"}]',
        '["status","nice_id","subject","requester","assignee","updated"]'),
      (5, 'pending', '[{"field":"status","operator":"is","value":"pending"}]',
        '["nice_id","subject","requester","priority","assignee","updated"]'),
      (6, 'solved', '[{"field":"status","operator":"is","value":"solved"},{"field":"SOLVED","operator":"less_than","value":"168"}]',
        '["nice_id","subject","requester","assignee","solved","updated"]')
    ) seeds(place, key, conditions, columns)
    on conflict do nothing
  $$;

alter table accounts no force row level security;
select create_default_views(account_id, now()) from accounts;
alter table accounts force row level security;
select protect_staff_only('views');
