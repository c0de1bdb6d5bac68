-- Dynamic content: one text in several languages, written by admins. Configuration, so plain text.

create table dynamic_content_items (
  account_id bigint not null references accounts,
  id bigint not null,
  name text not null check (length(name) between 1 and 255),
  -- what stands in {{dc.key}}; made from the first name, and stays when the name changes
  key text not null check (length(key) between 1 and 255),
  default_locale_id int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create unique index dynamic_content_items_by_key on dynamic_content_items (account_id, key);
select protect('dynamic_content_items');

create table dynamic_content_variants (
  account_id bigint not null,
  id bigint not null,
  item_id bigint not null,
  locale_id int not null,
  content text not null,
  active boolean not null default true,
  is_default boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, item_id, locale_id),
  foreign key (account_id, item_id) references dynamic_content_items on delete cascade
);
create unique index dynamic_content_default_variants on dynamic_content_variants (account_id, item_id) where is_default;
select protect('dynamic_content_variants');
