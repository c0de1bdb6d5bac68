-- What a ticket belongs to besides people: its brand, form, custom status, the problem it is an incident of and the
-- closed ticket it follows up; and the values of its custom fields.

alter table tickets
  add column brand_id bigint,
  add column ticket_form_id bigint,
  add column custom_status_id bigint,
  add column problem_id bigint,
  add column followup_source_id bigint,
  -- field id → value, for kinds of fields that hold no free text; free text lies in `sealed`
  add column field_values jsonb not null default '{}';
create index tickets_by_problem on tickets (account_id, problem_id, id) where problem_id is not null and deleted_at is null;
create index tickets_by_followup_source on tickets (account_id, followup_source_id, id) where followup_source_id is not null and deleted_at is null;
create index tickets_by_group on tickets (account_id, group_id, updated_at, id) where group_id is not null and deleted_at is null;

-- Which tickets have which value, for searches, views and rules. Free text is a keyed hash here.
create table ticket_field_values (
  account_id bigint not null,
  field_id bigint not null,
  value text not null,
  ticket_id bigint not null,
  primary key (account_id, field_id, value, ticket_id),
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index ticket_field_values_of_ticket on ticket_field_values (account_id, ticket_id);
select protect('ticket_field_values');
