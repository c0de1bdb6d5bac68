-- Brands: the names under which an account speaks to its customers. Every account has exactly one default brand.

create table brands (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null check (length(name) between 1 and 255),
  subdomain text not null check (length(subdomain) between 1 and 63),
  host_mapping text,
  active boolean not null default true,
  is_default boolean not null default false,
  signature_template text not null default '{{agent.signature}}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id)
);
create unique index brands_by_subdomain on brands (account_id, subdomain) where deleted_at is null;
create unique index brands_default on brands (account_id) where is_default;
select protect('brands');

-- Accounts from before there were brands. Their brand takes the account's number, which no other brand can have.
-- Row-level security is forced for the owner too, so each account is entered by itself.
do $$
declare account bigint;
begin
  for account in select distinct account_id from account_hosts loop
    perform set_config('custos.account_id', account::text, true);
    insert into brands (account_id, id, name, subdomain, is_default, created_at, updated_at)
    select account_id, account_id, name, 'desk-' || account_id, true, now(), now() from accounts where account_id = account;
  end loop;
end $$;
