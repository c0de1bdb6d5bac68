-- Who deleted a ticket, which tickets an agent looked at last, and problems by their last change.

alter table tickets add column deleted_by_id bigint;
create index tickets_deleted on tickets (account_id, deleted_at, id) where deleted_at is not null;
create index tickets_problems on tickets (account_id, updated_at, id) where type = 'problem' and deleted_at is null;

-- The last few of each agent; older ones go when a new one comes.
create table ticket_visits (
  account_id bigint not null,
  user_id bigint not null,
  ticket_id bigint not null,
  visited_at timestamptz not null,
  primary key (account_id, user_id, ticket_id),
  foreign key (account_id, user_id) references users on delete cascade,
  foreign key (account_id, ticket_id) references tickets on delete cascade
);
create index ticket_visits_in_order on ticket_visits (account_id, user_id, visited_at);
select protect_staff_only('ticket_visits');
