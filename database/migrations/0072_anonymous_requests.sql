-- What somebody asked who is not signed in, until a job has made a ticket of it. The answer was given before anybody
-- looked at whose address it is, so that neither its words nor its time tell.
create table anonymous_requests (
  account_id bigint not null references accounts,
  id bigint not null,
  -- the number the ticket will have
  ticket_id bigint not null,
  -- { name, email, subject, body, html_body, … }
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (account_id, id)
);
select protect('anonymous_requests');
