-- From which addresses an account may be used. A change holds for some minutes and falls back to what was before unless
-- it is confirmed from inside: `previous` is what it falls back to, `confirm_by` when.
create table ip_restrictions (
  account_id bigint not null references accounts,
  current jsonb not null,
  previous jsonb,
  confirm_by timestamptz,
  changed_at timestamptz not null,
  primary key (account_id),
  check ((previous is null) = (confirm_by is null))
);
select protect('ip_restrictions', 'select, insert, update');
select is_configuration('ip_restrictions');
