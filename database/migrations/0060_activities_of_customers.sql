-- A customer's own words make an activity, too: the row is written in the customer's transaction. It holds ids only.
drop policy own_account_staff_only on ticket_activities;
create policy own_account on ticket_activities using (account_id = current_account()) with check (account_id = current_account());
