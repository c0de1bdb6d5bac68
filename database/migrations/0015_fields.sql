-- Fields of tickets, people and organisations with their options; ticket forms; custom statuses. All of it is made by
-- admins: titles, tags and patterns are plain. What customers fill in lives with the record it belongs to.
-- The system's own fields, statuses and form have fixed small ids and a row here only once an admin changed something.

create table fields (
  account_id bigint not null references accounts,
  id bigint not null,
  field_of text not null check (field_of in ('ticket', 'user', 'organization')),
  -- the name of a field of people and organisations in the API; null for tickets
  key text,
  type text not null,
  title text not null,
  title_in_portal text not null,
  description text not null,
  agent_description text,
  -- what a checked checkbox adds to the record's tags
  tag text,
  regexp_for_validation text,
  relationship_target_type text,
  relationship_filter jsonb,
  sub_type_id int,
  position int not null,
  active boolean not null,
  required boolean not null,
  collapsed_for_agents boolean not null,
  visible_in_portal boolean not null,
  editable_in_portal boolean not null,
  required_in_portal boolean not null,
  system boolean not null default false,
  creator_user_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  check ((field_of = 'ticket') = (key is null))
);
create unique index fields_by_key on fields (account_id, field_of, key) where key is not null and deleted_at is null;
select protect('fields');

-- What a drop-down or multi-select offers. `value` is the tag it puts on the record.
create table field_options (
  account_id bigint not null,
  id bigint not null,
  field_id bigint not null,
  name text not null,
  value text not null,
  is_default boolean not null default false,
  position int not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, field_id) references fields
);
create unique index field_options_by_value on field_options (account_id, field_id, value) where deleted_at is null;
create index field_options_of_field on field_options (account_id, field_id, position) where deleted_at is null;
select protect('field_options');

create table ticket_forms (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null,
  display_name text not null,
  position int not null,
  active boolean not null,
  end_user_visible boolean not null,
  is_default boolean not null,
  in_all_brands boolean not null,
  -- lists of ids, in their order; small, and only ever read whole
  restricted_brand_ids jsonb not null,
  ticket_field_ids jsonb not null,
  agent_conditions jsonb not null,
  end_user_conditions jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id)
);
select protect('ticket_forms');

create table custom_statuses (
  account_id bigint not null references accounts,
  id bigint not null,
  status_category text not null check (status_category in ('new', 'open', 'pending', 'hold', 'solved')),
  agent_label text not null,
  end_user_label text not null,
  description text not null,
  end_user_description text not null,
  active boolean not null,
  is_default boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
select protect('custom_statuses');
