-- Workspaces: which form and macros agents want before them for which tickets. Configuration of admins, plain.
create table workspaces (
  account_id bigint not null references accounts,
  id bigint not null,
  title text not null check (length(title) between 1 and 255),
  description text,
  -- { all: [{field, operator, value}], any: […] }
  conditions jsonb not null,
  ticket_form_id bigint,
  macro_ids bigint[] not null,
  activated boolean not null,
  prefer_workspace_app_order boolean not null,
  position int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index workspaces_in_order on workspaces (account_id, position, id);
select protect('workspaces');
