-- Credentials that people make and change themselves.

-- who may make API tokens of their own; service accounts are for admins alone
alter table credential_policies
  add column own_tokens text not null default 'admins' check (own_tokens in ('admins', 'staff', 'everyone'));

-- switched off for a while: nobody comes in with it, and it can be switched on again, which a revoked one cannot
alter table api_tokens add column active boolean not null default true;

-- what an application did for all the people who allowed it
create index events_by_client on events (account_id, client_id, event_id) where client_id is not null;
