-- A second factor may be asked of a role of the desk's own. Without a row here, what is asked of agents holds for it.

create table custom_role_factor_requirements (
  account_id bigint not null,
  custom_role_id bigint not null,
  is_required boolean not null,
  -- until then people may put it off
  required_from timestamptz,
  frequency text not null check (frequency in ('always', 'new_devices')),
  -- a second factor that the identity provider says it checked counts
  provider_counts boolean not null,
  updated_at timestamptz not null,
  primary key (account_id, custom_role_id),
  foreign key (account_id, custom_role_id) references custom_roles on delete cascade
);
select protect('custom_role_factor_requirements');
select is_configuration('custom_role_factor_requirements');
