-- People: several organisations for one person, deletion for good, merging, subscriptions, values of custom fields.

create table organization_memberships (
  account_id bigint not null,
  id bigint not null,
  organization_id bigint not null,
  user_id bigint not null,
  -- One of a person's memberships is the default: users.organization_id repeats it.
  is_default boolean not null default false,
  -- Whether this person sees all tickets of the organisation.
  view_tickets boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, organization_id, user_id),
  foreign key (account_id, organization_id) references organizations,
  foreign key (account_id, user_id) references users on delete cascade
);
create index organization_memberships_of_user on organization_memberships (account_id, user_id);
create unique index organization_memberships_default on organization_memberships (account_id, user_id) where is_default;

-- Who belongs to an organisation already gets a membership with their own number, which no membership can have had.
alter table users no force row level security;
alter table users disable row level security;
insert into organization_memberships (account_id, id, organization_id, user_id, is_default, created_at, updated_at)
  select account_id, id, organization_id, id, true, updated_at, updated_at from users where organization_id is not null;
alter table users enable row level security;
alter table users force row level security;
select protect('organization_memberships');

create table organization_subscriptions (
  account_id bigint not null,
  id bigint not null,
  organization_id bigint not null,
  user_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, organization_id, user_id),
  foreign key (account_id, organization_id) references organizations,
  foreign key (account_id, user_id) references users on delete cascade
);
create index organization_subscriptions_of_user on organization_subscriptions (account_id, user_id);
select protect('organization_subscriptions');

create table organization_merges (
  account_id bigint not null,
  id bigint not null,
  loser_id bigint not null,
  winner_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, loser_id) references organizations,
  foreign key (account_id, winner_id) references organizations
);
create index organization_merges_of_loser on organization_merges (account_id, loser_id);
create index organization_merges_of_winner on organization_merges (account_id, winner_id);
select protect('organization_merges');

alter table users
  add column deleted_at timestamptz,
  add column erased_at timestamptz,
  add column merged_into_id bigint;
create index users_deleted on users (account_id, id) where not active;

alter table user_identities
  drop constraint user_identities_type_check,
  add constraint user_identities_type_check check (type in (
    'email', 'phone_number', 'agent_forwarding', 'twitter', 'facebook', 'google', 'sdk', 'messaging', 'any_channel', 'foreign'));
alter table user_identities add column verified_at timestamptz;

-- What values of custom fields are looked up by; the values themselves lie sealed with the record.
create table user_field_values (
  account_id bigint not null,
  field_id bigint not null,
  value text not null,
  user_id bigint not null,
  primary key (account_id, field_id, value, user_id),
  foreign key (account_id, user_id) references users on delete cascade
);
create index user_field_values_of_user on user_field_values (account_id, user_id);
select protect('user_field_values');

create table organization_field_values (
  account_id bigint not null,
  field_id bigint not null,
  value text not null,
  organization_id bigint not null,
  primary key (account_id, field_id, value, organization_id),
  foreign key (account_id, organization_id) references organizations on delete cascade
);
create index organization_field_values_of_organization on organization_field_values (account_id, organization_id);
select protect('organization_field_values');
