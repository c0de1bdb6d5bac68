-- Access of an operator to a desk: only by its owner's consent, for a time.
create table support_consents (
  account_id bigint not null references accounts,
  id bigint not null,
  granted_by_id bigint not null,
  -- 'read': reads and writes notes; 'agent': works as an agent. Nobody comes in as an admin.
  level text not null check (level in ('read', 'agent')),
  purpose text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (account_id, id)
);
select protect('support_consents', 'select, insert, update');

-- An operator is a person of their own, who is nobody from then on, whatever credential they hold.
alter table users add column access_ends_at timestamptz, add column support_consent_id bigint;
create index users_by_support_consent on users (account_id, support_consent_id) where support_consent_id is not null;
