-- Which wrapping keys the keys of any account were wrapped with. No row-level security and no account: it is asked at
-- the start, before there is one, so that a lost or foreign key file is refused instead of silently replaced. It holds
-- fingerprints, no keys.
create table key_providers (
  provider text primary key,
  created_at timestamptz not null default now()
);
grant select, insert on key_providers to custos_app;
