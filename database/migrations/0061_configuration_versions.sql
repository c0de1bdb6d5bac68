-- What admins set up is read with every ticket and changes rarely, so processes remember it. Each account has a version
-- of its configuration; every statement that changes a table of it gives it a new one. Processes compare it before they
-- use what they remember (server/platform/configuration.ts).

-- Numbers of a sequence are never given twice, not even after a rollback: what was remembered of a change that did not
-- come about is never taken for another.
create sequence configuration_changes;
grant usage on sequence configuration_changes to custos_app;

-- No row: nothing was changed since there are versions.
create table configuration_versions (
  account_id bigint not null references accounts,
  version bigint not null,
  primary key (account_id)
);
select protect('configuration_versions', 'select, insert, update');

create function renew_configuration() returns trigger language plpgsql as $$
begin
  insert into configuration_versions (account_id, version) values (current_account(), nextval('configuration_changes'))
    on conflict (account_id) do update set version = excluded.version;
  return null;
end $$;

-- Says that a table belongs to the configuration; given columns, an update counts only when it writes one of them.
create function is_configuration(table_name regclass, columns text default null) returns void
  language plpgsql as $$
begin
  execute format('create trigger renews_configuration after insert or delete or update %s on %s for each statement execute function renew_configuration()',
    coalesce('of ' || columns, ''), table_name);
end $$;

select is_configuration('fields');
select is_configuration('field_options');
select is_configuration('ticket_forms');
select is_configuration('custom_statuses');
select is_configuration('brands');
select is_configuration('schedules');
select is_configuration('schedule_holidays');
select is_configuration('sla_policies');
select is_configuration('sla_policy_sets');
select is_configuration('rules');
select is_configuration('trigger_categories');
select is_configuration('routing_groups');
select is_configuration('webhooks', 'is_active, subscriptions, takes_events');
