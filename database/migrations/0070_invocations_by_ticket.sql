-- What was sent of a ticket goes when words are taken out of the ticket.
create index webhook_invocations_of_ticket on webhook_invocations (account_id, ticket_id) where ticket_id is not null;
