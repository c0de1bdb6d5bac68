-- Accounts (tenants), the host names they answer to, their keys and secrets.

create table accounts (
  account_id bigint primary key,
  name text not null check (length(name) between 1 and 200),
  locale text not null default 'en',
  time_zone text not null default 'Etc/UTC',
  settings jsonb not null default '{}',
  -- false until the first owner finished the set-up
  is_set_up boolean not null default false,
  owner_id bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table accounts is 'One organisation that runs a help desk here. Its name is the desk''s public name, not personal data.';
select protect('accounts');

-- No row-level security: this is the map that finds the account before there is one. Host names are public.
create table account_hosts (
  host text primary key check (host = lower(host)),
  account_id bigint not null references accounts
);
grant select, insert, update, delete on account_hosts to custos_app;

create table account_keys (
  account_id bigint not null references accounts,
  version int not null,
  wrapped bytea not null,
  provider text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (account_id, version)
);
comment on table account_keys is 'Version 0 is the index key (look-ups, word hashes, signatures; never rotated); 1, 2, … seal data. Each is wrapped by the key provider.';
select protect('account_keys');

-- Secrets of integrations and the like, by name; sealed.
create table account_secrets (
  account_id bigint not null references accounts,
  name text not null,
  sealed bytea not null,
  updated_at timestamptz not null default now(),
  primary key (account_id, name)
);
select protect('account_secrets');

-- One-time links that let a person without credentials do one thing: set up the desk, accept an invitation.
create table one_time_links (
  account_id bigint not null references accounts,
  token_hash bytea not null,
  purpose text not null check (purpose in ('setup', 'invitation', 'password_reset')),
  user_id bigint,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, token_hash)
);
select protect('one_time_links');

-- Ticket numbers: one sequence per account. It takes no lock that lasts until the commit; gaps are allowed.
create schema ticket_numbers;
create function create_ticket_numbers() returns void
  language plpgsql security definer set search_path = pg_catalog, public
  as $$ begin execute format('create sequence ticket_numbers.account_%s', public.current_account()); end $$;
create function next_ticket_number() returns bigint
  language plpgsql security definer set search_path = pg_catalog, public
  as $$ begin return nextval(('ticket_numbers.account_' || public.current_account())::regclass); end $$;
revoke all on function create_ticket_numbers(), next_ticket_number() from public;
grant execute on function create_ticket_numbers(), next_ticket_number() to custos_app;
