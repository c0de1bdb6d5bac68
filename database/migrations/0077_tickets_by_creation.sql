-- Views that sort by creation, as most do, read a page of 50 from one end instead of sorting all that they hold.
create index tickets_by_creation on tickets (account_id, created_at, id) where deleted_at is null;
create index tickets_unsolved_by_creation on tickets (account_id, created_at, id)
  where deleted_at is null and status in ('new', 'open', 'pending', 'hold');
