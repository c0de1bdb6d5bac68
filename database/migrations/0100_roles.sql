-- Roles: what agents may do. An agent without one has the standard rights; owners and admins have all.

create table custom_roles (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null,
  description text not null default '',
  -- 0 a role of the desk's own, 1 the light agent, 3 the contributor. The last two belong to every desk, under these
  -- numbers; what they may do stands in the code.
  role_type int not null check (role_type in (0, 1, 3)),
  -- Zendesk's keys of a role's configuration (server/platform/rights.ts). What it does not name is not allowed.
  configuration jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create unique index custom_roles_by_name on custom_roles (account_id, lower(name));
create unique index custom_roles_standard on custom_roles (account_id, role_type) where role_type <> 0;

alter table accounts no force row level security;
insert into custom_roles (account_id, id, name, description, role_type, configuration, created_at, updated_at)
  select account_id, standard.id, standard.name, standard.description, standard.id, '{}', now(), now() from accounts, (values
    (1, 'Light agent', 'Reads tickets and writes internal notes'),
    (3, 'Contributor', 'Writes internal notes in the tickets they take part in')) standard(id, name, description);
alter table accounts force row level security;

-- Checking the new reference reads both tables whole.
alter table users no force row level security;
alter table users
  add column custom_role_id bigint,
  -- What was restricted for this person alone: of agents without a role of their own, and of customers.
  add column ticket_restriction text check (ticket_restriction in ('assigned', 'groups', 'organization', 'requested')),
  add column only_private_comments boolean not null default false,
  add column moderator boolean,
  add foreign key (account_id, custom_role_id) references custom_roles,
  add check (custom_role_id is null or role = 'agent');
alter table users force row level security;
select protect('custom_roles');
create index users_by_custom_role on users (account_id, custom_role_id, id) where custom_role_id is not null;
